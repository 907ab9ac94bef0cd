import type { CryptoEnv } from '../env.ts'

/** The answers a server gave in the exchanges of one connection: the same bytes get the same answer again. */
export class AnsweredRequests {
  readonly #env: CryptoEnv
  readonly #answers = new Map<string, Answer>()

  constructor(env: CryptoEnv) {
    this.#env = env
  }

  /** A short name for a request's bytes. */
  nameOf(request: Uint8Array): string {
    return String.fromCharCode(...this.#env.crypto.sha256(request))
  }

  /** The answer given to these bytes within the last 10 minutes, if any. */
  find(now: number, name: string): Uint8Array | undefined {
    const answer = this.#answers.get(name)
    return answer === undefined || now - answer.at > exchangeLifetimeMs ? undefined : answer.payload
  }

  /** Remembers an answer given in an exchange. The oldest is forgotten beyond 16. */
  note(now: number, name: string, server_nonce: Uint8Array, payload: Uint8Array): void {
    if (this.#answers.size >= answersMax) {
      for (const oldest of this.#answers.keys()) {
        this.#answers.delete(oldest)
        break
      }
    }
    this.#answers.set(name, { at: now, exchange: String.fromCharCode(...server_nonce), payload })
  }

  /** Forgets what was answered in an exchange that failed: nothing in it may succeed any more. */
  forget(server_nonce: Uint8Array): void {
    const exchange = String.fromCharCode(...server_nonce)
    for (const [name, answer] of this.#answers) {
      if (answer.exchange === exchange) this.#answers.delete(name)
    }
  }
}

interface Answer {
  readonly at: number
  readonly exchange: string
  readonly payload: Uint8Array
}

/** How long an exchange, and the memory of its answers, lasts: 10 minutes. */
export const exchangeLifetimeMs: number = 10 * 60 * 1000

// Five exchanges with three answers each, at most 700 bytes each.
const answersMax = 16
