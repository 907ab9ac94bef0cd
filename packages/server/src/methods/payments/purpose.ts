import type { InputInvoice, InputStorePaymentPurpose } from '@chappe/schema/api'
import type { PaymentPurpose } from '../../domain/payment/find-payment.ts'
import { rpcError } from '../../rpc/rpc-errors.ts'

/**
 * Reads what a purchase in a store is for: logging in is all that can be paid for here.
 *
 * @throws {RpcError} 400 `INPUT_PURPOSE_INVALID`
 */
export function purposeOfStore(purpose: InputStorePaymentPurpose, key_id: bigint): PaymentPurpose {
  return purposeOf(purpose, key_id) ?? refuse('INPUT_PURPOSE_INVALID')
}

/**
 * Reads what a payment form is for: logging in is all that can be paid for here.
 *
 * @throws {RpcError} 400 `INVOICE_INVALID`
 */
export function purposeOfInvoice(invoice: InputInvoice, key_id: bigint): PaymentPurpose {
  const purpose = invoice._ === 'inputInvoicePremiumAuthCode' ? purposeOf(invoice.purpose, key_id) : undefined
  return purpose ?? refuse('INVOICE_INVALID')
}

function purposeOf(purpose: InputStorePaymentPurpose, key_id: bigint): PaymentPurpose | undefined {
  if (purpose._ !== 'inputStorePaymentAuthCode') return undefined
  const { phone_number, phone_code_hash, currency, amount } = purpose
  // Before layer 225 there was no premium_days, whatever the type of the newest layer says.
  const premium_days: number | undefined = purpose.premium_days
  return { key_id, phone_number, phone_code_hash, currency, amount, premium_days }
}

function refuse(name: 'INPUT_PURPOSE_INVALID' | 'INVOICE_INVALID'): never {
  throw rpcError(name)
}
