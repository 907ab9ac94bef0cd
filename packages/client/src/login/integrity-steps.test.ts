import { describe, expect, it } from 'vitest'
import {
  checkRows,
  code,
  failed,
  integrity,
  now,
  pending,
  phone_number,
  refusal,
} from '../../test/support/login-rows.ts'
import type { LoginEvent } from './login-events.ts'
import type { LoginState } from './login-state.ts'

describe('a code for apps that prove themselves', () => {
  checkRows([
    {
      what: 'proveIntegrity sends the token that the state asks for',
      from: integrity,
      event: { _: 'proveIntegrity', token: 'jws' },
      to: integrity,
      command: { _: 'requestFirebaseSms', ...pending, play_integrity_token: 'jws' },
    },
    {
      what: 'proveIntegrity with the secret of a push',
      from: { ...integrity, proof: { kind: 'push', receipt: 'r', pushTimeoutSeconds: 20 } },
      event: { _: 'proveIntegrity', token: 'secret' },
      to: { ...integrity, proof: { kind: 'push', receipt: 'r', pushTimeoutSeconds: 20 } },
      command: { _: 'requestFirebaseSms', ...pending, ios_push_secret: 'secret' },
    },
    {
      what: 'requestFirebaseSms → true: the SMS is on its way and its time begins',
      from: integrity,
      event: { _: 'integrityChecked', accepted: true },
      to: {
        at: 'code',
        ...pending,
        medium: { kind: 'firebaseSms', length: 5 },
        next: 'sms',
        sentAt: now,
        resendAt: now + 60_000,
      },
    },
    {
      what: 'requestFirebaseSms → false: another medium is asked for, with the reason',
      from: integrity,
      event: { _: 'integrityChecked', accepted: false },
      to: integrity,
      command: { _: 'resendCode', ...pending, reason: 'PLAYINTEGRITY_REQUESTFIREBASESMS_FALSE' },
    },
    {
      what: 'requestFirebaseSms → an answer that comes too late changes nothing',
      from: code,
      event: { _: 'integrityChecked', accepted: false },
      to: code,
    },
    {
      what: 'requestFirebaseSms → PHONE_CODE_EXPIRED needs the number again',
      from: integrity,
      event: failed('requestFirebaseSms', 'PHONE_CODE_EXPIRED'),
      to: { at: 'phone', phone_number, problem: 'PHONE_CODE_EXPIRED' },
    },
    {
      what: 'resend with a reason while a proof is wanted asks at once',
      from: integrity,
      event: { _: 'resend', reason: 'PLAYINTEGRITY_TOKEN_NULL' },
      to: integrity,
      command: { _: 'resendCode', ...pending, reason: 'PLAYINTEGRITY_TOKEN_NULL' },
    },
  ])

  it.each<[string, LoginState, LoginEvent, string]>([
    ['a proof that nobody asked for', code, { _: 'proveIntegrity', token: 'x' }, 'LOGIN_STEP_WRONG'],
    [
      'a proof of a kind that is not known',
      { ...integrity, proof: { kind: 'unknown' } },
      { _: 'proveIntegrity', token: 'x' },
      'LOGIN_TYPE_UNSUPPORTED',
    ],
    ['an early resend without a reason while a proof is wanted', integrity, { _: 'resend' }, 'RESEND_TOO_EARLY'],
  ])('refuses %s', (_what, from, event, expected) => {
    expect(refusal(from, event)?.code).toBe(expected)
  })
})
