import type { MediumName } from '../domain/media/medium.ts'
import type { CheckPolicy } from './check-policy.ts'
import type { EmailPolicy } from './email-policy.ts'
import type { PaymentPolicy } from './payment-policy.ts'
import type { SpendingPolicy } from './spending-policy.ts'

/** The rules of logging in that an operator may choose. Plain data: it can come from JSON. */
export interface LoginPolicy {
  readonly code: CodePolicy
  /** How each medium behaves. */
  readonly media: MediaPolicy
  /** Which media a code goes through, by situation. The first entry whose conditions all hold is taken. */
  readonly ladders: readonly LadderPolicy[]
  readonly limits: LimitPolicy
  readonly numbers: NumberPolicy
  readonly email: EmailPolicy
  readonly homes: HomePolicy
  readonly apps: AppsPolicy
  readonly accounts: AccountsPolicy
  /** The terms of service; null, the default, for none. */
  readonly terms: TermsPolicy | null
  readonly spending: SpendingPolicy
  readonly payment: PaymentPolicy
  readonly checks: CheckPolicy
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

/** How each medium behaves. */
export interface MediaPolicy {
  readonly app: DigitsPolicy
  readonly sms: DigitsPolicy
  readonly call: DigitsPolicy
  readonly firebaseSms: DigitsPolicy
  readonly fragmentSms: FragmentPolicy
  readonly flashCall: CallerPolicy
  readonly missedCall: CallerPolicy
  readonly smsWord: WordPolicy
  readonly smsPhrase: PhrasePolicy
}

/** What every medium has. */
export interface MediumPolicy {
  /** Seconds before a resend by the next medium. 0 means at once. Default 60, for call 0. */
  readonly timeoutSeconds: number
}

/** A medium whose code is digits. */
export interface DigitsPolicy extends MediumPolicy {
  /** Digits of the code, 5 to 7. Default 5. */
  readonly length: number
}

/** Messages to anonymous numbers. */
interface FragmentPolicy extends DigitsPolicy {
  /** The page where the owner of the number reads the code. Default `https://fragment.com`. */
  readonly url: string
}

/** Calls that are not answered: their code is in the caller's number. */
export interface CallerPolicy extends MediumPolicy {
  /** How the callers' numbers begin, digits only: the numbers behind it have to be yours. Default `99900`. */
  readonly callerPrefix: string
  /** Digits behind the prefix, 5 to 7. Default 5. */
  readonly length: number
}

/** A made-up word: syllables of a consonant and a vowel. */
export interface WordPolicy extends MediumPolicy {
  /** Syllables of the word, 4 to 8. Default 4. */
  readonly syllables: number
  /** Its consonants, at least 8 different small letters. Default those that are hard to mistake. */
  readonly consonants: string
  /** Its vowels, at least 4 different small letters. */
  readonly vowels: string
}

/** A few words out of a list. */
export interface PhrasePolicy extends MediumPolicy {
  /** Words of the phrase, 4 to 8. Default 4. */
  readonly length: number
  /** At least 64 different words of 2 to 12 small letters. Default: 128 short English words. */
  readonly words: readonly string[]
}

/** One situation and its media in order. */
export interface LadderPolicy {
  /** Every condition given has to hold; an empty object always holds. */
  readonly when: LadderConditions
  /** At least one; each at most once; only the first may be `app`. What cannot reach anybody is left out silently. */
  readonly media: readonly MediumName[]
}

/** What a ladder can depend on. */
export interface LadderConditions {
  /** The number has an account. */
  readonly registered?: boolean
  /** The account is logged in under another auth key. */
  readonly otherSession?: boolean
  /** The program's api_id is one of `apps.official`. */
  readonly official?: boolean
  /** The program's api_id is one of these. */
  readonly api_ids?: readonly number[]
  /** The number, digits only, begins with one of these. */
  readonly prefixes?: readonly string[]
  /** The number belongs to one of these countries (ISO 3166-1, two capital letters). */
  readonly countries?: readonly string[]
}

/** How often something may happen in a rolling period. */
export interface RateLimit {
  readonly max: number
  readonly periodSeconds: number
}

/** Limits on asking for codes and on trying them. `null` switches one off. */
export interface LimitPolicy {
  /** auth.sendCode for one number: PHONE_NUMBER_FLOOD beyond. Default 5 per hour. */
  readonly codesPerNumber: RateLimit | null
  /** auth.sendCode from one address: FLOOD_WAIT beyond. Default 20 per hour. */
  readonly codesPerAddress: RateLimit | null
  /** auth.sendCode by one api_id, over all its users: FLOOD_WAIT beyond. Default: none. */
  readonly codesPerApp: RateLimit | null
  /** auth.sendCode for one test number: FLOOD_TEST_PHONE_WAIT beyond. Default 5 per day, as in Telegram's test environment. */
  readonly codesPerTestNumber: RateLimit | null
  /** Wrong codes for one number over all keys and hashes: FLOOD_WAIT on auth.signIn beyond. Default 25 per day. */
  readonly wrongCodesPerNumber: RateLimit | null
  /** Logins of one account: PHONE_PASSWORD_FLOOD on auth.sendCode beyond. Default: none. */
  readonly loginsPerAccount: RateLimit | null
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
  /**
   * Numbers 99966XYYYY whose code is always X repeated and which nothing is delivered to: everybody knows these codes.
   * Default: on where only this machine can connect, otherwise off.
   */
  readonly testNumbers: boolean
}

/** Which data center newcomers belong to, where there are several. */
export interface HomePolicy {
  /**
   * Networks and the data center that each belongs to: who asks from one of them for a number without an account is
   * sent there with NETWORK_MIGRATE. The first that holds the address counts. Default: none, whoever comes may stay.
   */
  readonly networks: readonly NetworkRule[]
}

/** The data center of a network. */
export interface NetworkRule {
  /** CIDR, such as `192.0.2.0/24` or `2001:db8::/32`. */
  readonly network: string
  readonly dc: number
}

/** What is known about programs. */
export interface AppsPolicy {
  /** The api_ids that count as official: in ladders, in the list of sessions, and for language packs. Default: none. */
  readonly official: readonly number[]
  /** What stands at the end of text messages to Android apps that ask for it (`allow_app_hash`). Default: none. */
  readonly smsHashes: readonly AppSmsHash[]
  /** The api_ids that became public and are refused with API_ID_PUBLISHED_FLOOD. Default: none. */
  readonly published: readonly number[]
  /** The api_ids that may log in and not sign up: PHONE_NUMBER_APP_SIGNUP_FORBIDDEN. Default: none. */
  readonly noSignUp: readonly number[]
  /** The lowest layer that may log in; older ones get UPDATE_APP_TO_LOGIN. Default 0: every layer may. */
  readonly layerMin: number
}

/** Life of accounts. */
export interface AccountsPolicy {
  /** Days of idleness after which an account deletes itself unless its owner chose others. Default 548, a year and a half. */
  readonly ttlDays: number
  /**
   * Days within which an account without a password has to set one up; its programs are told so with the login, and are
   * logged out after them. `null`, the default: nobody has to.
   */
  readonly passwordWithinDays: number | null
}

/** The terms of service, as they are shown before a sign-up and after a change. */
export interface TermsPolicy {
  /** Another one whenever they change: who accepted another version is asked again. */
  readonly version: string
  readonly text: string
  /** They have to be accepted before anything else. Default false. */
  readonly popup: boolean
  /** The age that people have to confirm to have; null, the default, for any. */
  readonly minAge: number | null
  /** Seconds until programs ask whether they have changed. Default a day. */
  readonly checkSeconds: number
}

/** The token by which Android hands a text message to its app: 11 characters of base64. */
export interface AppSmsHash {
  readonly api_id: number
  readonly hash: string
}
