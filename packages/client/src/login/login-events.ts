/** What goes into the login's state machine, and what comes out of it: plain data, all of it. */
import type { account, auth, EmailVerification, InputPaymentCredentials } from '@chappe/schema/api'
import type { KeptSettings } from './login-settings.ts'
import type { LoginState } from './login-state.ts'
import type { NumberlessCommand } from './passkey-steps.ts'

/** What a person does, and what the server answers or sends. */
export type LoginEvent = LoginWish | LoginAnswer | LoginFailure

/** What a person, or the program in their place, wants next. */
export type LoginWish =
  | { readonly _: 'start'; readonly phone_number: string; readonly settings?: KeptSettings }
  | { readonly _: 'resend'; readonly force?: boolean; readonly reason?: string }
  | { readonly _: 'enterCode'; readonly phone_code: string }
  | { readonly _: 'proveIntegrity'; readonly token: string }
  | { readonly _: 'enterEmail'; readonly email: string }
  | { readonly _: 'enterIdToken'; readonly provider: IdTokenProvider; readonly token: string }
  | { readonly _: 'resendEmail' }
  | { readonly _: 'resetEmail' }
  | { readonly _: 'requestPaymentForm' }
  | { readonly _: 'pay'; readonly credentials: InputPaymentCredentials }
  | { readonly _: 'givePurchase'; readonly purchase: StorePurchase }
  | { readonly _: 'checkPayment' }
  | {
      readonly _: 'signUp'
      readonly first_name: string
      readonly last_name?: string
      readonly termsAccepted?: boolean
      readonly no_joined_notifications?: boolean
    }
  | { readonly _: 'enterPassword'; readonly password: string }
  | { readonly _: 'requestRecovery' }
  | { readonly _: 'recover'; readonly code: string; readonly newPassword?: string; readonly hint?: string }
  | { readonly _: 'deleteAccount'; readonly reason: string }
  | { readonly _: 'cancel' }

/** What came of a command, or came by itself. `phone_code_hash` is that of the call: an answer to another is stale. */
export type LoginAnswer =
  | {
      readonly _: 'sent'
      readonly phone_number: string
      readonly sentCode: auth.SentCode
      readonly phone_code_hash?: string
    }
  | { readonly _: 'authorized'; readonly authorization: auth.Authorization }
  | { readonly _: 'emailSent'; readonly email: string; readonly email_pattern: string; readonly length: number }
  | { readonly _: 'paymentForm'; readonly form_id: string; readonly title: string; readonly url: string }
  | { readonly _: 'formSent'; readonly verificationUrl?: string }
  | { readonly _: 'passwordAsked'; readonly password: account.password }
  | { readonly _: 'recoverySent'; readonly email_pattern: string }
  | { readonly _: 'accountDeleted' }
  | { readonly _: 'integrityChecked'; readonly accepted: boolean }
  | { readonly _: 'tokenShown'; readonly url: string; readonly expiresAt: number }
  | { readonly _: 'tokenElsewhere'; readonly dc: number; readonly token: Uint8Array }
  | { readonly _: 'noticed'; readonly notice: string }
  | { readonly _: 'canceled' }
  /** The key is dead, and all that hung on it. */
  | { readonly _: 'keyLost'; readonly problem: string }
  | { readonly _: 'loggedOut'; readonly future_auth_token?: Uint8Array }

/** An `rpc_error` that answered one of the login's calls. */
export interface LoginFailure {
  readonly _: 'failed'
  readonly during: LoginCommand['_']
  /** `FLOOD_WAIT` of `FLOOD_WAIT_31`. */
  readonly name: string
  /** 31 of `FLOOD_WAIT_31`. */
  readonly argument?: number
  readonly phone_number?: string
  /** The hash that the refused call was about. */
  readonly phone_code_hash?: string
}

/** Who may vouch for an e-mail address. */
export type IdTokenProvider = 'google' | 'apple'

/** What an app's store gave for a purchase. `restore` says that it was made in an earlier login. */
export type StorePurchase =
  /** The receipt as JSON text. */
  | { readonly store: 'play'; readonly receipt: string; readonly restore?: boolean }
  | { readonly store: 'apple'; readonly receipt: Uint8Array; readonly restore?: boolean }

/** The code that a command is about. */
export interface CodeReference {
  readonly phone_number: string
  readonly phone_code_hash: string
}

/** What is bought, as `inputStorePaymentAuthCode` takes it; `amount` is decimal. */
export interface PriceOfCode extends CodeReference {
  readonly currency: string
  readonly amount: string
  readonly premium_days: number
}

/** The call to make next; the answer comes back as an event. */
export type LoginCommand =
  | { readonly _: 'sendCode'; readonly phone_number: string; readonly settings?: KeptSettings; readonly dc?: number }
  | (CodeReference & { readonly _: 'resendCode'; readonly reason?: string })
  | (CodeReference & {
      readonly _: 'requestFirebaseSms'
      readonly play_integrity_token?: string
      readonly safety_net_token?: string
      readonly ios_push_secret?: string
    })
  | (CodeReference & { readonly _: 'cancelCode' })
  | (CodeReference & {
      readonly _: 'signIn'
      readonly phone_code?: string
      readonly email_verification?: EmailVerification
    })
  | (CodeReference & {
      readonly _: 'signUp'
      readonly first_name: string
      readonly last_name: string
      readonly no_joined_notifications?: true
    })
  | (CodeReference & { readonly _: 'sendVerifyEmailCode'; readonly email: string })
  | (CodeReference & { readonly _: 'verifyEmail'; readonly verification: EmailVerification })
  | (CodeReference & { readonly _: 'resetLoginEmail' })
  | (PriceOfCode & { readonly _: 'getPaymentForm' })
  | (PriceOfCode & {
      readonly _: 'sendPaymentForm'
      readonly form_id: string
      readonly credentials: InputPaymentCredentials
    })
  | (PriceOfCode & { readonly _: 'assignPurchase'; readonly purchase: StorePurchase })
  | (CodeReference & { readonly _: 'checkPaidAuth'; readonly form_id: string })
  | { readonly _: 'exportLoginToken'; readonly except_ids: readonly bigint[] }
  | { readonly _: 'importLoginToken'; readonly token: Uint8Array; readonly dc: number }
  | { readonly _: 'importBotAuthorization'; readonly bot_auth_token: string }
  | NumberlessCommand
  | { readonly _: 'getPassword' }
  | { readonly _: 'checkPassword'; readonly password: string }
  | { readonly _: 'requestPasswordRecovery' }
  | { readonly _: 'recoverPassword'; readonly code: string; readonly newPassword?: string; readonly hint?: string }
  | { readonly _: 'deleteAccount'; readonly reason: string }
  | { readonly _: 'logOut' }

/** The state that follows and, when a call is needed, the command for it. */
export type LoginStep = readonly [LoginState, LoginCommand?]
