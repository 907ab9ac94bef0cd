import type { Clock } from '../../clock.ts'
import type { Random } from '../../random.ts'

/** A nonce that a program was given, and the secret that it was pushed; both hexadecimal digits. */
export interface OpenChallenge {
  readonly nonce: string
  readonly secret: string
  /** It was given out before this call. */
  readonly isKnown: boolean
}

/** What challenges are told apart by: one is for a key, a method and a way of proof. */
export interface ChallengeSubject {
  readonly key_id: bigint
  readonly method: string
  readonly kind: 'apns' | 'playIntegrity'
}

/**
 * Nonces that wait to come back. Each is good once and for five minutes; a subject has at most one. They are kept in
 * memory alone: after a restart programs are asked again.
 */
export class Challenges {
  readonly #clock: Clock
  readonly #random: Random
  /** In the order in which they end. */
  readonly #open = new Map<string, { readonly nonce: string; readonly secret: string; readonly expiresAtMs: number }>()

  constructor(clock: Clock, random: Random) {
    this.#clock = clock
    this.#random = random
  }

  /** Gives the challenge of a subject: the one that is out already, so that asking in a loop brings no second push. */
  open(subject: ChallengeSubject): OpenChallenge {
    this.#forgetExpired()
    const name = nameOf(subject)
    const known = this.#open.get(name)
    if (known !== undefined) return { ...known, isKnown: true }
    const [oldest] = this.#open.keys()
    if (this.#open.size >= challengesMax && oldest !== undefined) this.#open.delete(oldest)
    const hex = (length: number): string => Buffer.from(this.#random.bytes(length)).toString('hex')
    const made = { nonce: hex(nonceBytes), secret: hex(secretBytes), expiresAtMs: this.#clock.now() + lifeMs }
    this.#open.set(name, made)
    return { ...made, isKnown: false }
  }

  /** Takes a nonce back: from now on it is of no use. Undefined when it is not the one that waits. */
  take(subject: ChallengeSubject, nonce: string): OpenChallenge | undefined {
    this.#forgetExpired()
    const name = nameOf(subject)
    const known = this.#open.get(name)
    if (known?.nonce !== nonce) return undefined
    this.#open.delete(name)
    return { ...known, isKnown: true }
  }

  /** Forgets the challenge of a subject. */
  drop(subject: ChallengeSubject): void {
    this.#open.delete(nameOf(subject))
  }

  #forgetExpired(): void {
    for (const [name, { expiresAtMs }] of this.#open) {
      if (expiresAtMs > this.#clock.now()) return
      this.#open.delete(name)
    }
  }
}

/** About three megabytes. Beyond, the oldest is forgotten, and its program asked again. */
const challengesMax = 10_000
const lifeMs = 300_000
/** Play Integrity asks for 16 bytes at least. */
const nonceBytes = 24
const secretBytes = 16

function nameOf({ key_id, method, kind }: ChallengeSubject): string {
  return `${key_id} ${kind} ${method}`
}
