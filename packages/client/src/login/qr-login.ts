import type { Update, Updates } from '@chappe/schema/api'
import type { Clock } from '../clock.ts'

/** Writes a login token as the link that QR codes contain. */
export function loginTokenUrl(token: Uint8Array): string {
  const base64 = btoa(String.fromCharCode(...token))
  return `tg://login?token=${base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`
}

/**
 * Reads the token of such a link, as a scanner has to: with or without padding.
 *
 * @returns undefined when it is no such link
 */
export function parseLoginTokenUrl(url: string): Uint8Array | undefined {
  const [, text] = /^tg:(?:\/\/)?login\?token=([\w-]+)(?:=|%3D){0,2}$/i.exec(url.trim()) ?? []
  if (text === undefined || text.length > urlTokenLengthMax) return undefined
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
    return Uint8Array.from(binary, char => char.charCodeAt(0))
  } catch {
    return undefined
  }
}

const urlTokenLengthMax = 1024

/** Waits, again and again, until a token that is shown has to be asked about. */
export class TokenWatch implements Disposable {
  readonly #clock: Clock
  readonly #signal: AbortSignal | undefined
  readonly #stop: AbortController = new AbortController()
  #rang = false
  #wake: (() => void) | undefined

  /** Listens from now on, so that nothing is missed while the code is drawn. */
  constructor(clock: Clock, receive: (signal: AbortSignal) => AsyncIterable<Updates>, signal: AbortSignal | undefined) {
    this.#clock = clock
    this.#signal = signal
    void this.#listen(receive(this.#stop.signal))
  }

  /**
   * Resolves when the token was accepted, or at a moment in milliseconds.
   *
   * @throws the signal's reason
   */
  async until(atMs: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#wake = resolve
    const timer = this.#clock.setTimer(atMs, resolve, { keepAlive: true })
    this.#signal?.addEventListener('abort', resolve as () => void, { once: true })
    if (this.#rang || this.#signal?.aborted === true) resolve()
    try {
      await promise
    } finally {
      timer.cancel()
      this.#signal?.removeEventListener('abort', resolve as () => void)
      this.#rang = false
    }
    this.#signal?.throwIfAborted()
  }

  [Symbol.dispose](): void {
    this.#stop.abort()
  }

  async #listen(updates: AsyncIterable<Updates>): Promise<void> {
    try {
      for await (const one of updates) if (concernsToken(one)) this.#ring()
    } catch {
      // Stopped, or the connection was given up: the next call says why.
      this.#ring()
    }
  }

  #ring(): void {
    this.#rang = true
    this.#wake?.()
  }
}

function concernsToken(updates: Updates): boolean {
  // Something was missed, and that may have been it.
  if (updates._ === 'updatesTooLong') return true
  const isIt = (update: Update): boolean => update._ === 'updateLoginToken'
  if (updates._ === 'updateShort') return isIt(updates.update)
  return (updates._ === 'updates' || updates._ === 'updatesCombined') && updates.updates.some(isIt)
}
