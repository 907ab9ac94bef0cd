import type { MediumName } from '../domain/media/medium.ts'

/** What a code went by: a medium of the login, or a letter that is not about logging in. */
export type DeliveryMedium = MediumName | 'email'

/**
 * How an attempt ended. `accepted`, `failed`: the provider took the code or did not. `refused`: the spending rules of the
 * policy did not let it be sent. `delivered`, `undelivered`: what a provider that had accepted a code told afterwards.
 */
export type DeliveryOutcome = 'accepted' | 'failed' | 'refused' | 'delivered' | 'undelivered'

/** One attempt to deliver a code. The code is never in it. */
export interface DeliveryLogEntry {
  /** Counts up from 1. */
  readonly id: number
  /** When the attempt ended, milliseconds since the Unix epoch. */
  readonly atMs: number
  readonly phone_number: string
  readonly medium: DeliveryMedium
  /** Who was asked to deliver it; absent when nobody serves the medium. */
  readonly provider: string | undefined
  readonly outcome: DeliveryOutcome
  /** Milliseconds since the provider was asked. */
  readonly latencyMs: number
  /** Why it failed, in the provider's words, the code blotted out. */
  readonly failure: string | undefined
  /** What the client gave as the reason of its resend. */
  readonly reason: string | undefined
}

/** The latest attempts, oldest first, and a way to follow them. */
export class DeliveryLog {
  #entries: DeliveryLogEntry[] = []
  #lastId = 0
  readonly #listeners = new Set<(entry: DeliveryLogEntry) => void>()

  /** Notes an attempt. Beyond 1000 entries the oldest goes. */
  add(entry: Omit<DeliveryLogEntry, 'id'>): void {
    const stored = { ...entry, id: ++this.#lastId }
    this.#entries.push(stored)
    if (this.#entries.length > entriesMax) this.#entries.shift()
    for (const listener of this.#listeners) listener(stored)
  }

  /** Returns the attempts that are still remembered, oldest first. */
  list(): DeliveryLogEntry[] {
    return [...this.#entries]
  }

  /** Calls `listener` at every attempt from now on; returns what ends that. */
  subscribe(listener: (entry: DeliveryLogEntry) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}

/** About 300 KB at the limit. */
const entriesMax = 1000
