import type { FutureSalt } from '../message/service-message.ts'

/**
 * The server salts a client knows for its key.
 *
 * @see {@link https://core.telegram.org/mtproto/description#server-salt}
 * @see {@link https://core.telegram.org/mtproto/service_messages#request-for-several-future-salts}
 */
export class ClientSalts {
  #current: FutureSalt
  #known: readonly FutureSalt[] = []

  /** Starts with a stored salt whose term nobody remembers. */
  constructor(server_salt: bigint) {
    this.#current = { salt: server_salt, valid_since: 0, valid_until: 0 }
  }

  /** The salt to use at a second of server time: of the valid ones that which lives longest, else the last one used. */
  current(nowSeconds: number): bigint {
    for (const candidate of this.#known) {
      if (candidate.valid_since > nowSeconds || candidate.valid_until <= nowSeconds) continue
      if (this.#current.valid_until <= nowSeconds || candidate.valid_until > this.#current.valid_until) {
        this.#current = candidate
      }
    }
    return this.#current.salt
  }

  /** Takes the salt of a `bad_server_salt`. What else was known is in doubt, and forgotten. */
  correct(nowSeconds: number, salt: bigint): void {
    this.#known = []
    this.#current = { salt, valid_since: 0, valid_until: nowSeconds + assumedTermSeconds }
  }

  /** Takes the salt that a `new_session_created` announces; a term already known for it stays. */
  announce(nowSeconds: number, salt: bigint): void {
    if (salt === this.#current.salt || this.#known.some(known => known.salt === salt)) return
    this.#current = { salt, valid_since: 0, valid_until: nowSeconds + assumedTermSeconds }
  }

  /** Takes the answer to `get_future_salts`. */
  learn(nowSeconds: number, salts: readonly FutureSalt[]): void {
    this.#known = salts
      .filter(salt => salt.valid_until > nowSeconds && salt.valid_since < salt.valid_until)
      .toSorted((a, b) => a.valid_since - b.valid_since)
      .slice(0, saltsMax)
    this.current(nowSeconds)
  }

  /** Whether so few salts are left that more should be asked for. */
  isShort(nowSeconds: number): boolean {
    let left = 0
    for (const salt of this.#known) if (salt.valid_until > nowSeconds) left++
    return left < saltsWanted
  }
}

/** How many salts one request asks for: the most that the documents allow. */
export const saltsMax = 64

/** Fewer salts left than this: ask. The one in use and its successor. */
const saltsWanted = 2

/** A salt without a known term is taken to last ten minutes. */
const assumedTermSeconds = 600
