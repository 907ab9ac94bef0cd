import { concatBytes, reverseBytes, xorBytes } from './bytes.ts'
import { constantTimeEqual } from './constant-time.ts'
import { CryptoError } from './crypto-error.ts'
import type { CryptoProvider } from './provider.ts'
import { RSA_BYTES, type RsaPrivateKey, type RsaPublicKey } from './rsa-key.ts'

/** Longest data that RSA_PAD takes. */
export const RSA_PAD_DATA_BYTES_MAX: number = 144

const PADDED_BYTES = 192
const TEMP_KEY_BYTES = 32
const ZERO_IV = new Uint8Array(32)

/** Each draw is refused with a probability below 1/2, so only a broken random source gets here. */
const DRAWS_MAX = 256

/**
 * Encrypts the inner data of the key exchange for the owner of a public key (RSA_PAD).
 *
 * @param data - at most 144 bytes
 * @returns 256 bytes
 * @throws {CryptoError} `LENGTH_INVALID`; `RANDOM_EXHAUSTED` when the random source never gives a usable key
 * @see {@link https://core.telegram.org/mtproto/auth_key#4-1-rsa-paddata-server-public-key-mentioned-above-is-implemented-as-follows}
 */
export function rsaPadEncrypt(
  provider: Pick<CryptoProvider, 'random' | 'sha256' | 'igeEncrypt' | 'modPow'>,
  data: Uint8Array,
  publicKey: RsaPublicKey,
): Uint8Array {
  if (data.length > RSA_PAD_DATA_BYTES_MAX) {
    throw new CryptoError('LENGTH_INVALID', `RSA_PAD takes at most 144 bytes, not ${data.length}`)
  }
  const data_with_padding = concatBytes(data, provider.random(PADDED_BYTES - data.length))
  const data_pad_reversed = reverseBytes(data_with_padding)
  for (let draw = 0; draw < DRAWS_MAX; draw++) {
    const temp_key = provider.random(TEMP_KEY_BYTES)
    // The hash covers the padded data in its original order.
    const data_with_hash = concatBytes(data_pad_reversed, provider.sha256(temp_key, data_with_padding))
    const aes_encrypted = provider.igeEncrypt(data_with_hash, temp_key, ZERO_IV)
    const temp_key_xor = xorBytes(temp_key, provider.sha256(aes_encrypted))
    const key_aes_encrypted = concatBytes(temp_key_xor, aes_encrypted)
    // Not below the modulus: the remainder would be another number, so a new temp_key is drawn.
    if (isBelow(key_aes_encrypted, publicKey.modulus)) {
      return provider.modPow(key_aes_encrypted, publicKey.exponent, publicKey.modulus)
    }
  }
  throw new CryptoError('RANDOM_EXHAUSTED', 'the random source gave no temp_key that fits below the modulus')
}

/**
 * Decrypts what {@link rsaPadEncrypt} made.
 *
 * All ways to fail look the same: `undefined`, after the same work for every block of 256 bytes that is a number below
 * the modulus. (Whether it is one, the sender knows anyway.)
 *
 * @returns 192 bytes: the data, then its padding
 */
export function rsaPadDecrypt(
  provider: Pick<CryptoProvider, 'sha256' | 'igeDecrypt'>,
  block: Uint8Array,
  privateKey: RsaPrivateKey,
): Uint8Array | undefined {
  if (block.length !== RSA_BYTES || !isBelow(block, privateKey.publicKey.modulus)) return undefined
  const key_aes_encrypted = privateKey.decryptRaw(block)
  const temp_key_xor = key_aes_encrypted.subarray(0, TEMP_KEY_BYTES)
  const aes_encrypted = key_aes_encrypted.subarray(TEMP_KEY_BYTES)
  const temp_key = xorBytes(temp_key_xor, provider.sha256(aes_encrypted))
  const data_with_hash = provider.igeDecrypt(aes_encrypted, temp_key, ZERO_IV)
  const data_with_padding = reverseBytes(data_with_hash.subarray(0, PADDED_BYTES))
  // Without this comparison the block would be textbook RSA, which anyone can alter.
  const expected = provider.sha256(temp_key, data_with_padding)
  return constantTimeEqual(expected, data_with_hash.subarray(PADDED_BYTES)) ? data_with_padding : undefined
}

/** Compares two big-endian numbers of the same length. */
function isBelow(number: Uint8Array, limit: Uint8Array): boolean {
  for (let i = 0; i < number.length; i++) {
    const difference = (number[i] as number) - (limit[i] as number)
    if (difference !== 0) return difference < 0
  }
  return false
}
