import type { LoginRunner } from './login-runner.ts'
import type { LoginState } from './login-state.ts'

/**
 * Waits for a login to change by itself, and keeps the connection open meanwhile, since what changes it (the code after
 * a payment, a popup) is sent unasked.
 */
export class LoginWatch implements Disposable {
  readonly #runner: LoginRunner
  readonly #signal: AbortSignal | undefined
  readonly #stop: AbortController = new AbortController()
  readonly #forget: () => void
  #isOver = false
  #failure: { readonly error: unknown } | undefined
  #wake: (() => void) | undefined

  /** Listens from now on. */
  constructor(runner: LoginRunner, signal: AbortSignal | undefined) {
    signal?.throwIfAborted()
    this.#runner = runner
    this.#signal = signal
    this.#forget = runner.onChange(() => this.#wake?.())
    void this.#listen()
  }

  /**
   * Resolves when the state is no longer `seen`, or at a moment in milliseconds.
   *
   * @returns false when nothing can change any more, since the client was closed
   * @throws the signal's reason, or the error for which the connection was given up
   */
  async until(seen: LoginState, atMs?: number): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const wake = (): void => resolve()
    this.#wake = wake
    const timer = atMs === undefined ? undefined : this.#runner.env.clock.setTimer(atMs, wake, { keepAlive: true })
    this.#signal?.addEventListener('abort', wake, { once: true })
    if (this.#isOver || this.#signal?.aborted === true || this.#runner.state !== seen) resolve()
    try {
      await promise
    } finally {
      timer?.cancel()
      this.#signal?.removeEventListener('abort', wake)
    }
    this.#signal?.throwIfAborted()
    if (this.#failure) throw this.#failure.error
    return !this.#isOver
  }

  [Symbol.dispose](): void {
    this.#forget()
    this.#stop.abort()
  }

  /** The login reads the updates itself; what counts here is that somebody listens, and how long. */
  async #listen(): Promise<void> {
    try {
      for await (const _updates of this.#runner.env.receiveUpdates(this.#stop.signal)) {
        // Nothing: see above.
      }
    } catch (error) {
      if (!this.#stop.signal.aborted) this.#failure = { error }
    }
    this.#isOver = true
    this.#wake?.()
  }
}

/** Iterates over the state as it is and each later one, until the login is done or the client is closed. */
export async function* changesOf(
  runner: LoginRunner,
  signal: AbortSignal | undefined,
): AsyncGenerator<LoginState, void, undefined> {
  using watch = new LoginWatch(runner, signal)
  for (;;) {
    const { state } = runner
    yield state
    if (state.at === 'done' || !(await watch.until(state))) return
  }
}
