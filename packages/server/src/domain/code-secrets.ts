import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * The keyed functions that stand between codes and the database. A code is computed from its `phone_code_hash` under the
 * server secret, so that a resend can carry the same code although neither of the two is stored.
 */
export interface CodeSecrets {
  /** Returns the 32 bytes that the code of a hash is made from. Another `generation` gives unrelated ones. */
  codeBytes(phone_code_hash: string, phone_number: string, generation: number): Uint8Array
  /** Returns the 32 bytes that a program has to have in the proof of its integrity. */
  nonce(phone_code_hash: string, phone_number: string): Uint8Array
  /** Returns the `phone_code_hash` that a login goes on with once the payment of this id is settled. */
  paidHash(payment_id: bigint): string
  /** Returns the 32 bytes under which a purchase in a store is stored and found. */
  purchaseDigest(store: string, transaction: string): Uint8Array
  /** Returns what a silent push holds: a receipt that the program knows already, and a secret that it does not. */
  pushOf(phone_code_hash: string, phone_number: string): { readonly receipt: string; readonly secret: string }
  /** Whether `secret` is that of the push. Takes the same time either way. */
  pushSecretMatches(phone_code_hash: string, phone_number: string, secret: string): boolean
  /** Returns the 32 bytes under which a `phone_code_hash` is stored and found. */
  hashDigest(phone_code_hash: string): Uint8Array
  /** Returns the 32 bytes stored in place of the code. */
  codeDigest(phone_code_hash: string, phone_number: string, code: string): Uint8Array
  /** Returns the 32 bytes by which a code is recognised wherever its owner shows it, without its `phone_code_hash`. */
  codeMark(phone_number: string, code: string): Uint8Array
  /** Whether `code` is the one behind the digest. Takes the same time either way. */
  codeMatches(digest: Uint8Array, phone_code_hash: string, phone_number: string, code: string): boolean
}

/** @param key - 32 secret bytes used for nothing else */
export function createCodeSecrets(key: Uint8Array): CodeSecrets {
  const codeDigest = (phone_code_hash: string, phone_number: string, code: string): Uint8Array =>
    keyed(key, 'code digest', phone_code_hash, phone_number, code)
  const pushOf = (phone_code_hash: string, phone_number: string): ReturnType<CodeSecrets['pushOf']> => {
    const hex = (use: string): string =>
      Buffer.from(keyed(key, use, phone_code_hash, phone_number).subarray(0, 16)).toString('hex')
    return { receipt: hex('push receipt'), secret: hex('push secret') }
  }
  return {
    codeBytes: (phone_code_hash, phone_number, generation) =>
      keyed(key, 'code', phone_code_hash, phone_number, String(generation)),
    nonce: (phone_code_hash, phone_number) => keyed(key, 'integrity nonce', phone_code_hash, phone_number),
    paidHash: payment_id => Buffer.from(keyed(key, 'paid hash', String(payment_id)).subarray(0, 9)).toString('hex'),
    purchaseDigest: (store, transaction) => keyed(key, 'purchase', store, transaction),
    pushOf,
    pushSecretMatches: (phone_code_hash, phone_number, secret) =>
      // Both are hashed, since only values of one length can be compared in constant time.
      timingSafeEqual(
        keyed(key, 'push compared', secret),
        keyed(key, 'push compared', pushOf(phone_code_hash, phone_number).secret),
      ),
    hashDigest: phone_code_hash => keyed(key, 'hash digest', phone_code_hash),
    codeDigest,
    codeMark: (phone_number, code) => keyed(key, 'code mark', phone_number, code),
    codeMatches: (digest, phone_code_hash, phone_number, code) =>
      timingSafeEqual(digest, codeDigest(phone_code_hash, phone_number, code)),
  }
}

function keyed(key: Uint8Array, use: string, ...parts: string[]): Uint8Array {
  const hmac = createHmac('sha256', key)
  // Each part is led by its length, so that no two lists of parts read the same.
  for (const part of [use, ...parts]) {
    const bytes = Buffer.from(part)
    const length = Buffer.alloc(4)
    length.writeUInt32LE(bytes.length)
    hmac.update(length).update(bytes)
  }
  return Uint8Array.from(hmac.digest())
}
