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
  /** Returns the 32 bytes under which a `phone_code_hash` is stored and found. */
  hashDigest(phone_code_hash: string): Uint8Array
  /** Returns the 32 bytes stored in place of the code. */
  codeDigest(phone_code_hash: string, phone_number: string, code: string): Uint8Array
  /** Whether `code` is the one behind the digest. Takes the same time either way. */
  codeMatches(digest: Uint8Array, phone_code_hash: string, phone_number: string, code: string): boolean
}

/** @param key - 32 secret bytes used for nothing else */
export function createCodeSecrets(key: Uint8Array): CodeSecrets {
  const codeDigest = (phone_code_hash: string, phone_number: string, code: string): Uint8Array =>
    keyed(key, 'code digest', phone_code_hash, phone_number, code)
  return {
    codeBytes: (phone_code_hash, phone_number, generation) =>
      keyed(key, 'code', phone_code_hash, phone_number, String(generation)),
    nonce: (phone_code_hash, phone_number) => keyed(key, 'integrity nonce', phone_code_hash, phone_number),
    hashDigest: phone_code_hash => keyed(key, 'hash digest', phone_code_hash),
    codeDigest,
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
