import type { MediumName } from '../domain/media/medium.ts'
import type { RateLimit } from './login-policy.ts'

/**
 * What may be spent on text messages and calls. It holds for providers that are paid, and so for nothing while the inbox
 * receives everything. It is the defence against people who ask for codes to numbers that earn them money.
 */
export interface SpendingPolicy {
  /** Whether numbers outside every range that a country has assigned are sent to. Default `refuse`. */
  readonly unknownRanges: 'refuse' | 'allow'
  /** Kinds of numbers that nothing is sent to. Default: all that cost the caller more or that nobody carries along. */
  readonly refusedTypes: readonly NumberType[]
  /** When not empty, only numbers that begin with one of these are sent to. Default: empty. */
  readonly allowedPrefixes: readonly string[]
  /** Numbers that begin with one of these are not sent to. Default: satellite networks and networks of no country. */
  readonly refusedPrefixes: readonly string[]
  /** Messages to all numbers of a prefix together; every entry that fits counts. Default: none. */
  readonly perPrefix: readonly PrefixBudget[]
  /** Messages to numbers that differ in their last digits alone, which is how bought ranges look. Default 30 an hour per 10 000 numbers. */
  readonly perBlock: BlockBudget | null
  /** Messages asked for from one address, to whatever numbers. Default 10 an hour. */
  readonly perAddress: RateLimit | null
  /** What a message costs; the longest prefix that fits counts. Default: nothing costs anything, so that no cap holds. */
  readonly prices: readonly Price[]
  /** How much may be spent; every entry that fits holds. Default: none. */
  readonly caps: readonly Cap[]
}

/** Kinds of phone numbers. */
export type NumberType =
  | 'fixedLine'
  | 'mobile'
  | 'pager'
  | 'personal'
  | 'premiumRate'
  | 'sharedCost'
  | 'tollFree'
  | 'universalAccess'
  | 'voicemail'
  | 'voip'

/** How many messages may go to the numbers of a prefix. */
export interface PrefixBudget extends RateLimit {
  readonly prefix: string
}

/** How many messages may go to numbers that are alike. */
export interface BlockBudget extends RateLimit {
  /** Digits at the end that make no difference, 1 to 8. Default 4. */
  readonly lastDigits: number
}

/** What a message costs, in whole units of the operator's choice: cents, tenths of a cent. */
export interface Price {
  /** Left out: every number. */
  readonly prefix?: string
  /** Left out: every medium. */
  readonly media?: readonly MediumName[]
  /** Of one message; a long text message is several. */
  readonly price: number
}

/** How much may be spent in a rolling period. */
export interface Cap {
  /** Left out: on all numbers together. */
  readonly prefix?: string
  /** In the unit of the prices. */
  readonly max: number
  readonly periodSeconds: number
}

/** The spending rules of a data center that nobody configured. */
export const defaultSpending: SpendingPolicy = {
  unknownRanges: 'refuse',
  refusedTypes: ['pager', 'premiumRate', 'sharedCost', 'tollFree', 'universalAccess', 'voicemail'],
  allowedPrefixes: [],
  // +870 and +881 are satellites, +882 and +883 networks of no country, +979 is premium rate everywhere.
  refusedPrefixes: ['870', '881', '882', '883', '979'],
  perPrefix: [],
  perBlock: { lastDigits: 4, max: 30, periodSeconds: 3600 },
  perAddress: { max: 10, periodSeconds: 3600 },
  prices: [],
  caps: [],
}
