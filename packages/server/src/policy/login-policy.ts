import type { MediumName } from '../domain/media/medium.ts'

/** The rules of logging in that an operator may choose. Plain data: it can come from JSON. */
export interface LoginPolicy {
  readonly code: CodePolicy
  /** How each medium behaves. */
  readonly media: { readonly [Name in MediumName]: MediumPolicy }
  /** Which media a code goes through, by situation. The first entry whose conditions all hold is taken. */
  readonly ladders: readonly LadderPolicy[]
  readonly limits: LimitPolicy
  readonly numbers: NumberPolicy
}

/** Life of a code. */
export interface CodePolicy {
  /** Seconds from the last sending until the code dies. Default 300. */
  readonly lifetimeSeconds: number
  /** Wrong codes that a hash survives; the next try finds it dead. Default 5. */
  readonly wrongAttemptsMax: number
  /** Whether a resend carries the same code or a new one; with a new one the old stops working. Default `same`. */
  readonly onResend: 'same' | 'new'
  /** Seconds from the proven code until the number has to be signed up. Default 900. */
  readonly signUpSeconds: number
  /** Seconds during which a repeated signIn or signUp gets the same success again (its answer may have been lost). Default 120. */
  readonly repeatSeconds: number
}

/** How a medium behaves. */
export interface MediumPolicy {
  /** Digits of the code, 5 to 7. Default 5. */
  readonly length: number
  /** Seconds before a resend by the next medium. 0 means at once. Default 60 for app and sms, 0 for call. */
  readonly timeoutSeconds: number
}

/** One situation and its media in order. */
export interface LadderPolicy {
  /** Every condition given has to hold; an empty object always holds. */
  readonly when: {
    /** The number has an account. */
    readonly registered?: boolean
    /** The account is logged in under another auth key. */
    readonly otherSession?: boolean
    /** The program's api_id is one of these. */
    readonly api_ids?: readonly number[]
  }
  /** At least one; each at most once; only the first may be `app`. */
  readonly media: readonly MediumName[]
}

/** How often something may happen in a rolling period. */
export interface RateLimit {
  readonly max: number
  readonly periodSeconds: number
}

/** Limits on asking for codes. `null` switches one off. */
export interface LimitPolicy {
  /** auth.sendCode for one number: PHONE_NUMBER_FLOOD beyond. Default 5 per hour. */
  readonly codesPerNumber: RateLimit | null
  /** auth.sendCode from one address: FLOOD_WAIT beyond. Default 20 per hour. */
  readonly codesPerAddress: RateLimit | null
  /** Whether codesPerAddress holds for loopback addresses too. Default false: test suites log in from there all day. */
  readonly countThisMachine: boolean
}

/** Which phone numbers exist here. */
export interface NumberPolicy {
  /** `valid`: in a range that is assigned. `possible`: of a length that its country uses. Default `possible`. */
  readonly accept: 'valid' | 'possible'
  /** Ranges accepted besides, such as unassigned or fictional ones. Default: +999 and +888. */
  readonly unknownRanges: readonly { readonly prefix: string; readonly digitsMin: number; readonly digitsMax: number }[]
  /** Prefixes of numbers that are refused with PHONE_NUMBER_BANNED. Default: none. */
  readonly bannedPrefixes: readonly string[]
  /** Numbers 99966XYYYY whose code is always X repeated and which nothing is delivered to. Default: on. */
  readonly testNumbers: boolean
}
