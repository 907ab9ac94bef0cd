import type { Updates } from '@chappe/schema/api'

/** Objects that one listener may leave unread before they are replaced by `updatesTooLong`. */
export const updateQueueLengthMax: number = 1000

/**
 * Hands `Updates` objects to any number of listeners, each with a queue of its own. A listener that falls too far behind
 * loses what waits and reads one `updatesTooLong` in its place, which means: fetch the difference.
 *
 * @see {@link https://core.telegram.org/api/updates}
 */
export class UpdateQueue {
  readonly #listeners = new Set<Listener>()
  readonly #onListen: () => void
  #closed = false

  /** @param onListen - hears of each new listener */
  constructor(onListen: () => void = () => undefined) {
    this.#onListen = onListen
  }

  get hasListeners(): boolean {
    return this.#listeners.size > 0
  }

  /** Gives one object to every listener. */
  push(updates: Updates): void {
    for (const listener of this.#listeners) listener.push(updates)
  }

  /**
   * Iterates over what arrives from now on. Leaving the loop ends the listening; closing the client ends the loop; on
   * abort the loop throws the signal's reason.
   */
  async *listen(signal?: AbortSignal): AsyncGenerator<Updates, void, undefined> {
    signal?.throwIfAborted()
    const listener = new Listener()
    const onAbort = (): void => listener.end()
    signal?.addEventListener('abort', onAbort, { once: true })
    this.#listeners.add(listener)
    this.#onListen()
    if (this.#closed) listener.end()
    try {
      for (let updates = await listener.take(); updates; updates = await listener.take()) yield updates
      signal?.throwIfAborted()
      if (listener.failure) throw listener.failure.error
    } finally {
      // The consumer may leave in the middle.
      this.#listeners.delete(listener)
      signal?.removeEventListener('abort', onAbort)
    }
  }

  /** Ends all present loops with an error, once they have read what waits. */
  fail(error: unknown): void {
    for (const listener of this.#listeners) listener.end({ error })
  }

  /** Ends all loops once they have read what waits. */
  close(): void {
    this.#closed = true
    for (const listener of this.#listeners) listener.end()
  }
}

class Listener {
  #waiting: Updates[] = []
  #ended = false
  /** Why it ended, when that is an error. */
  failure: { readonly error: unknown } | undefined
  #wake: (() => void) | undefined

  push(updates: Updates): void {
    if (this.#ended) return
    if (this.#waiting.length >= updateQueueLengthMax) this.#waiting = [{ _: 'updatesTooLong' }]
    else this.#waiting.push(updates)
    this.#wake?.()
  }

  end(failure?: { readonly error: unknown }): void {
    this.#ended = true
    this.failure ??= failure
    this.#wake?.()
  }

  /** The next object; undefined at the end. */
  async take(): Promise<Updates | undefined> {
    while (this.#waiting.length === 0 && !this.#ended) {
      await new Promise<void>(resolve => {
        this.#wake = resolve
      })
      this.#wake = undefined
    }
    return this.#waiting.shift()
  }
}
