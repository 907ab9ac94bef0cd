import type { Clock, Timer } from '../clock.ts'
import type { SessionData, SessionStore } from './session-data.ts'

/** How long a change that a crash may lose (a salt, the clock's offset) waits for others, in milliseconds. */
export const updateDelayMs = 1000

/**
 * Holds a client's session and writes its changes to the store, one write at a time. Changes that come while a write is
 * under way are written together by the next one, so a busy server cannot make the disk the bottleneck.
 */
export class SessionKeeper {
  readonly #store: SessionStore
  readonly #clock: Clock
  readonly #onError: (error: unknown) => void
  #data: SessionData
  #dirty = false
  #writing: Promise<void> | undefined
  #planned: Timer | undefined
  readonly #listeners = new Set<() => void>()

  /** @param onError - hears of a failed write that nobody waits for */
  constructor(store: SessionStore, data: SessionData, clock: Clock, onError: (error: unknown) => void) {
    this.#store = store
    this.#clock = clock
    this.#data = data
    this.#onError = onError
  }

  get data(): SessionData {
    return this.#data
  }

  /** Hears of every change when it is made, until the function that it returns is called. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Changes the session now and writes it within a second, or when it is closed; a failure goes to `onError`. */
  update(change: Partial<SessionData>): void {
    this.#change(change)
    this.#planned ??= this.#clock.setTimer(this.#clock.now() + updateDelayMs, () => {
      this.#write().catch(this.#onError)
    })
  }

  /** Changes the session and resolves when the store has it. */
  async save(change: Partial<SessionData>): Promise<void> {
    this.#change(change)
    await this.#write()
  }

  /** Resolves when the store has every change that was made so far. */
  async saved(): Promise<void> {
    await this.#write()
  }

  /** Resolves when nothing is left to write, then closes the store. */
  async close(): Promise<void> {
    try {
      if (this.#dirty || this.#writing) await this.#write()
    } finally {
      await this.#store.close?.()
    }
  }

  #change(change: Partial<SessionData>): void {
    this.#data = { ...this.#data, ...change }
    this.#dirty = true
    for (const listener of [...this.#listeners]) listener()
  }

  /** Resolves once a write that began after this call has ended; calls share the write that comes next. */
  async #write(): Promise<void> {
    this.#planned?.cancel()
    this.#planned = undefined
    while (this.#writing) await this.#writing.catch(() => undefined)
    if (!this.#dirty) return
    this.#dirty = false
    const writing = this.#store.save(this.#data).catch((error: unknown) => {
      this.#dirty = true
      throw error
    })
    this.#writing = writing
    try {
      await writing
    } finally {
      this.#writing = undefined
    }
  }
}
