import type { KeptSettings } from './login-settings.ts'

/**
 * What a login is waiting for, as plain data: `JSON.stringify` and `JSON.parse` give it back unchanged, so it can be
 * kept in a session, in a web page or in a test. Names in camelCase that end in `At` are milliseconds since the epoch;
 * what is named as in the API (`reset_pending_date`) is in its units.
 *
 * @see {@link https://core.telegram.org/api/auth}
 */
export type LoginState =
  | PhoneState
  | CodeState
  | IntegrityState
  | EmailCodeState
  | EmailAddressState
  | EmailSetupCodeState
  | PaymentState
  | SignUpState
  | PasswordState
  | QrState
  | DoneState

/** What every state of an unfinished login may tell of its last step. */
export interface LoginTrouble {
  /** Name of the last error that left the state as it is, or that ended the login here: `PHONE_CODE_INVALID`. */
  readonly problem?: string
  /**
   * When the refused step may be tried again, after `FLOOD_WAIT_X` and its like. Where a server fails to give a QR code:
   * when `tg.login.qr` asks for the next one.
   */
  readonly retryAt?: number
  /** A text for people that the server sent along (`updateServiceNotification`): it is to be shown as it is. */
  readonly notice?: string
  /** How often this login began anew because the server said so (`AUTH_RESTART`); the machine bounds it. */
  readonly restarts?: number
  /** What the program said it can handle when the login began; it says so again where the login begins anew. */
  readonly settings?: KeptSettings
}

/** Nothing is pending: a phone number is needed next. `problem` says why a login that was under way came back here. */
export interface PhoneState extends LoginTrouble {
  readonly at: 'phone'
  /** The number of the login that ended here, to offer it again. */
  readonly phone_number?: string
  /** Which way in the problem is about; absent for a login by phone number. */
  readonly way?: WayIn
}

/** The ways in that need no phone number. */
export type WayIn = 'qr' | 'bot' | 'passkey' | 'webToken'

/** A code was sent by `medium` and is to be typed in. */
export interface CodeState extends SentFacts {
  readonly at: 'code'
  readonly medium: CodeMedium
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
 * A code of `length` digits was mailed to the login e-mail address. `tg.login.enterCode` takes it, and
 * `tg.login.enterIdToken` a token of Google or Apple for the same address; `resendEmail` mails another, `resetEmail` is
 * for who lost the mailbox.
 *
 * @see {@link https://core.telegram.org/constructor/auth.sentCodeTypeEmailCode}
 */
export interface EmailCodeState extends SentFacts, AllowedIdTokens {
  readonly at: 'emailCode'
  /** The address, masked by the server: `a***z@mail.example`. */
  readonly email_pattern: string
  readonly length: number
  /** Seconds that a reset of the address takes; 0: at once. Absent when the server does not offer one. */
  readonly reset_available_period?: number
  /** Seconds since the epoch: when the reset that was asked for takes place. From then on the code goes by phone. */
  readonly reset_pending_date?: number
}

/**
 * The server demands a login e-mail address before it sends a code: `tg.login.enterEmail`, or `tg.login.enterIdToken`
 * where Google or Apple may vouch for one.
 *
 * @see {@link https://core.telegram.org/api/auth#email-verification}
 */
export interface EmailAddressState extends SentFacts, AllowedIdTokens {
  readonly at: 'emailAddress'
}

/** A code was mailed to the address that is being set up: `tg.login.enterCode`; or `enterEmail` with another address. */
export interface EmailSetupCodeState extends SentFacts, AllowedIdTokens {
  readonly at: 'emailSetupCode'
  /** As it was typed. */
  readonly email: string
  readonly email_pattern: string
  readonly length: number
}

/** Whose ID tokens the server takes in place of a mailed code. */
export interface AllowedIdTokens {
  readonly google: boolean
  readonly apple: boolean
}

/**
 * The code will be sent once `amount` was paid: by a store purchase of `store_product` (`tg.login.givePurchase`), or by
 * a form (`tg.login.requestPaymentForm`, then `tg.login.pay`). `tg.login.awaitPayment` waits for it, `checkPayment` asks.
 *
 * @see {@link https://core.telegram.org/api/auth#paid-auth}
 */
export interface PaymentState extends LoginTrouble {
  readonly at: 'payment'
  readonly phone_number: string
  readonly phone_code_hash: string
  readonly sentAt: number
  /** Name of the product in the app's store. */
  readonly store_product: string
  /** ISO 4217, three letters. */
  readonly currency: string
  /** Decimal, in the smallest units of the currency: `145` is US$ 1.45. */
  readonly amount: string
  /** Days of Premium that the price includes. */
  readonly premium_days?: number
  /** Where to write to, and with which subject. */
  readonly support_email_address: string
  readonly support_email_subject: string
  /** The form by which it is being paid. */
  readonly form?: PaymentForm
  /** When the payment may be asked about next. */
  readonly checkAt?: number
}

/** A form to pay by. */
export interface PaymentForm {
  /** Decimal. */
  readonly form_id: string
  readonly title: string
  /** Page of the payment provider. */
  readonly url: string
  /** Whether `tg.login.pay` was accepted: what is missing is the provider's word. */
  readonly sent: boolean
  /** Page on which the payer has to confirm (3-D Secure and the like). */
  readonly verificationUrl?: string
}

/** The code was right, but the number has no account: a name is needed. */
export interface SignUpState extends LoginTrouble {
  readonly at: 'signUp'
  readonly phone_number: string
  readonly phone_code_hash: string
  /** Shown before the sign-up. With `popup` or `min_age_confirm` it has to be agreed to: `signUp({ …, termsAccepted: true })`. */
  readonly terms_of_service?: { readonly text: string; readonly popup: boolean; readonly min_age_confirm?: number }
}

/** The code was right, but the account has a password, which is needed next; or the code of its recovery. */
export interface PasswordState extends LoginTrouble {
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
  /** When a code for recovery may be asked for again, after too many. */
  readonly recoverAt?: number
  /** When the account can be deleted: it was asked for, and its owner is given time to object. */
  readonly deletableAt?: number
}

/**
 * A QR code of `url` is to be shown, for a device that is logged in to scan. After `expiresAt` it is of no use;
 * `tg.login.qr` renews it.
 *
 * @see {@link https://core.telegram.org/api/qr-login}
 */
export interface QrState extends LoginTrouble {
  readonly at: 'qr'
  /** The number of a login that was under way before, to offer it again. */
  readonly phone_number?: string
  /** `tg://login?token=…`: whoever accepts it lets this program in to an account of theirs. */
  readonly url: string
  readonly expiresAt: number
}

/** Logged in. `user_id` is decimal, since JSON has no 64-bit numbers. */
export interface DoneState {
  readonly at: 'done'
  readonly user_id: string
  /** The server asks to set a password, or it will end this login after so many days. */
  readonly otherwise_relogin_days?: number
}

/** Facts of an `auth.sentCode`. */
export interface SentFacts extends LoginTrouble {
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

/** Longest text of the server that a state keeps, in characters: terms of service, a popup. */
export const textLengthMax = 16_384

/** Where every login begins. */
export const initialLoginState: PhoneState = Object.freeze({ at: 'phone' })

/** Tells whether a code was asked for and the login is not finished: phone number and hash are known. */
export function pendingCode(
  state: LoginState,
): { readonly phone_number: string; readonly phone_code_hash: string } | undefined {
  if (!('phone_code_hash' in state) || state.phone_code_hash === '') return undefined
  return { phone_number: state.phone_number, phone_code_hash: state.phone_code_hash }
}

/** The state of a login that ended and can only begin anew. */
export function backToPhone(phone_number: string | undefined, problem: string): PhoneState {
  return { at: 'phone', ...(phone_number !== undefined && { phone_number }), problem }
}

/** The number of the login, where one was given. */
export function numberOf(state: LoginState): string | undefined {
  return 'phone_number' in state ? state.phone_number : undefined
}
