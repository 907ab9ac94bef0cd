import type { Clock } from '../clock.ts'

/**
 * A clock that stands still until a test moves it.
 *
 * @example
 * const clock = new FakeClock()
 * clock.advance(60_000) // one minute later; due tasks have run, in order
 */
export class FakeClock implements Clock {
  #now: number
  #tasks: { readonly atMs: number; readonly order: number; readonly task: () => void }[] = []
  #order = 0

  /** @param now - where to begin, milliseconds since the Unix epoch; the default is a fixed day in 2026 */
  constructor(now: number = Date.UTC(2026, 0, 1)) {
    this.#now = now
  }

  now(): number {
    return this.#now
  }

  schedule(atMs: number, task: () => void): { cancel(): void } {
    const entry = { atMs, order: this.#order++, task }
    this.#tasks.push(entry)
    return {
      cancel: () => {
        this.#tasks = this.#tasks.filter(other => other !== entry)
      },
    }
  }

  /** Moves time forward by `ms` milliseconds and runs what falls due on the way, each task at its own moment. */
  advance(ms: number): void {
    const end = this.#now + ms
    for (;;) {
      const due = this.#tasks
        .filter(entry => entry.atMs <= end)
        .sort((a, b) => a.atMs - b.atMs || a.order - b.order)
        .at(0)
      if (due === undefined) break
      this.#tasks = this.#tasks.filter(entry => entry !== due)
      this.#now = Math.max(this.#now, due.atMs)
      due.task()
    }
    this.#now = end
  }
}
