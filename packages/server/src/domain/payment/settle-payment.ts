import type { LoginContext } from '../login-context.ts'
import type { Repositories } from '../repositories.ts'
import type { LoginPayment } from './login-payment.ts'

/**
 * Notes that the money for a login is there. From now on it is owed a code: this login's, or when that is over the next
 * one's of the same key and number.
 *
 * @param purchaseDigest - the purchase that paid for it, if it was one in a store
 */
export async function notePaid(
  { policy, clock }: LoginContext,
  { payments }: Repositories,
  payment: LoginPayment,
  purchaseDigest: Uint8Array | undefined,
): Promise<LoginPayment> {
  const expiresAtMs = Math.max(payment.expiresAtMs, clock.now() + policy.payment.loginSeconds * 1000)
  const paid: LoginPayment = { ...payment, stage: 'paid', form: undefined, purchaseDigest, expiresAtMs }
  await payments.put(paid)
  return paid
}

/** Whether a payment can still be made. */
export function isOpen({ stage }: LoginPayment): boolean {
  return stage === 'due' || stage === 'submitted'
}
