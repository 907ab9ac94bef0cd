import type { auth } from '@chappe/schema/api'
import type { CodeMedium, LoginState, NextMedium, PaymentState, SentFacts, WantedProof } from './login-state.ts'

/**
 * Reads an `auth.sentCode` or `auth.sentCodePaymentRequired` into the state that follows it.
 * Every field comes from the new answer: after a resend nothing of the old one is kept, the hash included.
 *
 * @param now - milliseconds since the epoch; `timeout` counts from it
 */
export function stateAfterSentCode(
  sent: Exclude<auth.SentCode, auth.sentCodeSuccess>,
  phone_number: string,
  now: number,
): LoginState {
  if (sent._ === 'auth.sentCodePaymentRequired') return toPay(sent, phone_number, now)
  const { phone_code_hash, type } = sent
  const next = sent.next_type && nextMedia[sent.next_type._]
  const facts: SentFacts = {
    phone_number,
    phone_code_hash,
    ...(next && { next }),
    sentAt: now,
    // A timeout of 0 means the same as none: a resend is possible at once.
    ...(sent.timeout && { resendAt: now + sent.timeout * 1000 }),
  }
  switch (type._) {
    case 'auth.sentCodeTypeFirebaseSms':
      return { at: 'integrity', ...facts, length: type.length, proof: wantedProof(type) }
    case 'auth.sentCodeTypeSetUpEmailRequired':
      return { at: 'emailAddress', ...facts, ...allowedIdTokens(type) }
    case 'auth.sentCodeTypeEmailCode': {
      const { email_pattern, length, reset_available_period, reset_pending_date } = type
      return {
        at: 'emailCode',
        ...facts,
        ...allowedIdTokens(type),
        email_pattern,
        length,
        ...(reset_available_period !== undefined && { reset_available_period }),
        ...(reset_pending_date !== undefined && { reset_pending_date }),
      }
    }
    default:
      return { at: 'code', ...facts, medium: codeMedium(type) }
  }
}

function toPay(sent: auth.sentCodePaymentRequired, phone_number: string, now: number): PaymentState {
  const { _: _name, amount, ...facts } = sent
  return { at: 'payment', phone_number, ...facts, amount: String(amount), sentAt: now }
}

function allowedIdTokens(type: auth.sentCodeTypeEmailCode | auth.sentCodeTypeSetUpEmailRequired): {
  readonly google: boolean
  readonly apple: boolean
} {
  return { google: type.google_signin_allowed === true, apple: type.apple_signin_allowed === true }
}

function wantedProof(type: auth.sentCodeTypeFirebaseSms): WantedProof {
  const { play_integrity_project_id, play_integrity_nonce, nonce, receipt, push_timeout } = type
  if (play_integrity_project_id !== undefined && play_integrity_nonce !== undefined) {
    return {
      kind: 'playIntegrity',
      projectId: String(play_integrity_project_id),
      nonce: base64(play_integrity_nonce).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', ''),
    }
  }
  if (nonce !== undefined) return { kind: 'safetyNet', nonce: base64(nonce) }
  if (receipt !== undefined && push_timeout !== undefined) {
    return { kind: 'push', receipt, pushTimeoutSeconds: push_timeout }
  }
  return { kind: 'unknown' }
}

function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
}

type TypedCode = Exclude<
  auth.SentCodeType,
  auth.sentCodeTypeFirebaseSms | auth.sentCodeTypeEmailCode | auth.sentCodeTypeSetUpEmailRequired
>

function codeMedium(type: TypedCode): CodeMedium {
  switch (type._) {
    case 'auth.sentCodeTypeApp':
      return { kind: 'app', length: type.length }
    case 'auth.sentCodeTypeSms':
      return { kind: 'sms', length: type.length }
    case 'auth.sentCodeTypeCall':
      return { kind: 'call', length: type.length }
    case 'auth.sentCodeTypeFlashCall':
      return { kind: 'flashCall', pattern: type.pattern }
    case 'auth.sentCodeTypeMissedCall':
      return { kind: 'missedCall', prefix: type.prefix, length: type.length }
    case 'auth.sentCodeTypeFragmentSms':
      return { kind: 'fragmentSms', url: type.url, length: type.length }
    case 'auth.sentCodeTypeSmsWord':
      return { kind: 'smsWord', ...(type.beginning && { beginning: type.beginning }) }
    case 'auth.sentCodeTypeSmsPhrase':
      return { kind: 'smsPhrase', ...(type.beginning && { beginning: type.beginning }) }
  }
}

const nextMedia: Readonly<Record<auth.CodeType['_'], NextMedium>> = {
  'auth.codeTypeSms': 'sms',
  'auth.codeTypeCall': 'call',
  'auth.codeTypeFlashCall': 'flashCall',
  'auth.codeTypeMissedCall': 'missedCall',
  'auth.codeTypeFragmentSms': 'fragmentSms',
}
