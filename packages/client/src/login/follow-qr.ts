import { isRpcError } from '@chappe/mtproto'
import { asksToRestart, loginRestartsMax } from './failed-step.ts'
import type { LoginRunner } from './login-runner.ts'
import { initialLoginState, type LoginState, numberOf } from './login-state.ts'
import { TokenWatch } from './qr-login.ts'

/**
 * Shows one QR code after another until somebody accepts one; then says what follows, and ends. Where the account
 * belongs to another data center, the token is taken there. A server that fails is asked again for as long as the loop
 * goes on, since somebody may be about to scan; each time the state that says so comes first.
 */
export async function* followQr(
  runner: LoginRunner,
  options: { readonly signal?: AbortSignal; readonly except_ids?: readonly bigint[] },
): AsyncGenerator<LoginState, void, undefined> {
  const { signal, except_ids = [] } = options
  const { clock, receiveUpdates } = runner.env
  signal?.throwIfAborted()
  using watch = new TokenWatch(clock, receiveUpdates, signal)
  let delayMs = tokenRetryMs.first
  let restarts = 0
  let pause: LoginState | undefined
  try {
    for (;;) {
      try {
        await runner.perform({ _: 'exportLoginToken', except_ids }, signal)
      } catch (error) {
        if (!isRpcError(error) || error.error_code < 500) throw error
        if (asksToRestart(error.errorName)) restarts += 1
        if (restarts > loginRestartsMax) throw error
        const retryAt = clock.now() + delayMs
        pause = waiting(runner.state, retryAt)
        await runner.set(pause)
        yield pause
        await watch.until(retryAt)
        delayMs = Math.min(2 * delayMs, tokenRetryMs.last)
        continue
      }
      delayMs = tokenRetryMs.first
      restarts = 0
      const { state } = runner
      yield state
      if (state.at !== 'qr') return
      await watch.until(state.expiresAt)
    }
  } finally {
    const { state } = runner
    if (state.at === 'qr') await runner.set(withoutQr(state))
    // Nobody asks again when that time has come.
    else if (state === pause) await runner.set(withoutRetry(state))
  }
}

/** Delays before a code is asked for again after the server failed, in milliseconds; each is twice the last. */
const tokenRetryMs = { first: 1000, last: 60_000 }

/** Says until when nothing is shown. Where another login is under way, that time is none of its own. */
function waiting(state: LoginState, retryAt: number): LoginState {
  return state.at === 'phone' ? { ...state, retryAt } : state
}

function withoutRetry(state: LoginState): LoginState {
  if (state.at !== 'phone') return state
  const { retryAt: _retryAt, ...rest } = state
  return rest
}

/** The number of a login that was under way before stays at hand. */
function withoutQr(state: LoginState): LoginState {
  const phone_number = numberOf(state)
  return phone_number === undefined ? initialLoginState : { at: 'phone', phone_number }
}
