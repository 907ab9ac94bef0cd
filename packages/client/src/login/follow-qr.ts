import { isRpcError } from '@chappe/mtproto'
import type { LoginRunner } from './login-runner.ts'
import { initialLoginState, type LoginState, numberOf } from './login-state.ts'
import { TokenWatch } from './qr-login.ts'

/**
 * Shows one QR code after another until somebody accepts one; then says what follows, and ends. Where the account
 * belongs to another data center, the token is taken there.
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
  try {
    for (;;) {
      try {
        await runner.perform({ _: 'exportLoginToken', except_ids }, signal)
      } catch (error) {
        if (!isRpcError(error) || error.error_code < 500) throw error
        await watch.until(clock.now() + delayMs)
        delayMs = Math.min(2 * delayMs, tokenRetryMs.last)
        continue
      }
      delayMs = tokenRetryMs.first
      const { state } = runner
      yield state
      if (state.at !== 'qr') return
      await watch.until(state.expiresAt)
    }
  } finally {
    if (runner.state.at === 'qr') await runner.set(withoutQr(runner.state))
  }
}

/** Delays before a code is asked for again after the server failed, in milliseconds; each is twice the last. */
const tokenRetryMs = { first: 1000, last: 60_000 }

/** The number of a login that was under way before stays at hand. */
function withoutQr(state: LoginState): LoginState {
  const phone_number = numberOf(state)
  return phone_number === undefined ? initialLoginState : { at: 'phone', phone_number }
}
