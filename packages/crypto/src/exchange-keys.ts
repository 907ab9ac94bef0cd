import { bytesToLong, concatBytes, xorBytes } from './bytes.ts'
import { expectLength } from './crypto-error.ts'
import type { Hashes } from './provider.ts'

/**
 * Derives the key and iv that protect the second half of the key exchange. The nonces count with all their bytes,
 * leading zeros included.
 *
 * @param new_nonce - 32 bytes
 * @param server_nonce - 16 bytes
 * @throws {CryptoError} `LENGTH_INVALID`
 * @see {@link https://core.telegram.org/mtproto/auth_key#6-server-responds-with}
 */
export function temporaryKeys(
  hashes: Pick<Hashes, 'sha1'>,
  new_nonce: Uint8Array,
  server_nonce: Uint8Array,
): { tmp_aes_key: Uint8Array; tmp_aes_iv: Uint8Array } {
  expectLength('new_nonce', new_nonce, 32)
  expectLength('server_nonce', server_nonce, 16)
  const newServer = hashes.sha1(new_nonce, server_nonce)
  const serverNew = hashes.sha1(server_nonce, new_nonce)
  const newNew = hashes.sha1(new_nonce, new_nonce)
  return {
    // tmp_aes_key := SHA1(new_nonce + server_nonce) + substr(SHA1(server_nonce + new_nonce), 0, 12)
    tmp_aes_key: concatBytes(newServer, serverNew.subarray(0, 12)),
    // tmp_aes_iv := substr(SHA1(server_nonce + new_nonce), 12, 8) + SHA1(new_nonce + new_nonce)
    //   + substr(new_nonce, 0, 4)
    tmp_aes_iv: concatBytes(serverNew.subarray(12, 20), newNew, new_nonce.subarray(0, 4)),
  }
}

/**
 * Computes `new_nonce_hash1`, `2` or `3`: the server's proof, in `dh_gen_ok`, `dh_gen_retry` or `dh_gen_fail`, that it
 * has the same key.
 *
 * @param aux_hash - `auth_key_aux_hash`, 8 bytes ({@link AuthKey.aux_hash})
 * @returns 16 bytes
 * @throws {CryptoError} `LENGTH_INVALID`
 * @see {@link https://core.telegram.org/mtproto/auth_key#9-server-responds-in-one-of-three-ways}
 */
export function newNonceHash(
  hashes: Pick<Hashes, 'sha1'>,
  number: 1 | 2 | 3,
  new_nonce: Uint8Array,
  aux_hash: Uint8Array,
): Uint8Array {
  expectLength('new_nonce', new_nonce, 32)
  expectLength('auth_key_aux_hash', aux_hash, 8)
  return hashes.sha1(new_nonce, Uint8Array.of(number), aux_hash).slice(4, 20)
}

/**
 * Computes the first `server_salt` of a new key, as a TL `long`.
 *
 * @see {@link https://core.telegram.org/mtproto/auth_key#9-server-responds-in-one-of-three-ways}
 */
export function firstSalt(new_nonce: Uint8Array, server_nonce: Uint8Array): bigint {
  expectLength('new_nonce', new_nonce, 32)
  expectLength('server_nonce', server_nonce, 16)
  return bytesToLong(xorBytes(new_nonce.subarray(0, 8), server_nonce.subarray(0, 8)))
}
