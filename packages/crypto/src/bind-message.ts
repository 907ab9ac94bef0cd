import { type AuthKey, authKeyBytes } from './auth-key.ts'
import { bytesToLong, concatBytes, equalBytes, longToBytes } from './bytes.ts'
import { constantTimeEqual } from './constant-time.ts'
import { expectLength } from './crypto-error.ts'
import { ENVELOPE_HEADER_BYTES } from './envelope.ts'
import type { CryptoProvider } from './provider.ts'

/** Bytes of a boxed `bind_auth_key_inner`. */
export const BIND_INNER_BYTES: number = 40

const PLAIN_BYTES = 32 + BIND_INNER_BYTES
const PADDING_BYTES = 8

/** Bytes of `encrypted_message` in `auth.bindTempAuthKey`. */
export const BIND_MESSAGE_BYTES: number = ENVELOPE_HEADER_BYTES + PLAIN_BYTES + PADDING_BYTES

/** What the server finds in a binding message whose `msg_key` is right. */
export interface BindMessage {
  /** Must equal the id of the message that carries the request. */
  readonly msg_id: bigint
  /** A boxed `bind_auth_key_inner`, 40 bytes. */
  readonly inner: Uint8Array
}

/**
 * Makes the `encrypted_message` of `auth.bindTempAuthKey`: the only message that is still sealed as MTProto 1.0, with
 * the permanent key.
 *
 * @param msg_id - of the message that will carry the request
 * @param inner - a boxed `bind_auth_key_inner`, 40 bytes
 * @throws {CryptoError} `LENGTH_INVALID`
 * @see {@link https://core.telegram.org/method/auth.bindTempAuthKey#encrypted-message}
 */
export function sealBindMessage(
  provider: Pick<CryptoProvider, 'random' | 'sha1' | 'igeEncrypt'>,
  permanentKey: AuthKey,
  message: BindMessage,
): Uint8Array {
  expectLength('bind_auth_key_inner', message.inner, BIND_INNER_BYTES)
  const seqnoAndLength = Uint8Array.of(0, 0, 0, 0, BIND_INNER_BYTES, 0, 0, 0)
  // 128 random bits stand where salt and session_id would be.
  const plain = concatBytes(provider.random(16), longToBytes(message.msg_id), seqnoAndLength, message.inner)
  // Version 1 hashes the message without its padding.
  const msg_key = provider.sha1(plain).slice(4, 20)
  const { aes_key, aes_iv } = versionOneKeys(provider, authKeyBytes(permanentKey), msg_key)
  const padded = concatBytes(plain, provider.random(PADDING_BYTES))
  return concatBytes(permanentKey.auth_key_id_bytes, msg_key, provider.igeEncrypt(padded, aes_key, aes_iv))
}

/**
 * Opens an `encrypted_message` of `auth.bindTempAuthKey`. Whether the numbers inside are the right ones is for the
 * caller to check.
 *
 * @returns `undefined` when length, key id, `msg_key`, seqno (0) or inner length (40) is wrong
 */
export function openBindMessage(
  provider: Pick<CryptoProvider, 'sha1' | 'igeDecrypt'>,
  permanentKey: AuthKey,
  encrypted_message: Uint8Array,
): BindMessage | undefined {
  if (encrypted_message.length !== BIND_MESSAGE_BYTES) return undefined
  if (!equalBytes(encrypted_message.subarray(0, 8), permanentKey.auth_key_id_bytes)) return undefined
  const msg_key = encrypted_message.subarray(8, ENVELOPE_HEADER_BYTES)
  const { aes_key, aes_iv } = versionOneKeys(provider, authKeyBytes(permanentKey), msg_key)
  const plain = provider.igeDecrypt(encrypted_message.subarray(ENVELOPE_HEADER_BYTES), aes_key, aes_iv)
  const expected = provider.sha1(plain.subarray(0, PLAIN_BYTES)).subarray(4, 20)
  if (!constantTimeEqual(expected, msg_key)) return undefined
  const numbers = new DataView(plain.buffer, plain.byteOffset, PLAIN_BYTES)
  if (numbers.getInt32(24, true) !== 0 || numbers.getInt32(28, true) !== BIND_INNER_BYTES) return undefined
  return { msg_id: bytesToLong(plain.subarray(16, 24)), inner: plain.slice(32, PLAIN_BYTES) }
}

/**
 * Derives the AES key and iv of a message from the client in MTProto 1.0.
 *
 * @see {@link https://core.telegram.org/mtproto/description_v1#defining-aes-key-and-initialization-vector}
 */
export function versionOneKeys(
  hashes: Pick<CryptoProvider, 'sha1'>,
  key: Uint8Array,
  msg_key: Uint8Array,
): { aes_key: Uint8Array; aes_iv: Uint8Array } {
  const sha1_a = hashes.sha1(msg_key, key.subarray(0, 32))
  const sha1_b = hashes.sha1(key.subarray(32, 48), msg_key, key.subarray(48, 64))
  const sha1_c = hashes.sha1(key.subarray(64, 96), msg_key)
  const sha1_d = hashes.sha1(msg_key, key.subarray(96, 128))
  return {
    aes_key: concatBytes(sha1_a.subarray(0, 8), sha1_b.subarray(8, 20), sha1_c.subarray(4, 16)),
    aes_iv: concatBytes(sha1_a.subarray(8, 20), sha1_b.subarray(0, 8), sha1_c.subarray(16, 20), sha1_d.subarray(0, 8)),
  }
}
