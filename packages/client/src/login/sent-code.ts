import type { auth } from '@chappe/schema/api'
import type { CodeMedium, CodeState, IntegrityState, NextMedium, UnsupportedState, WantedProof } from './login-state.ts'

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
): CodeState | IntegrityState | UnsupportedState {
  if (sent._ !== 'auth.sentCode') {
    const { phone_code_hash } = sent as { phone_code_hash?: string }
    return { at: 'unsupported', type: sent._, phone_number, ...(phone_code_hash && { phone_code_hash }), sentAt: now }
  }
  const { phone_code_hash } = sent
  const next = sent.next_type && nextMedia[sent.next_type._]
  const facts = {
    phone_number,
    phone_code_hash,
    ...(next && { next }),
    sentAt: now,
    // A timeout of 0 means the same as none: a resend is possible at once.
    ...(sent.timeout && { resendAt: now + sent.timeout * 1000 }),
  }
  if (sent.type._ === 'auth.sentCodeTypeFirebaseSms') {
    return { at: 'integrity', ...facts, length: sent.type.length, proof: wantedProof(sent.type) }
  }
  const medium = codeMedium(sent.type)
  return medium ? { at: 'code', ...facts, medium } : { at: 'unsupported', ...facts, type: sent.type._ }
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

/** Undefined for what needs more than a code typed in: e-mail, e-mail set-up, and types of later layers. */
function codeMedium(type: auth.SentCodeType): CodeMedium | undefined {
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
    default:
      return undefined
  }
}

const nextMedia: Readonly<Record<auth.CodeType['_'], NextMedium>> = {
  'auth.codeTypeSms': 'sms',
  'auth.codeTypeCall': 'call',
  'auth.codeTypeFlashCall': 'flashCall',
  'auth.codeTypeMissedCall': 'missedCall',
  'auth.codeTypeFragmentSms': 'fragmentSms',
}
