/**
 * What a login by phone code is waiting for, as plain data: `JSON.stringify` and `JSON.parse` give it back unchanged,
 * so it can be kept in a session, in a web page or in a test. Times are milliseconds since the epoch.
 *
 * @see {@link https://core.telegram.org/api/auth}
 */
export type LoginState =
  | PhoneState
  | CodeState
  | IntegrityState
  | UnsupportedState
  | SignUpState
  | PasswordState
  | QrState
  | DoneState

/** Nothing is pending: a phone number is needed next. `problem` says why a login that was under way came back here. */
export interface PhoneState {
  readonly at: 'phone'
  /** The number of the login that ended here, to offer it again. */
  readonly phone_number?: string
  /** Name of the error that ended it, for example `PHONE_CODE_EXPIRED`. */
  readonly problem?: string
  /** How often in a row the server asked to start over (`AUTH_RESTART`) or to go to another data center. */
  readonly restarts: number
}

/** A code was sent by `medium` and is to be typed in. */
export interface CodeState extends SentFacts {
  readonly at: 'code'
  readonly medium: CodeMedium
  /** Name of the last error that left this state as it is, for example `PHONE_CODE_INVALID`. */
  readonly problem?: string
}

/**
 * A text message with a code of `length` digits will be sent once the app has proven itself by `proof`:
 * `tg.login.proveIntegrity`, or `tg.login.resend` with a reason when it cannot.
 *
 * @see {@link https://core.telegram.org/constructor/auth.sentCodeTypeFirebaseSms}
 */
export interface IntegrityState extends SentFacts {
  readonly at: 'integrity'
  readonly length: number
  readonly proof: WantedProof
  readonly problem?: string
}

/** What the app has to ask its platform for. */
export type WantedProof =
  /** A classic request to Play Integrity; `nonce` is base64url, as it goes into the request. */
  | { readonly kind: 'playIntegrity'; readonly projectId: string; readonly nonce: string }
  /** `nonce` is base64; SafetyNet takes the bytes. */
  | { readonly kind: 'safetyNet'; readonly nonce: string }
  /** A silent push with the same `receipt` brings the secret; after `pushTimeoutSeconds` it will not come. */
  | { readonly kind: 'push'; readonly receipt: string; readonly pushTimeoutSeconds: number }
  /** A way that this library does not know. */
  | { readonly kind: 'unknown' }

/**
 * The server chose a way that this library cannot complete yet; `type` names its constructor
 * (`auth.sentCodeTypeEmailCode`, `auth.sentCodePaymentRequired`, …).
 */
export interface UnsupportedState extends Omit<SentFacts, 'phone_code_hash'> {
  readonly at: 'unsupported'
  readonly type: string
  readonly phone_code_hash?: string
  readonly problem?: string
}

/** The code was right, but the number has no account: a name is needed. */
export interface SignUpState {
  readonly at: 'signUp'
  readonly phone_number: string
  readonly phone_code_hash: string
  readonly terms_of_service?: { readonly text: string; readonly popup: boolean; readonly min_age_confirm?: number }
  readonly problem?: string
}

/** The code was right, but the account has a password, which is needed next; or the code of its recovery. */
export interface PasswordState {
  readonly at: 'password'
  readonly phone_number?: string
  /** What its owner wrote down to remember it by. */
  readonly hint?: string
  /** Whether a code for recovery can be mailed; absent as long as the server has not said. */
  readonly has_recovery?: boolean
  /** Where such a code was mailed to, once it was asked for: `a***e@mail.example`. */
  readonly email_pattern?: string
  /** Seconds since the epoch, as in the API: when the password may be removed, because its owner has asked for that. */
  readonly pending_reset_date?: number
  /** When another password may be tried, after too many wrong ones. */
  readonly retryAt?: number
  /** Name of the last error that left this state as it is, for example `PASSWORD_HASH_INVALID`. */
  readonly problem?: string
}

/**
 * A QR code of `url` is to be shown, for a device that is logged in to scan. After `expiresAt` it is of no use;
 * `tg.login.qr` renews it.
 *
 * @see {@link https://core.telegram.org/api/qr-login}
 */
export interface QrState {
  readonly at: 'qr'
  /** `tg://login?token=…`: whoever accepts it lets this program in to an account of theirs. */
  readonly url: string
  readonly expiresAt: number
  readonly problem?: string
}

/** Logged in. `user_id` is decimal, since JSON has no 64-bit numbers. */
export interface DoneState {
  readonly at: 'done'
  readonly user_id: string
  /** The server asks to set a password, or it will end this login after so many days. */
  readonly otherwise_relogin_days?: number
}

/** Facts of an `auth.sentCode`. */
export interface SentFacts {
  readonly phone_number: string
  readonly phone_code_hash: string
  /** The medium that a resend would use; absent when the server offers none. */
  readonly next?: NextMedium
  /** When the code was sent. */
  readonly sentAt: number
  /** When a resend may be asked for; absent when the server gave no time. */
  readonly resendAt?: number
}

/** Where a code went. `length` counts the digits to type. */
export type CodeMedium =
  | { readonly kind: 'app' | 'sms' | 'call' | 'firebaseSms'; readonly length: number }
  /** The code is the full number of a caller that hangs up at once; `*` in `pattern` matches one digit. */
  | { readonly kind: 'flashCall'; readonly pattern: string }
  /** The code is the last `length` digits of a caller whose number begins with `prefix`. */
  | { readonly kind: 'missedCall'; readonly prefix: string; readonly length: number }
  | { readonly kind: 'fragmentSms'; readonly url: string; readonly length: number }
  /** The code is a word or a phrase; `beginning` is its known first letter or word. */
  | { readonly kind: 'smsWord' | 'smsPhrase'; readonly beginning?: string }

/** What a resend would use, named as in `auth.CodeType`. */
export type NextMedium = 'sms' | 'call' | 'flashCall' | 'missedCall' | 'fragmentSms'

/** Where every login begins. */
export const initialLoginState: PhoneState = Object.freeze({ at: 'phone', restarts: 0 })

/** Tells whether a code was asked for and the login is not finished: phone number and hash are known. */
export function pendingCode(
  state: LoginState,
): { readonly phone_number: string; readonly phone_code_hash: string } | undefined {
  if (!('phone_code_hash' in state)) return undefined
  const { phone_number, phone_code_hash } = state
  return phone_code_hash === undefined ? undefined : { phone_number, phone_code_hash }
}

/** The state of a login that ended and can only begin anew. */
export function backToPhone(phone_number: string | undefined, problem: string): PhoneState {
  return { at: 'phone', ...(phone_number !== undefined && { phone_number }), problem, restarts: 0 }
}
