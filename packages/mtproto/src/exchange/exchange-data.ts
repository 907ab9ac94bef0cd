import type { temporaryKeys } from '@chappe/crypto'
import { concatBytes, constantTimeEqual } from '@chappe/crypto'
import type { TlObject } from '@chappe/tl/runtime'
import type { CryptoEnv } from '../env.ts'
import { decodeObject } from './handshake-objects.ts'

/** The temporary AES key and iv of one exchange (32 bytes each), both derived from the nonces. */
export type ExchangeKeys = ReturnType<typeof temporaryKeys>

/** Why encrypted data of an exchange is refused, in the order of the checks. */
export type ExchangeDataFault = 'LENGTH' | 'UNREADABLE' | 'HASH' | 'PADDING'

/**
 * Encrypts inner data: `AES-IGE(SHA1(data) + data + random(0..15))`.
 *
 * @see {@link https://core.telegram.org/mtproto/auth_key}, steps 5 and 6
 */
export function sealExchangeData(env: CryptoEnv, data: Uint8Array, keys: ExchangeKeys): Uint8Array {
  const paddingLength = (16 - ((hashBytes + data.length) % 16)) % 16
  const plaintext = concatBytes(env.crypto.sha1(data), data, env.crypto.random(paddingLength))
  return env.crypto.igeEncrypt(plaintext, keys.tmp_aes_key, keys.tmp_aes_iv)
}

/** Decrypts inner data and makes all checks that need no other knowledge. The object must still be narrowed. */
export function openExchangeData(
  env: CryptoEnv,
  encrypted: Uint8Array,
  keys: ExchangeKeys,
): { readonly object: TlObject } | { readonly fault: ExchangeDataFault } {
  if (encrypted.length % 16 !== 0 || encrypted.length <= hashBytes) return { fault: 'LENGTH' }
  const plaintext = env.crypto.igeDecrypt(encrypted, keys.tmp_aes_key, keys.tmp_aes_iv)
  const behindHash = plaintext.subarray(hashBytes)
  // Where the object ends is known only to its reader, and the hash covers exactly the object.
  const decoded = decodeObject(behindHash)
  if (decoded === undefined) return { fault: 'UNREADABLE' }
  const hash = env.crypto.sha1(behindHash.subarray(0, decoded.length))
  if (!constantTimeEqual(hash, plaintext.subarray(0, hashBytes))) return { fault: 'HASH' }
  if (behindHash.length - decoded.length >= 16) return { fault: 'PADDING' }
  return { object: decoded.object }
}

const hashBytes = 20
