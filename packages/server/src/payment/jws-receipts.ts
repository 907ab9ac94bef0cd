import type { Purchase, ReceiptVerifier, StoreName } from '../domain/payment/receipts.ts'
import { member, verifiedPayload } from '../integrity/verified-payload.ts'
import { OptionsError } from '../options-error.ts'
import type { ReceiptOptions, StoreReceiptOptions } from './receipt-options.ts'

/**
 * Makes a verifier of receipts that are signed tokens (JWS). One of the App Store is the token itself, as StoreKit 2 gives
 * it; one of the Play Market is a JSON object with the token in `purchase`, since the method takes JSON, and what the
 * token says has the names of Google's purchase data.
 *
 * @throws {OptionsError} `RECEIPTS_INVALID`
 * @see https://developer.apple.com/documentation/appstoreserverapi/jwstransactiondecodedpayload
 * @see https://developer.android.com/google/play/billing/integrate
 */
export function createJwsReceipts(options: ReceiptOptions): ReceiptVerifier {
  const stores = storeNames.filter(name => options[name] !== undefined)
  if (stores.length === 0) throw new OptionsError('RECEIPTS_INVALID', 'name playMarket, appStore or both')
  for (const name of stores) checkStore(name, options[name])
  return {
    stores,
    async verify(store: StoreName, receipt: Uint8Array, nowMs: number): Promise<Purchase | undefined> {
      const accepted = options[store]
      if (accepted === undefined) return undefined
      try {
        const text = new TextDecoder('utf-8', { fatal: true }).decode(receipt)
        const token = store === 'playMarket' ? member(JSON.parse(text), 'purchase') : text
        if (typeof token !== 'string') return undefined
        const said = await verifiedPayload(token, accepted.verificationKeys)
        return readers[store](said, accepted.programs, nowMs + clockSkewMs)
      } catch {
        // Not text, not JSON, not a token: whatever it is, it proves nothing.
        return undefined
      }
    },
  }
}

const storeNames: readonly StoreName[] = ['playMarket', 'appStore']
/** How far a clock over there may be ahead. */
const clockSkewMs = 60_000

type Reader = (said: unknown, programs: readonly string[], untilMs: number) => Purchase | undefined

const readers: Readonly<Record<StoreName, Reader>> = {
  playMarket(said, programs, untilMs) {
    // purchaseState: 0 is bought, 1 was taken back, 2 still waits for the money.
    if (member(said, 'purchaseState') !== 0) return undefined
    if (!isOneOf(member(said, 'packageName'), programs) || !isPast(member(said, 'purchaseTime'), untilMs))
      return undefined
    return purchaseOf(member(said, 'productId'), member(said, 'orderId'))
  },
  appStore(said, programs, untilMs) {
    if (member(said, 'revocationDate') !== undefined) return undefined
    if (!isOneOf(member(said, 'bundleId'), programs) || !isPast(member(said, 'purchaseDate'), untilMs)) return undefined
    return purchaseOf(member(said, 'productId'), member(said, 'transactionId'))
  },
}

function purchaseOf(store_product: unknown, transaction: unknown): Purchase | undefined {
  if (typeof store_product !== 'string' || typeof transaction !== 'string' || transaction === '') return undefined
  return { store_product, transaction }
}

function isOneOf(value: unknown, names: readonly string[]): boolean {
  return typeof value === 'string' && names.includes(value)
}

function isPast(value: unknown, untilMs: number): boolean {
  return typeof value === 'number' && value <= untilMs
}

function checkStore(name: StoreName, options: StoreReceiptOptions | undefined): void {
  if (options === undefined || options.programs.length === 0 || options.verificationKeys.length === 0) {
    throw new OptionsError('RECEIPTS_INVALID', `${name} needs at least one program and one key`)
  }
}
