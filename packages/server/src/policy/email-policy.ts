import type { LadderConditions, RateLimit } from './login-policy.ts'

/** The rules of login e-mails: who needs one, what its codes are like, and how somebody who lost the mailbox gets in. */
export interface EmailPolicy {
  /** Digits of a mailed code, 5 to 7. Default 6. */
  readonly length: number
  /** Seconds from the letter until its code dies. Default 900: letters take their time. */
  readonly lifetimeSeconds: number
  /** Seconds before a resend by phone. 0 means at once. Default 60. */
  readonly timeoutSeconds: number
  /** Wrong codes that a letter survives. Default 5. */
  readonly wrongAttemptsMax: number
  /**
   * Whether `auth.resendCode` moves from the mailbox to the phone. Without it, who lost the mailbox has to wait as
   * `resetWaitSeconds` says. Default true.
   */
  readonly phoneFallback: boolean
  readonly setUp: EmailSetUpPolicy
  /** Whether an account without a login e-mail may be given one in its settings. Default false: EMAIL_NOT_SETUP. */
  readonly addInSettings: boolean
  /** Domains whose addresses are refused with EMAIL_NOT_ALLOWED, each with all below it. Default: none. */
  readonly blockedDomains: readonly string[]
  /** Seconds from `auth.resetLoginEmail` until the login e-mail is gone. 0 means at once. Default a week. */
  readonly resetWaitSeconds: number
  /** Letters asked for by `account.sendVerifyEmailCode` for one number: FLOOD_WAIT beyond. Default 10 per hour. */
  readonly lettersPerNumber: RateLimit | null
  /** The same for one mailbox, whoever asks. Default 10 per hour. */
  readonly lettersPerMailbox: RateLimit | null
  /** Whose word about an address is taken instead of a code. Default: nobody's. */
  readonly google: IdTokenPolicy | null
  readonly apple: IdTokenPolicy | null
}

/** Who has to set up a login e-mail before a code is sent. */
export interface EmailSetUpPolicy {
  /** Situations in which a number without a login e-mail needs one: one of them has to hold. Default: none. */
  readonly required: readonly LadderConditions[]
  /** Accounts that were logged in to so often need one as well. Default null: none does. */
  readonly afterLogins: RateLimit | null
  /** Seconds to set it up in. Default 1800. */
  readonly seconds: number
}

/** A service that vouches for addresses by signed ID tokens (OpenID Connect). */
export interface IdTokenPolicy {
  /** The client ids of your programs at that service: what a token has to be made for (`aud`). At least one. */
  readonly audiences: readonly string[]
  /** Who may have made a token (`iss`). Default: the service. */
  readonly issuers: readonly string[]
  /** The public keys of the service. Default: where it publishes them. */
  readonly jwks: JwksSource
}

/** Where the public keys are: here, in a file, or behind an address that is asked when they are needed. */
export type JwksSource =
  | { readonly keys: readonly Readonly<Record<string, unknown>>[] }
  | { readonly file: string }
  | { readonly url: string }

/** What is left out of the settings of a service. */
export const idTokenDefaults: { readonly [Service in 'apple' | 'google']: Omit<IdTokenPolicy, 'audiences'> } = {
  google: {
    issuers: ['https://accounts.google.com', 'accounts.google.com'],
    jwks: { url: 'https://www.googleapis.com/oauth2/v3/certs' },
  },
  apple: {
    issuers: ['https://appleid.apple.com'],
    jwks: { url: 'https://appleid.apple.com/auth/keys' },
  },
}

/** Login e-mails as a data center has them that nobody configured: nobody needs one, and who has one gets letters. */
export const defaultEmail: EmailPolicy = {
  length: 6,
  lifetimeSeconds: 900,
  timeoutSeconds: 60,
  wrongAttemptsMax: 5,
  phoneFallback: true,
  setUp: { required: [], afterLogins: null, seconds: 1800 },
  addInSettings: false,
  blockedDomains: [],
  resetWaitSeconds: 604_800,
  lettersPerNumber: { max: 10, periodSeconds: 3600 },
  lettersPerMailbox: { max: 10, periodSeconds: 3600 },
  google: null,
  apple: null,
}
