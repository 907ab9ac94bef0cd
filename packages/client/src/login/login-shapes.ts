/** The shape of every login state, as data: what a saved one has to look like to be gone on with. */
import { keptNames } from './login-settings.ts'
import type { LoginState, WayIn } from './login-state.ts'

/** What a field may hold. */
export type FieldKind = 'string' | 'number' | 'boolean' | 'decimal' | 'next' | 'way' | 'medium' | 'proof' | PartKind

/** A part of a state that has one shape. */
export type PartKind = 'terms' | 'form' | 'settings'

/** Fields by name; a kind that ends in `?` may be absent. */
export type Shape = Readonly<Record<string, FieldKind | `${FieldKind}?`>>

const trouble: Shape = {
  problem: 'string?',
  retryAt: 'number?',
  notice: 'string?',
  restarts: 'number?',
  settings: 'settings?',
}
const reference: Shape = { phone_number: 'string', phone_code_hash: 'string' }
const sent: Shape = { ...trouble, ...reference, next: 'next?', sentAt: 'number', resendAt: 'number?' }
const idTokens: Shape = { google: 'boolean', apple: 'boolean' }

/** The fields of each state beside `at`. */
export const stateShapes: Readonly<Record<LoginState['at'], Shape>> = {
  phone: { ...trouble, phone_number: 'string?', way: 'way?' },
  code: { ...sent, medium: 'medium' },
  integrity: { ...sent, length: 'number', proof: 'proof' },
  emailCode: {
    ...sent,
    ...idTokens,
    email_pattern: 'string',
    length: 'number',
    reset_available_period: 'number?',
    reset_pending_date: 'number?',
  },
  emailAddress: { ...sent, ...idTokens },
  emailSetupCode: { ...sent, ...idTokens, email: 'string', email_pattern: 'string', length: 'number' },
  payment: {
    ...trouble,
    ...reference,
    sentAt: 'number',
    store_product: 'string',
    currency: 'string',
    amount: 'decimal',
    premium_days: 'number?',
    support_email_address: 'string',
    support_email_subject: 'string',
    form: 'form?',
    checkAt: 'number?',
  },
  signUp: { ...trouble, ...reference, terms_of_service: 'terms?' },
  password: {
    ...trouble,
    phone_number: 'string?',
    hint: 'string?',
    has_recovery: 'boolean?',
    email_pattern: 'string?',
    pending_reset_date: 'number?',
    recoverAt: 'number?',
    deletableAt: 'number?',
  },
  qr: { ...trouble, phone_number: 'string?', url: 'string', expiresAt: 'number' },
  done: { user_id: 'decimal', otherwise_relogin_days: 'number?' },
}

/** The fields of a medium beside `kind`. */
export const mediumShapes: Readonly<Record<string, Shape>> = {
  app: { length: 'number' },
  sms: { length: 'number' },
  call: { length: 'number' },
  firebaseSms: { length: 'number' },
  flashCall: { pattern: 'string' },
  missedCall: { prefix: 'string', length: 'number' },
  fragmentSms: { url: 'string', length: 'number' },
  smsWord: { beginning: 'string?' },
  smsPhrase: { beginning: 'string?' },
}

/** The fields of a wanted proof beside `kind`. */
export const proofShapes: Readonly<Record<string, Shape>> = {
  playIntegrity: { projectId: 'decimal', nonce: 'string' },
  safetyNet: { nonce: 'string' },
  push: { receipt: 'string', pushTimeoutSeconds: 'number' },
  unknown: {},
}

/** The parts that have one shape each. */
export const partShapes: Readonly<Record<PartKind, Shape>> = {
  terms: { text: 'string', popup: 'boolean', min_age_confirm: 'number?' },
  form: { form_id: 'decimal', title: 'string', url: 'string', sent: 'boolean', verificationUrl: 'string?' },
  settings: Object.fromEntries(keptNames.map(name => [name, 'boolean?'])),
}

/** Every medium that a resend may use. */
export const nextMedia: ReadonlySet<string> = new Set(['sms', 'call', 'flashCall', 'missedCall', 'fragmentSms'])

/** Every way in that needs no phone number. */
export const waysIn: ReadonlySet<string> = new Set(['qr', 'bot', 'passkey', 'webToken'] satisfies WayIn[])
