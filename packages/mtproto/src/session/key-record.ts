import type { AuthKey } from '@chappe/crypto'

/** An authorization key as a server's store knows it. */
export interface KeyRecord {
  readonly authKey: AuthKey
  /** The data center the client believed to talk to when it made the key; undefined when it did not say. */
  readonly dc: number | undefined
  /** When a temporary key ends, in seconds since the epoch; undefined for a permanent key. */
  readonly expires_at: number | undefined
  /** When it was made, in milliseconds since the epoch. */
  readonly created_at: number
}
