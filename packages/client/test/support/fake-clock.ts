import type { Clock, Timer } from '../../src/clock.ts'

interface FakeTimer {
  readonly atMs: number
  readonly task: () => void
  readonly keepAlive: boolean
}

/** A clock that moves only when told to. What is deferred runs by itself, after the turn. */
export class FakeClock implements Clock {
  #now = 1_800_000_000_000
  readonly #timers = new Set<FakeTimer>()

  now(): number {
    return this.#now
  }

  setTimer(atMs: number, task: () => void, options?: { readonly keepAlive?: boolean }): Timer {
    const timer: FakeTimer = { atMs, task, keepAlive: options?.keepAlive === true }
    this.#timers.add(timer)
    return { cancel: () => void this.#timers.delete(timer) }
  }

  /** Whether a timer would keep a program alive. */
  get keepsAlive(): boolean {
    return [...this.#timers].some(timer => timer.keepAlive)
  }

  defer(task: () => void): void {
    setImmediate(task)
  }

  /** Lets time pass, timer by timer, and everything that follows from each. */
  async advance(durationMs: number): Promise<void> {
    const end = this.#now + durationMs
    for (;;) {
      await settle()
      const due = [...this.#timers].filter(timer => timer.atMs <= end).sort((a, b) => a.atMs - b.atMs)[0]
      if (!due) break
      this.#timers.delete(due)
      this.#now = Math.max(this.#now, due.atMs)
      due.task()
    }
    this.#now = end
    await settle()
  }
}

/** Waits until what was started has come to rest: messages in memory need some turns of the event loop. */
export async function settle(turns = 30): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await new Promise(resolve => setImmediate(resolve))
}
