import type { AuthKey } from '@chappe/crypto'
import type { RefusalReason } from './exchange-refused.ts'

/** A key that a client has just agreed on with a server. */
export interface AgreedKey {
  readonly authKey: AuthKey
  /** The first salt, `new_nonce[0:8] XOR server_nonce[0:8]`. */
  readonly server_salt: bigint
  /** Server time minus local time, in milliseconds (accurate to a second, the unit of `server_time`). */
  readonly timeOffsetMs: number
  /** When a temporary key ends, in seconds of server time; undefined for a permanent key. */
  readonly expires_at: number | undefined
}

/** A key that a server has just agreed on with a client. The host stores it, then confirms. */
export interface CreatedKey {
  readonly authKey: AuthKey
  /** The first salt, `new_nonce[0:8] XOR server_nonce[0:8]`. */
  readonly server_salt: bigint
  /**
   * The data center the client believes to talk to, as written in its inner data: plus 10000 for test, negative for
   * media. Undefined when the client used the old form without it (GramJS does).
   */
  readonly dc: number | undefined
  /** When a temporary key ends, in seconds since the epoch; undefined for a permanent key. */
  readonly expires_at: number | undefined
}

/** What a client does next after an answer: send another message, or use the key. */
export type ClientExchangeStep =
  | { readonly send: Uint8Array; readonly done?: undefined }
  | { readonly send?: undefined; readonly done: AgreedKey }

/**
 * What a server does after a request: send a payload, send a transport error, store a key and then confirm it, or
 * nothing (all undefined).
 */
export interface ServerExchangeStep {
  /** An unencrypted message to send as one packet. */
  readonly send?: Uint8Array
  /** A transport error code to send: −404, −429 or −444. */
  readonly error?: number
  /** Why, when `error` is set: for the log, never for the client. */
  readonly reason?: RefusalReason
  /** A key for the host to store; then it calls `confirm`. */
  readonly created?: CreatedKey
}

/** The host's word on a created key: stored; its id is taken, so the client must try again; refused. */
export type KeyOutcome = 'ok' | 'retry' | 'fail'
