import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * The keyed functions that stand between codes and the database. A code is computed from its `phone_code_hash` under the
 * server secret, so that a resend can carry the same code although neither of the two is stored.
 */
export interface CodeSecrets {
  /** Returns the code of a hash: `length` decimal digits. Another `generation` gives an unrelated code. */
  code(phone_code_hash: string, phone_number: string, generation: number, length: number): string
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
    code(phone_code_hash, phone_number, generation, length) {
      const bytes = keyed(key, 'code', phone_code_hash, phone_number, String(generation))
      // 128 bits modulo 10^length: the bias is below 2^-100.
      const value = BigInt(`0x${Buffer.from(bytes.subarray(0, 16)).toString('hex')}`) % 10n ** BigInt(length)
      return value.toString().padStart(length, '0')
    },
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
