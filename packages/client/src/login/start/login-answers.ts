import type { codeSettings, InputPaymentCredentials } from '@chappe/schema/api'
import type { IdTokenProvider, StorePurchase } from '../login-events.ts'
import type {
  CodeState,
  EmailAddressState,
  EmailCodeState,
  EmailSetupCodeState,
  IntegrityState,
  LoginState,
  PasswordState,
  PaymentState,
  PhoneState,
  QrState,
  SignUpState,
} from '../login-state.ts'

/**
 * What a login may be asked, and the answers: each one a value, or a function that is called with the question when it
 * comes up and may take its time. All are optional; a login that needs one which is not there ends with the UsageError
 * `ANSWER_MISSING`, and can be gone on with.
 *
 * A value is tried once: when it is refused, the login ends with `ANSWER_REFUSED`. A function is asked again, and is told
 * in `question.state.problem` or `question.failure` what was wrong with the last answer.
 */
export interface LoginAnswers {
  /**
   * The phone number, in the international form. A function may also choose another way in: `{ _: 'qr' }` or
   * `{ _: 'bot', token }`.
   */
  readonly phone?: LoginAnswer<PhoneState | QrState, string | QrMove | BotMove>
  /** Logs in as a bot, `<id>:<secret>`; goes before `phone`. */
  readonly botToken?: LoginAnswer<PhoneState | QrState, string>
  /**
   * Shows the QR code of `question.state.url`. It is called again for each code that takes the place of an expired one.
   * With this and without `phone` and `botToken` the login is by QR code. It may resolve with `{ _: 'cancel' }` to give
   * that up. Before the first one the server is asked whether it offers such logins (`qr_login_code` of
   * `help.getAppConfig`); where it has switched them off, the login ends with `QR_UNAVAILABLE`, or `phone` is asked again.
   */
  readonly qr?:
    | ((question: LoginQuestion<QrState>) => void)
    | ((question: LoginQuestion<QrState>) => Promise<CancelMove>)
  /** The code that was sent, or `{ _: 'resend' }` for another one by the next medium. */
  readonly code?: LoginAnswer<CodeState, string | ResendMove | CancelMove>
  /**
   * The login e-mail address to set up, where the server demands one, or an ID token of Google or Apple that vouches for
   * one.
   */
  readonly email?: LoginAnswer<EmailAddressState, string | IdTokenMove | CancelMove>
  /**
   * The code that was mailed to the login e-mail address: at a login, and when an address is set up. Moves mail it again,
   * give another address, reset an address whose mailbox is lost, or have a code sent by phone.
   */
  readonly emailCode?: LoginAnswer<
    EmailCodeState | EmailSetupCodeState,
    string | EmailMove | IdTokenMove | ResendMove | CancelMove
  >
  /**
   * What to do about a login that has to be paid for. The login goes on by itself as soon as the payment is settled, also
   * while this is being answered; `undefined` just waits for that.
   */
  readonly payment?: (question: LoginQuestion<PaymentState>) => Awaitable<PaymentMove | CancelMove | undefined>
  /** The password of the account; or `{ _: 'requestRecovery' }`, and then `{ _: 'recover', code }` with what was mailed. */
  readonly password?: LoginAnswer<PasswordState, string | RecoveryMove | CancelMove>
  /** The name of a new account: the first name, or both. */
  readonly signUp?: LoginAnswer<SignUpState, string | NewAccount | CancelMove>
  /**
   * Proves the app's integrity: a token of Play Integrity or SafetyNet, or the secret of the silent push. Without it, and
   * where it cannot be had (`undefined`), the code is asked for by another medium, as the documents say.
   */
  readonly integrity?: LoginAnswer<IntegrityState, string | undefined>

  /**
   * Who is asked for what is not here, and where a value from here was refused: `tg.start({ ...answersFromEnvironment(
   * process.env), otherwise: terminalAnswers() })`.
   */
  readonly otherwise?: LoginAnswers
  /** Media that this program can handle, for `auth.sendCode`; default none but the plain ones. */
  readonly settings?: Omit<codeSettings, '_'>
  /** Gives up what is pending and begins anew; default false: a pending login goes on, unless `phone` is another number. */
  readonly restart?: boolean
  /** Asks for another code as soon as that is possible, as long as `code` has not answered; default false. */
  readonly resendWhenPossible?: boolean
  /** Hears of every state the login comes to, the first and the last one included. */
  readonly onState?: (question: LoginQuestion) => void
  /**
   * Tells whether to ask again after an answer of a function was refused with an error. By default that is done when the
   * error is about the answer itself (`PHONE_NUMBER_INVALID`, `FIRSTNAME_INVALID`, …), and others end the login; a
   * `FLOOD_WAIT_X` is never slept through.
   */
  readonly asksAgain?: (failure: Error, question: LoginQuestion) => boolean
  /** How a user gives an answer, for the message of `ANSWER_MISSING`; default "`code` of start()". */
  readonly nameOf?: (answer: AnswerName) => string
}

/** The answers by name. */
export type AnswerName =
  | 'phone'
  | 'botToken'
  | 'qr'
  | 'code'
  | 'email'
  | 'emailCode'
  | 'payment'
  | 'password'
  | 'signUp'
  | 'integrity'

/** An answer that is known beforehand, or that is found when the question comes up. */
export type LoginAnswer<State extends LoginState, Value> =
  | Extract<Value, string | NewAccount>
  | ((question: LoginQuestion<State>) => Awaitable<Value>)

type Awaitable<T> = T | Promise<T>

/** What is asked, as of now: a countdown goes on, and a code may be sent another way, while the answer is being found. */
export interface LoginQuestion<State extends LoginState = LoginState> {
  readonly state: State
  /** With what the last answer to this question was refused, where `state.problem` does not say it. */
  readonly failure: Error | undefined
  /** Aborts when no answer is wanted any more. */
  readonly signal: AbortSignal
  /** Whole seconds until another code may be asked for. */
  readonly resendRemainingSeconds: number
  /** The state in plain English. */
  describe(): string
}

/** Another code by the next medium; see `tg.login.resend`. */
export interface ResendMove {
  readonly _: 'resend'
  readonly force?: boolean
}

/** Gives the pending login up; it begins again with the phone number. */
export interface CancelMove {
  readonly _: 'cancel'
}

/** Shows a QR code, by the answer `qr`. */
export interface QrMove {
  readonly _: 'qr'
}

/** Logs in as a bot. */
export interface BotMove {
  readonly _: 'bot'
  readonly token: string
}

/** See `tg.login.enterIdToken`. */
export interface IdTokenMove {
  readonly _: 'idToken'
  readonly provider: IdTokenProvider
  readonly token: string
}

/** See `tg.login.resendEmail`, `tg.login.resetEmail` and `tg.login.enterEmail`. */
export type EmailMove =
  | { readonly _: 'resendEmail' }
  | { readonly _: 'resetEmail' }
  | { readonly _: 'email'; readonly email: string }

/** See `tg.login.requestPaymentForm`, `tg.login.pay` and `tg.login.givePurchase`. */
export type PaymentMove =
  | { readonly _: 'requestPaymentForm' }
  | { readonly _: 'pay'; readonly credentials: InputPaymentCredentials }
  | { readonly _: 'givePurchase'; readonly purchase: StorePurchase }

/**
 * Goes round a forgotten password; see `tg.login.requestRecovery`, `tg.login.recover` and, for the last resort,
 * `tg.login.deleteAccount`.
 */
export type RecoveryMove =
  | { readonly _: 'requestRecovery' }
  | { readonly _: 'recover'; readonly code: string; readonly newPassword?: string; readonly hint?: string }
  | { readonly _: 'deleteAccount'; readonly reason?: string }

/** Whose account is created. */
export interface NewAccount {
  readonly first_name: string
  readonly last_name?: string
  /** Agrees to the terms of service, where `question.state.terms_of_service` has to be agreed to. */
  readonly termsAccepted?: boolean
}

/** What an answer may be besides a word. */
export type LoginMove =
  | ResendMove
  | CancelMove
  | QrMove
  | BotMove
  | IdTokenMove
  | EmailMove
  | PaymentMove
  | RecoveryMove
