import type { SrpChallenge } from '@chappe/crypto'
import type { Clock } from '../../clock.ts'
import type { Random } from '../../random.ts'
import type { PasswordCaller } from './password.ts'

/** A question that was put to a client: what it was asked, and about which password. */
export interface SrpQuestion {
  readonly version: bigint
  readonly challenge: SrpChallenge
}

/**
 * The open questions of `account.getPassword`, each good for one answer of the key that it was put to. They are kept in
 * memory alone: b is a secret, and after a restart clients ask again.
 *
 * @see https://core.telegram.org/constructor/account.password
 */
export class SrpQuestions {
  readonly #clock: Clock
  readonly #random: Random
  /** In the order in which they end. */
  readonly #open = new Map<bigint, OpenQuestion>()
  readonly #ofKey = new Map<bigint, Set<bigint>>()

  constructor(clock: Clock, random: Random) {
    this.#clock = clock
    this.#random = random
  }

  /** Opens a question and returns its `srp_id`. The oldest of a key that has too many is forgotten. */
  open(caller: PasswordCaller, question: SrpQuestion): bigint {
    this.#forgetOld()
    const ids = this.#ofKey.get(caller.key_id) ?? new Set()
    const [oldest] = ids
    if (ids.size >= questionsPerKeyMax && oldest !== undefined) this.#forget(oldest)
    const srp_id = Buffer.from(this.#random.bytes(8)).readBigInt64LE()
    this.#open.set(srp_id, { ...question, ...caller, expiresAtMs: this.#clock.now() + lifetimeMs })
    this.#ofKey.set(caller.key_id, ids.add(srp_id))
    return srp_id
  }

  /** Gives a question out for its one answer; undefined when it is unknown, old, answered, or somebody else's. */
  take(caller: PasswordCaller, srp_id: bigint): SrpQuestion | undefined {
    const question = this.#open.get(srp_id)
    if (question?.key_id !== caller.key_id || question.user_id !== caller.user_id) return undefined
    this.#forget(srp_id)
    return question.expiresAtMs > this.#clock.now() ? question : undefined
  }

  #forgetOld(): void {
    for (const [srp_id, { expiresAtMs }] of this.#open) {
      if (expiresAtMs > this.#clock.now() && this.#open.size < questionsMax) break
      this.#forget(srp_id)
    }
  }

  #forget(srp_id: bigint): void {
    const key_id = this.#open.get(srp_id)?.key_id
    this.#open.delete(srp_id)
    if (key_id === undefined) return
    const ids = this.#ofKey.get(key_id)
    ids?.delete(srp_id)
    if (ids?.size === 0) this.#ofKey.delete(key_id)
  }
}

interface OpenQuestion extends SrpQuestion, PasswordCaller {
  readonly expiresAtMs: number
}

const lifetimeMs = 5 * 60_000
const questionsPerKeyMax = 10
/** About 16 MB at the limit; then the oldest is forgotten, and its client asks again. */
const questionsMax = 20_000
