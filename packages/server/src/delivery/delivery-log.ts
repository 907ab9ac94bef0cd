import type { MediumName } from '../domain/media/medium.ts'

/** One attempt to deliver a code. The code is never in it. */
export interface DeliveryLogEntry {
  /** Counts up from 1. */
  readonly id: number
  /** When the attempt ended, milliseconds since the Unix epoch. */
  readonly atMs: number
  readonly phone_number: string
  readonly medium: MediumName
  /** Who was asked to deliver it; absent when nobody serves the medium. */
  readonly provider: string | undefined
  readonly outcome: 'accepted' | 'failed'
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
