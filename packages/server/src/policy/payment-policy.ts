import type { LadderConditions } from './login-policy.ts'

/**
 * Which logins have to be paid for: those whose text messages cost too much. A number is told so instead of getting a
 * code, and gets it once the payment is settled.
 *
 * @see https://core.telegram.org/api/auth#paid-auth
 */
export interface PaymentPolicy {
  /** What logins cost; the first entry whose conditions all hold is taken. Default: none, so that no login costs anything. */
  readonly offers: readonly PaymentOffer[]
  /** Whom people write to when paying does not work. Default: empty. */
  readonly support_email_address: string
  /** What such a letter is to be headed with. Default `Paid login`. */
  readonly support_email_subject: string
  /** The page where a payment form is filled in by programs that show one. Default: one that is nowhere. */
  readonly formUrl: string
  /** Seconds after which a program is to ask again whether the payment has arrived. Default 5. */
  readonly pollSeconds: number
  /** Seconds that a payment form lives, and again once it was sent. Default 300. */
  readonly formSeconds: number
  /** Seconds that a login waits for its payment. Default 3600. */
  readonly loginSeconds: number
}

/** What a login costs in a situation. */
export interface PaymentOffer {
  /** Every condition given has to hold; an empty object always holds. */
  readonly when: LadderConditions
  /** What is bought, by its name in the stores. */
  readonly store_product: string
  /** ISO 4217, three capital letters. */
  readonly currency: string
  /** In the smallest unit of the currency: 499 are 4.99 USD. */
  readonly amount: number
  /** Days of Premium that the product is sold as. Default 7. */
  readonly premium_days: number
}

/** An offer as it is written: what has a default may be left out. */
export type OfferSettings = Omit<PaymentOffer, 'when' | 'premium_days'> & Partial<PaymentOffer>

/** The payment rules of a data center that nobody configured: nothing costs anything. */
export const defaultPayment: PaymentPolicy = {
  offers: [],
  support_email_address: '',
  support_email_subject: 'Paid login',
  formUrl: 'https://payments.invalid/',
  pollSeconds: 5,
  formSeconds: 300,
  loginSeconds: 3600,
}
