/** Shortest and longest pause between two attempts to connect, in milliseconds. */
export const backoffLimits: { readonly minMs: number; readonly maxMs: number } = { minMs: 250, maxMs: 15_000 }

/**
 * Growing pauses between attempts: each ceiling is twice the one before, and the pause is taken at random from its upper
 * half, so that many clients of a restarted server do not come back at the same moment.
 */
export class Backoff {
  readonly #random: () => number
  #attempt = 0

  /** @param random - a number from 0 up to, not including, 1 */
  constructor(random: () => number) {
    this.#random = random
  }

  /** The pause before the next attempt, in milliseconds, at least `minMs`. */
  next(minMs = 0): number {
    const ceiling = Math.min(backoffLimits.maxMs, backoffLimits.minMs * 2 ** Math.min(this.#attempt, 16))
    this.#attempt += 1
    return Math.max(minMs, Math.round(ceiling * (0.5 + this.#random() / 2)))
  }

  /** Starts over after a success. */
  reset(): void {
    this.#attempt = 0
  }
}
