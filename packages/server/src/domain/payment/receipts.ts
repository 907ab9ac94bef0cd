/** Where a program can buy things. */
export type StoreName = 'playMarket' | 'appStore'

/** A purchase as its store vouches for it. */
export interface Purchase {
  /** The name of what was bought. */
  readonly store_product: string
  /** What the store calls this one purchase: no two have the same. */
  readonly transaction: string
}

/** Reads what stores give to those who bought something. */
export interface ReceiptVerifier {
  /** The stores whose receipts can be verified here. */
  readonly stores: readonly StoreName[]
  /**
   * The purchase that a receipt proves: signed by a key that is trusted here, of one of our programs, completed, and not
   * taken back. Undefined for anything else. Never rejects.
   */
  verify(store: StoreName, receipt: Uint8Array, nowMs: number): Promise<Purchase | undefined>
}
