import type { LoginPolicy } from '../../policy/login-policy.ts'
import type { PaymentOffer } from '../../policy/payment-policy.ts'
import { holdsAll, type Situation } from '../ladder.ts'
import { testNumberDigit } from '../phone-number.ts'
import type { PaymentTerms } from './login-payment.ts'

/**
 * Finds what a login costs in a situation: the first offer of the policy whose conditions hold, or nothing. Nothing is
 * sent to a test number, so that nobody pays for one.
 */
export function findOffer(
  policy: LoginPolicy,
  situation: Situation,
): { readonly index: number; readonly offer: PaymentOffer } | undefined {
  if (testNumberDigit(situation.phone_number, policy.numbers) !== undefined) return undefined
  const index = policy.payment.offers.findIndex(({ when }) => holdsAll(policy, situation, when))
  const offer = policy.payment.offers[index]
  return offer && { index, offer }
}

/** The terms of an offer, as a login keeps them. */
export function termsOf({ store_product, currency, amount, premium_days }: PaymentOffer): PaymentTerms {
  return { store_product, currency, amount: BigInt(amount), premium_days }
}
