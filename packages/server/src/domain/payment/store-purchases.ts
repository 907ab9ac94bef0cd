import { DomainError } from '../domain-error.ts'
import { codeExpired } from '../login-context.ts'
import type { SentCode } from '../sent-code.ts'
import { findPurpose, type PaymentPurpose } from './find-payment.ts'
import type { PaymentContext } from './payment-context.ts'
import type { StoreName } from './receipts.ts'
import { describePaidCode, sendPaidCode } from './send-paid-code.ts'
import { isOpen, notePaid } from './settle-payment.ts'

/**
 * Whether a login can be paid for in a store now; false once it is paid.
 *
 * @throws {DomainError} `PHONE_CODE_EXPIRED`, `PHONE_NUMBER_INVALID`; `INPUT_PURPOSE_INVALID` when the client wants to pay
 *   anything else than was asked; `PREMIUM_CURRENTLY_UNAVAILABLE` where no receipts can be read
 * @see https://core.telegram.org/method/payments.canPurchaseStore
 */
export async function canPurchase(context: PaymentContext, purpose: PaymentPurpose): Promise<boolean> {
  const { store, receipts } = context
  const payment = await store.transaction(repositories =>
    findPurpose(context, repositories, purpose, 'INPUT_PURPOSE_INVALID'),
  )
  if (receipts === undefined) {
    throw new DomainError('PREMIUM_CURRENTLY_UNAVAILABLE', 'nothing can be bought in a store here')
  }
  return isOpen(payment)
}

/** A purchase that a client made in a store. */
export interface StorePurchase {
  readonly store: StoreName
  /** What the store gave for it. */
  readonly receipt: Uint8Array
  readonly purpose: PaymentPurpose
  readonly address: string
}

/**
 * Settles a login by a purchase in a store and sends its code. A purchase settles one login; repeating the call, as when
 * its answer was lost, tells how that login goes on.
 *
 * @throws {DomainError} like {@link canPurchase}; `RECEIPT_EMPTY`; `DATA_JSON_INVALID` (Play Market) or
 *   `INPUT_PURPOSE_INVALID` (App Store) for a receipt that proves no such purchase, or one that was used before;
 *   `SMS_CODE_CREATE_FAILED`
 * @see https://core.telegram.org/method/payments.assignPlayMarketTransaction
 */
export async function assignPurchase(context: PaymentContext, request: StorePurchase): Promise<SentCode> {
  const { store, receipts, secrets, clock } = context
  const { purpose, receipt } = request
  const asked = await store.transaction(repositories =>
    findPurpose(context, repositories, purpose, 'INPUT_PURPOSE_INVALID'),
  )
  if (receipt.length === 0) throw new DomainError('RECEIPT_EMPTY', 'the receipt is empty')
  const isShort = receipt.length <= receiptBytesMax
  const purchase = isShort ? await receipts?.verify(request.store, receipt, clock.now()) : undefined
  if (purchase === undefined || purchase.store_product !== asked.terms.store_product) throw noPurchase(request.store)
  const digest = secrets.purchaseDigest(request.store, purchase.transaction)
  const payment = await store.transaction(async repositories => {
    // Once more, since reading the receipt took time in which the login may have ended or been paid for.
    const current = await findPurpose(context, repositories, purpose, 'INPUT_PURPOSE_INVALID')
    if (!isOpen(current)) return current
    if (!(await repositories.payments.claimPurchase(digest, current.id))) throw noPurchase(request.store)
    return notePaid(context, repositories, current, digest)
  })
  const sent = await sendPaidCode(context, payment, request.address)
  const known = sent ?? (await describePaidCode(context, payment))
  if (known === undefined) throw codeExpired()
  return known
}

/** Receipts have a few thousand bytes. */
const receiptBytesMax = 65_536

/** The documents know no better names for it. */
function noPurchase(store: StoreName): DomainError {
  const code = store === 'playMarket' ? 'DATA_JSON_INVALID' : 'INPUT_PURPOSE_INVALID'
  return new DomainError(code, 'the receipt proves no purchase that could pay for this login')
}
