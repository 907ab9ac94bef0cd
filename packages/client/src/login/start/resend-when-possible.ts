import { isRpcError } from '@chappe/mtproto'
import type { Clock } from '../../clock.ts'
import { isUsageError } from '../../usage-error.ts'
import type { Login } from '../login.ts'

/**
 * Asks for another code whenever one may be asked for, until the answer is there or no way is left.
 *
 * @param onSent - hears of each one
 */
export async function resendWhenPossible(
  { login, clock }: { readonly login: Login; readonly clock: Clock },
  answered: Promise<unknown>,
  signal: AbortSignal,
  onSent: () => void,
): Promise<void> {
  const isAnswered = answered.then(
    () => true,
    () => true,
  )
  for (;;) {
    const { state } = login
    if (state.at !== 'code' || state.next === undefined) return
    const due = Promise.withResolvers<false>()
    const timer = clock.setTimer(state.resendAt ?? 0, () => due.resolve(false), { keepAlive: true })
    const isOver = await Promise.race([isAnswered, due.promise])
    timer.cancel()
    if (isOver || signal.aborted) return
    try {
      await login.resend({}, { signal })
    } catch (error) {
      signal.throwIfAborted()
      // No other way is left, or not yet: the state says which.
      if (!isRpcError(error) && !isUsageError(error)) throw error
      if (login.state === state) return
    }
    onSent()
  }
}
