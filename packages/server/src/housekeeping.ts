import type { Clock } from './clock.ts'
import type { Log } from './log.ts'

/** Work to be done again and again while a data center runs. */
export interface Chore {
  readonly name: string
  readonly everyMs: number
  readonly run: (nowMs: number) => Promise<void> | void
}

/** Runs chores in turn at their intervals until it is stopped. A chore that fails is logged and tried again next time. */
export class Housekeeping {
  readonly #clock: Clock
  readonly #log: Log
  readonly #timers: Set<{ cancel(): void }> = new Set()
  #stopped = false
  #running: Promise<void> = Promise.resolve()

  constructor(chores: readonly Chore[], clock: Clock, log: Log) {
    this.#clock = clock
    this.#log = log
    for (const chore of chores) this.#plan(chore)
  }

  /** Starts no further chore and resolves when the one in work has ended. */
  async stop(): Promise<void> {
    this.#stopped = true
    for (const timer of this.#timers) timer.cancel()
    await this.#running
  }

  #plan(chore: Chore): void {
    const timer = this.#clock.schedule(this.#clock.now() + chore.everyMs, () => {
      this.#timers.delete(timer)
      this.#running = this.#running.then(() => this.#do(chore))
    })
    this.#timers.add(timer)
  }

  async #do(chore: Chore): Promise<void> {
    if (this.#stopped) return
    try {
      await chore.run(this.#clock.now())
    } catch (error) {
      this.#log.error('chore.failed', {
        chore: chore.name,
        error: error instanceof Error ? error.message : typeof error,
      })
    }
    if (!this.#stopped) this.#plan(chore)
  }
}
