/** A person of this data center. */
export interface Account {
  /** User id, positive, below 2^52. */
  readonly id: bigint
  /** Digits only, without the leading plus. */
  readonly phone_number: string
  readonly first_name: string
  /** Empty when none was given. */
  readonly last_name: string
  /** Milliseconds since the Unix epoch. */
  readonly createdAtMs: number
  /** Present for a bot, whose `phone_number` is empty. */
  readonly bot?: { readonly username: string }
  /** Days of idleness after which its sessions end. Default {@link authorizationTtlDays}. */
  readonly authorizationTtlDays?: number
  /** Days of idleness after which it deletes itself. Default: as the policy says. */
  readonly accountTtlDays?: number
  /** The version of the terms of service that its owner accepted last. */
  readonly acceptedTerms?: string
  /** When a session that has ended since was last used, milliseconds since the Unix epoch; absent when none was. */
  readonly activeAtMs?: number
  /** The data center where it is at home. Default: the first. */
  readonly dc?: number
}

/** Days of idleness that a session survives unless its account says otherwise. */
export const authorizationTtlDays = 180

/**
 * The id of no account. Where a number has none, the same questions are asked about this one: the time that an answer
 * takes is not to tell who is registered.
 */
export const nobodysId: bigint = 0n
