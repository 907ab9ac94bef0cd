import { isRpcError } from '@chappe/mtproto'
import type { LoginRunner } from './login-runner.ts'
import type { LoginState } from './login-state.ts'
import { LoginWatch } from './login-watch.ts'

/**
 * Waits until a login that has to be paid for goes on: the server sends the next code by itself, and where a form is
 * open it is asked as well, as often as it allows.
 *
 * @returns the state that follows; `payment` still when the client was closed
 */
export async function awaitPayment(runner: LoginRunner, signal: AbortSignal | undefined): Promise<LoginState> {
  using watch = new LoginWatch(runner, signal)
  let delayMs = checkAgainMs.first
  for (;;) {
    const { clock } = runner.env
    const before = runner.state
    if (before.at !== 'payment') return before
    if (before.form !== undefined && (before.checkAt ?? 0) <= clock.now()) {
      await ask(runner, signal)
    }
    const { state } = runner
    if (state.at !== 'payment') return state
    // A server that names no time is asked less and less often.
    const isNamed = state.checkAt !== undefined && state.checkAt > clock.now()
    const nextAt = state.form && (isNamed ? state.checkAt : clock.now() + delayMs)
    delayMs = isNamed ? checkAgainMs.first : Math.min(2 * delayMs, checkAgainMs.last)
    if (!(await watch.until(state, nextAt))) return runner.state
  }
}

/** Delays between questions that the server gave no time for, in milliseconds; each is twice the last. */
const checkAgainMs = { first: 1000, last: 60_000 }

async function ask(runner: LoginRunner, signal: AbortSignal | undefined): Promise<void> {
  try {
    await runner.run({ _: 'checkPayment' }, signal && { signal })
  } catch (error) {
    // A server in trouble is asked again later.
    if (!isRpcError(error) || error.error_code < 500) throw error
  }
}
