import { isRpcError } from '@chappe/mtproto'
import type { LoginRunner } from './login-runner.ts'
import type { LoginState } from './login-state.ts'
import { LoginWatch } from './login-watch.ts'

/**
 * Waits until a login that has to be paid for goes on: the server sends the next code by itself, and is asked as well, as
 * often as it allows, since what it sent while nobody was connected is lost.
 *
 * @returns the state that follows; `payment` still when the client was closed
 */
export async function awaitPayment(runner: LoginRunner, signal: AbortSignal | undefined): Promise<LoginState> {
  using watch = new LoginWatch(runner, signal)
  const { clock } = runner.env
  let delayMs = checkAgainMs.first
  let isAnswered = true
  for (;;) {
    const before = runner.state
    if (before.at !== 'payment') return before
    if (isAnswered && (before.checkAt ?? 0) <= clock.now()) isAnswered = await ask(runner, signal)
    const { state } = runner
    if (state.at !== 'payment') return state
    // A server that names no time is asked less and less often.
    const isNamed = state.checkAt !== undefined && state.checkAt > clock.now()
    const nextAt = isNamed ? state.checkAt : clock.now() + delayMs
    delayMs = isNamed ? checkAgainMs.first : Math.min(2 * delayMs, checkAgainMs.last)
    if (!(await watch.until(state, isAnswered ? nextAt : undefined))) return runner.state
  }
}

/** Delays between questions that the server gave no time for, in milliseconds; each is twice the last. */
const checkAgainMs = { first: 1000, last: 60_000 }

/** Asks once; false when there is no use in asking again. */
async function ask(runner: LoginRunner, signal: AbortSignal | undefined): Promise<boolean> {
  const { state } = runner
  try {
    await runner.run({ _: 'checkPayment' }, signal && { signal })
  } catch (error) {
    // A server in trouble is asked again later.
    if (isRpcError(error) && error.error_code >= 500) return true
    // Without a form it may know of no such question; what it sends by itself is left to wait for.
    if (isRpcError(error) && state.at === 'payment' && state.form === undefined) return false
    throw error
  }
  return true
}
