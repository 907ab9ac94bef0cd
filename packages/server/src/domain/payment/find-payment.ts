import { DomainError } from '../domain-error.ts'
import { codeExpired, type LoginContext } from '../login-context.ts'
import { parsePhoneNumber } from '../phone-number.ts'
import type { Repositories } from '../repositories.ts'
import type { LoginPayment } from './login-payment.ts'

/** How a client names a login that it pays for. */
export interface PaymentReference {
  readonly key_id: bigint
  /** As the client wrote it. */
  readonly phone_number: string
  /** The hash under which the payment was asked for, or the one that the login goes on with. */
  readonly phone_code_hash: string
}

/**
 * What a client says that it is about to pay for. Nothing of it is believed: it has to be what was asked for.
 *
 * @see https://core.telegram.org/constructor/inputStorePaymentAuthCode
 */
export interface PaymentPurpose extends PaymentReference {
  readonly currency: string
  readonly amount: bigint
  /** Undefined in layers without it. */
  readonly premium_days: number | undefined
}

/**
 * Finds the payment of a login that is not over.
 *
 * @throws {DomainError} `PHONE_CODE_EXPIRED` for a login that never was, belongs to another key or is over;
 *   `PHONE_NUMBER_INVALID` when it is that of another number
 */
export async function findPayment(
  context: LoginContext,
  repositories: Repositories,
  reference: PaymentReference,
): Promise<LoginPayment> {
  const { policy, secrets, clock } = context
  const phone_number = parsePhoneNumber(reference.phone_number, policy.numbers)
  const digest = secrets.hashDigest(reference.phone_code_hash)
  const payment = await repositories.payments.findByHash(reference.key_id, digest)
  if (payment === undefined || payment.expiresAtMs <= clock.now()) throw codeExpired()
  if (payment.phone_number !== phone_number) {
    throw new DomainError('PHONE_NUMBER_INVALID', 'the payment was asked for another number')
  }
  if (payment.stage !== 'used' && !(await isWaiting(context, repositories, payment))) throw codeExpired()
  return payment
}

/**
 * Finds the payment that a purpose is about.
 *
 * @param mismatch - what a purpose is refused with that claims anything else than what was asked
 * @throws {DomainError} like {@link findPayment}, and `mismatch`
 */
export async function findPurpose(
  context: LoginContext,
  repositories: Repositories,
  purpose: PaymentPurpose,
  mismatch: 'INPUT_PURPOSE_INVALID' | 'INVOICE_INVALID',
): Promise<LoginPayment> {
  const payment = await findPayment(context, repositories, purpose)
  const { terms } = payment
  const { currency, amount, premium_days = terms.premium_days } = purpose
  if (currency !== terms.currency || amount !== terms.amount || premium_days !== terms.premium_days) {
    throw new DomainError(mismatch, 'this is not what was asked to be paid')
  }
  return payment
}

/** Whether the login still waits for its code: it may have been cancelled or replaced by another. */
async function isWaiting(
  { clock }: LoginContext,
  { codes }: Repositories,
  { key_id, hashDigest }: LoginPayment,
): Promise<boolean> {
  const pending = await codes.find(key_id, hashDigest)
  return pending?.stage === 'unpaid' && pending.expiresAtMs > clock.now()
}
