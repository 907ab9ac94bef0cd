import type { JWK } from 'jose'

/** How purchases in stores prove themselves to this data center. Without it nothing can be bought in a store. */
export interface ReceiptOptions {
  /** Purchases in the Play Market. Default: not accepted. */
  readonly playMarket?: StoreReceiptOptions
  /** Purchases in the App Store. Default: not accepted. */
  readonly appStore?: StoreReceiptOptions
}

/** What the receipts of one store have to be. */
export interface StoreReceiptOptions {
  /** The programs that are ours: packages on Android, bundle ids on iOS. */
  readonly programs: readonly string[]
  /** Public keys that receipts may be signed with (RS256 or ES256). */
  readonly verificationKeys: readonly JWK[]
}
