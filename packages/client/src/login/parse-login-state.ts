import { UsageError } from '../usage-error.ts'
import type { LoginState } from './login-state.ts'

/**
 * Reads a {@link LoginState} from JSON text, checking every field that the machine relies on.
 *
 * @throws {UsageError} `LOGIN_STATE_INVALID`
 */
export function parseLoginState(text: string): LoginState {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw invalid('it is not JSON', cause)
  }
  return checkLoginState(value)
}

/** The same for a value that is already parsed. */
export function checkLoginState(value: unknown): LoginState {
  if (!isRecord(value)) throw invalid('it is not an object')
  const shape =
    typeof value.at === 'string' && Object.hasOwn(shapes, value.at) ? shapes[value.at as LoginState['at']] : undefined
  if (!shape) throw invalid('`at` names no state')
  for (const [field, kind] of Object.entries(shape)) {
    const optional = kind.endsWith('?')
    const present = value[field] !== undefined
    if (!present && !optional) throw invalid(`\`${field}\` is missing`)
    if (present && !hasKind(value[field], kind.replace('?', ''))) throw invalid(`\`${field}\` is not a ${kind}`)
  }
  if (value.at === 'code' && !isMedium(value.medium)) throw invalid('`medium` is not known')
  if (value.at === 'integrity' && !isProof(value.proof)) throw invalid('`proof` is not known')
  if (value.at === 'done' && !/^-?\d{1,19}$/.test(String(value.user_id))) throw invalid('`user_id` is not a number')
  return value as unknown as LoginState
}

const sentShape = { phone_number: 'string', sentAt: 'number', resendAt: 'number?', next: 'next?', problem: 'string?' }

const shapes: Readonly<Record<LoginState['at'], Readonly<Record<string, string>>>> = {
  phone: { restarts: 'number', phone_number: 'string?', problem: 'string?' },
  code: { ...sentShape, phone_code_hash: 'string', medium: 'object' },
  integrity: { ...sentShape, phone_code_hash: 'string', length: 'number', proof: 'object' },
  unsupported: { ...sentShape, phone_code_hash: 'string?', type: 'string' },
  signUp: { phone_number: 'string', phone_code_hash: 'string', terms_of_service: 'object?', problem: 'string?' },
  password: {
    phone_number: 'string?',
    hint: 'string?',
    has_recovery: 'boolean?',
    email_pattern: 'string?',
    pending_reset_date: 'number?',
    retryAt: 'number?',
    problem: 'string?',
  },
  qr: { url: 'string', expiresAt: 'number', problem: 'string?' },
  done: { user_id: 'string', otherwise_relogin_days: 'number?' },
}

function hasKind(value: unknown, kind: string): boolean {
  if (kind === 'object') return isRecord(value)
  if (kind === 'next') return typeof value === 'string' && nextMedia.has(value)
  return kind === 'number' ? Number.isFinite(value) : typeof value === kind
}

const nextMedia: ReadonlySet<string> = new Set(['sms', 'call', 'flashCall', 'missedCall', 'fragmentSms'])

function isMedium(value: unknown): boolean {
  return hasFieldsOfKind(value, mediumFields)
}

function isProof(value: unknown): boolean {
  return hasFieldsOfKind(value, proofFields)
}

function hasFieldsOfKind(value: unknown, kinds: Readonly<Record<string, Readonly<Record<string, string>>>>): boolean {
  if (!isRecord(value) || typeof value.kind !== 'string') return false
  const fields = Object.hasOwn(kinds, value.kind) ? kinds[value.kind] : undefined
  return fields !== undefined && Object.entries(fields).every(([field, kind]) => hasKind(value[field], kind))
}

const mediumFields: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  app: { length: 'number' },
  sms: { length: 'number' },
  call: { length: 'number' },
  firebaseSms: { length: 'number' },
  flashCall: { pattern: 'string' },
  missedCall: { prefix: 'string', length: 'number' },
  fragmentSms: { url: 'string', length: 'number' },
  smsWord: {},
  smsPhrase: {},
}

const proofFields: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  playIntegrity: { projectId: 'string', nonce: 'string' },
  safetyNet: { nonce: 'string' },
  push: { receipt: 'string', pushTimeoutSeconds: 'number' },
  unknown: {},
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function invalid(problem: string, cause?: unknown): UsageError {
  return new UsageError(
    'LOGIN_STATE_INVALID',
    `this is not a saved login state: ${problem}. Start again with the phone number`,
    { problem },
    cause === undefined ? undefined : { cause },
  )
}
