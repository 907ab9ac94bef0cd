import type { StepName } from './media/step.ts'

/** Somebody's word that a code did not come. */
export interface MissingCode {
  /** Counts up from 1. */
  readonly id: number
  /** Milliseconds since the Unix epoch. */
  readonly atMs: number
  readonly phone_number: string
  /** How the code was sent. */
  readonly medium: StepName
  /** The mobile network of the phone, as the client names it: digits, possibly none. */
  readonly mnc: string
}

/** The latest reports of codes that did not come, for whoever looks after the delivery. */
export class MissingCodes {
  #reports: MissingCode[] = []
  #lastId = 0
  readonly #listeners = new Set<(report: MissingCode) => void>()

  /** Notes a report. Beyond 1000 the oldest goes. */
  add(report: Omit<MissingCode, 'id'>): void {
    const stored = { ...report, id: ++this.#lastId }
    this.#reports.push(stored)
    if (this.#reports.length > reportsMax) this.#reports.shift()
    for (const listener of this.#listeners) listener(stored)
  }

  /** Returns the reports that are still remembered, oldest first. */
  list(): MissingCode[] {
    return [...this.#reports]
  }

  /** Calls `listener` at every report from now on; returns what ends that. */
  subscribe(listener: (report: MissingCode) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}

const reportsMax = 1000
