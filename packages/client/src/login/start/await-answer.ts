import type { Login } from '../login.ts'
import type { LoginState } from '../login-state.ts'

/** What goes on while an answer is awaited, until the signal says that it is not wanted any more. */
export type Meanwhile = (signal: AbortSignal, answered: Promise<unknown>) => Promise<void>

/**
 * Waits for an answer. It may take as long as it likes and need not listen to its signal.
 *
 * @param ask - is given a signal that aborts when no answer is wanted any more
 * @param options - `meanwhile` goes on while the answer is awaited; the question ends with its error, not with its end
 * @returns undefined when there is nothing to answer any more: the login has moved on by itself
 * @throws the signal's reason; what `ask` or `meanwhile` throws
 */
export async function awaitAnswer<V>(
  login: Login,
  state: LoginState,
  ask: (signal: AbortSignal) => V | Promise<V>,
  options: { readonly signal: AbortSignal | undefined; readonly meanwhile?: Meanwhile | undefined },
): Promise<V | undefined> {
  const stop = new AbortController()
  const signal = options.signal ? AbortSignal.any([options.signal, stop.signal]) : stop.signal
  const aborted = Promise.withResolvers<never>()
  const onAbort = (): void => aborted.reject(signal.reason)
  signal.addEventListener('abort', onAbort, { once: true })
  try {
    const answer = answerOf(ask, signal)
    const failed = options.meanwhile?.(signal, answer).then(() => never) ?? never
    return await Promise.race([answer, aborted.promise, failed, untilMovedOn(login, state, signal)])
  } finally {
    signal.removeEventListener('abort', onAbort)
    stop.abort()
  }
}

/** A function of the user's may also throw at once. */
async function answerOf<V>(ask: (signal: AbortSignal) => V | Promise<V>, signal: AbortSignal): Promise<V> {
  return await ask(signal)
}

/** Resolves when the login waits for something else: the server has sent a code, or the program made a step by itself. */
async function untilMovedOn(login: Login, asked: LoginState, signal: AbortSignal): Promise<undefined> {
  try {
    for await (const state of login.changes({ signal })) if (state.at !== asked.at) return undefined
  } catch {
    // A lost connection is no reason to interrupt somebody; the next call says what is wrong.
  }
  return await never
}

const never: Promise<never> = new Promise(() => undefined)
