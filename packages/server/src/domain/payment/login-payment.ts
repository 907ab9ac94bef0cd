/**
 * What a login costs: the terms under which a code is sent to a number that is expensive to reach. They are fixed when
 * the code is asked for, so that a change of the policy changes no login under way.
 *
 * @see https://core.telegram.org/api/auth#paid-auth
 */
export interface PaymentTerms {
  /** What is bought, by its name in the stores. */
  readonly store_product: string
  /** ISO 4217. */
  readonly currency: string
  /** In the smallest unit of the currency. */
  readonly amount: bigint
  /** Days of Premium that the product is sold as. */
  readonly premium_days: number
}

/**
 * A login that has to be paid for. Money that was taken settles this login and no other.
 *
 * - `due`: nothing was paid.
 * - `submitted`: the payer has sent a payment form, and the provider has yet to say what became of it.
 * - `paid`: the money is there, and no code was sent so far.
 * - `used`: the code was sent.
 */
export interface LoginPayment {
  /** Positive and random. */
  readonly id: bigint
  /** The permanent auth key that logs in. */
  readonly key_id: bigint
  readonly phone_number: string
  /** Keyed hash of the `phone_code_hash` under which the payment was asked for, 32 bytes. */
  readonly hashDigest: Uint8Array
  /** Keyed hash of the `phone_code_hash` that the login goes on with, 32 bytes. */
  readonly paidHashDigest: Uint8Array
  readonly terms: PaymentTerms
  readonly stage: 'due' | 'submitted' | 'paid' | 'used'
  /** The form that is to be filled in; undefined while there is none or none any more. */
  readonly form: PaymentForm | undefined
  /** Keyed hash of the purchase that paid for it, 32 bytes; undefined when it was no purchase in a store. */
  readonly purchaseDigest: Uint8Array | undefined
  readonly createdAtMs: number
  /** When the login is over unless it was paid for. */
  readonly expiresAtMs: number
}

/** A payment form that lives for a few minutes. */
export interface PaymentForm {
  /** Positive and random: what clients know it by. */
  readonly form_id: bigint
  readonly expiresAtMs: number
}
