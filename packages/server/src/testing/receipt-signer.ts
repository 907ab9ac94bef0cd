import { randomBytes } from 'node:crypto'
import { CompactSign, exportJWK, generateKeyPair } from 'jose'
import type { ReceiptOptions } from '../payment/receipt-options.ts'

/** Stands in for the stores: signs receipts that a data center with its `options` accepts. */
export interface ReceiptSigner {
  /** For `DataCenterOptions.receipts`. */
  readonly options: ReceiptOptions
  /** What the Play Market gives for a purchase: the text for `payments.assignPlayMarketTransaction`. */
  playMarket(store_product: string, nowMs: number, changes?: object): Promise<string>
  /** What the App Store gives for a purchase: the bytes for `payments.assignAppStoreTransaction`. */
  appStore(store_product: string, nowMs: number, changes?: object): Promise<Uint8Array>
}

/** Makes a signer with a key of its own. Each receipt is of another purchase, unless `changes` say otherwise. */
export async function createReceiptSigner(): Promise<ReceiptSigner> {
  const { publicKey, privateKey } = await generateKeyPair('ES256')
  const program = 'org.example.messenger'
  const store = { programs: [program], verificationKeys: [await exportJWK(publicKey)] }
  const sign = (payload: object): Promise<string> =>
    new CompactSign(Buffer.from(JSON.stringify(payload))).setProtectedHeader({ alg: 'ES256' }).sign(privateKey)
  const draw = (): string => randomBytes(12).toString('hex')
  return {
    options: { playMarket: store, appStore: store },
    async playMarket(productId, nowMs, changes) {
      const said = { orderId: draw(), packageName: program, productId, purchaseTime: nowMs, purchaseState: 0 }
      return JSON.stringify({ purchase: await sign({ ...said, ...changes }) })
    },
    async appStore(productId, nowMs, changes) {
      const said = { transactionId: draw(), bundleId: program, productId, purchaseDate: nowMs }
      return Buffer.from(await sign({ ...said, ...changes }))
    },
  }
}
