import { describe } from 'vitest'
import {
  asked,
  checkRows,
  code,
  emailAddress,
  emailCode,
  fresh,
  now,
  payment,
  paymentRequired,
  sentCode,
} from '../../test/support/login-rows.ts'

describe('what was sent', () => {
  checkRows([
    {
      what: 'sendCode → code in the app',
      from: asked,
      event: sentCode({ _: 'auth.sentCodeTypeApp', length: 5 }, { next_type: { _: 'auth.codeTypeSms' }, timeout: 60 }),
      to: { at: 'code', ...fresh, medium: { kind: 'app', length: 5 }, next: 'sms', resendAt: now + 60_000 },
    },
    {
      what: 'sendCode → SMS without a next medium',
      from: asked,
      event: sentCode({ _: 'auth.sentCodeTypeSms', length: 6 }),
      to: { at: 'code', ...fresh, medium: { kind: 'sms', length: 6 } },
    },
    {
      what: 'sendCode → voice call, then missed call without a wait',
      from: asked,
      event: sentCode(
        { _: 'auth.sentCodeTypeCall', length: 5 },
        { next_type: { _: 'auth.codeTypeMissedCall' }, timeout: 0 },
      ),
      to: { at: 'code', ...fresh, medium: { kind: 'call', length: 5 }, next: 'missedCall' },
    },
    {
      what: 'sendCode → flash call',
      from: asked,
      event: sentCode(
        { _: 'auth.sentCodeTypeFlashCall', pattern: '+4420*****' },
        { next_type: { _: 'auth.codeTypeCall' } },
      ),
      to: { at: 'code', ...fresh, medium: { kind: 'flashCall', pattern: '+4420*****' }, next: 'call' },
    },
    {
      what: 'sendCode → missed call',
      from: asked,
      event: sentCode(
        { _: 'auth.sentCodeTypeMissedCall', prefix: '+4420', length: 5 },
        { next_type: { _: 'auth.codeTypeFlashCall' } },
      ),
      to: { at: 'code', ...fresh, medium: { kind: 'missedCall', prefix: '+4420', length: 5 }, next: 'flashCall' },
    },
    {
      what: 'sendCode → Fragment',
      from: asked,
      event: sentCode(
        { _: 'auth.sentCodeTypeFragmentSms', url: 'https://fragment.com/x', length: 5 },
        { next_type: { _: 'auth.codeTypeFragmentSms' } },
      ),
      to: {
        at: 'code',
        ...fresh,
        medium: { kind: 'fragmentSms', url: 'https://fragment.com/x', length: 5 },
        next: 'fragmentSms',
      },
    },
    {
      what: 'sendCode → a word',
      from: asked,
      event: sentCode({ _: 'auth.sentCodeTypeSmsWord', beginning: 'b' }),
      to: { at: 'code', ...fresh, medium: { kind: 'smsWord', beginning: 'b' } },
    },
    {
      what: 'sendCode → a phrase',
      from: asked,
      event: sentCode({ _: 'auth.sentCodeTypeSmsPhrase' }),
      to: { at: 'code', ...fresh, medium: { kind: 'smsPhrase' } },
    },
    {
      what: 'sendCode → Firebase with Play Integrity asks for the proof first',
      from: asked,
      event: sentCode(
        {
          _: 'auth.sentCodeTypeFirebaseSms',
          length: 5,
          play_integrity_project_id: 7n,
          play_integrity_nonce: Uint8Array.of(251, 255, 254),
        },
        { next_type: { _: 'auth.codeTypeSms' }, timeout: 30 },
      ),
      to: {
        at: 'integrity',
        ...fresh,
        length: 5,
        proof: { kind: 'playIntegrity', projectId: '7', nonce: '-__-' },
        next: 'sms',
        resendAt: now + 30_000,
      },
    },
    {
      what: 'sendCode → Firebase with SafetyNet asks for the proof first',
      from: asked,
      event: sentCode({ _: 'auth.sentCodeTypeFirebaseSms', length: 6, nonce: Uint8Array.of(251, 255, 254) }),
      to: { at: 'integrity', ...fresh, length: 6, proof: { kind: 'safetyNet', nonce: '+//+' } },
    },
    {
      what: 'sendCode → Firebase with a silent push asks for its secret first',
      from: asked,
      event: sentCode({ _: 'auth.sentCodeTypeFirebaseSms', length: 5, receipt: 'r', push_timeout: 20 }),
      to: { at: 'integrity', ...fresh, length: 5, proof: { kind: 'push', receipt: 'r', pushTimeoutSeconds: 20 } },
    },
    {
      what: 'sendCode → Firebase in a way that is not known leaves the resend with a reason',
      from: asked,
      event: sentCode({ _: 'auth.sentCodeTypeFirebaseSms', length: 5 }),
      to: { at: 'integrity', ...fresh, length: 5, proof: { kind: 'unknown' } },
    },
    {
      what: 'sendCode → a code by e-mail, with whose ID tokens count and what a reset takes',
      from: asked,
      event: sentCode(
        {
          _: 'auth.sentCodeTypeEmailCode',
          google_signin_allowed: true,
          email_pattern: 'a***z@mail.example',
          length: 6,
          reset_available_period: 604_800,
        },
        { next_type: { _: 'auth.codeTypeSms' }, timeout: 60 },
      ),
      to: { ...emailCode, ...fresh, next: 'sms', resendAt: now + 60_000 },
    },
    {
      what: 'sendCode → a code by e-mail whose address is about to be reset',
      from: asked,
      event: sentCode({
        _: 'auth.sentCodeTypeEmailCode',
        apple_signin_allowed: true,
        email_pattern: 'a***z@mail.example',
        length: 6,
        reset_pending_date: 1_800_604_800,
      }),
      to: {
        at: 'emailCode',
        ...fresh,
        google: false,
        apple: true,
        email_pattern: 'a***z@mail.example',
        length: 6,
        reset_pending_date: 1_800_604_800,
      },
    },
    {
      what: 'sendCode → an e-mail address has to be set up',
      from: asked,
      event: sentCode({ _: 'auth.sentCodeTypeSetUpEmailRequired', apple_signin_allowed: true }),
      to: { ...emailAddress, ...fresh },
    },
    {
      what: 'sendCode → the code has to be paid for',
      from: asked,
      event: paymentRequired,
      to: { ...payment, ...fresh },
    },
    {
      what: 'resendCode replaces every field, and keeps none of the old ones',
      from: { ...code, problem: 'PHONE_CODE_INVALID' },
      event: sentCode({ _: 'auth.sentCodeTypeSms', length: 6 }),
      to: { at: 'code', ...fresh, medium: { kind: 'sms', length: 6 } },
    },
  ])
})
