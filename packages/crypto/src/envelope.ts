import { type AuthKey, authKeyBytes } from './auth-key.ts'
import { concatBytes, equalBytes } from './bytes.ts'
import { constantTimeEqual } from './constant-time.ts'
import { CryptoError } from './crypto-error.ts'
import type { Ciphers, Hashes, OpenedMessage, SealedMessage, Sender } from './provider.ts'

/** Bytes before the ciphertext: `auth_key_id` and `msg_key`. */
export const ENVELOPE_HEADER_BYTES: number = 24

type Primitives = Pick<Hashes, 'sha256'> & Pick<Ciphers, 'igeEncrypt' | 'igeDecrypt'>

/**
 * Seals a message by the provider's hash and cipher. Providers offer this as `seal`.
 *
 * @throws {CryptoError} `LENGTH_INVALID` when the body is empty or not a multiple of 16 bytes
 */
export function sealMessage(primitives: Primitives, authKey: AuthKey, sender: Sender, body: Uint8Array): SealedMessage {
  checkBody(body)
  const key = authKeyBytes(authKey)
  const x = directionOffset(sender)
  const msg_key_large = primitives.sha256(key.subarray(88 + x, 120 + x), body)
  const msg_key = msg_key_large.slice(8, 24)
  const { aes_key, aes_iv } = messageKeys(primitives, key, x, msg_key)
  const ciphertext = primitives.igeEncrypt(body, aes_key, aes_iv)
  return {
    packet: concatBytes(authKey.auth_key_id_bytes, msg_key, ciphertext),
    msg_key,
    quickAckToken: quickAckToken(msg_key_large),
  }
}

/**
 * Opens a message by the provider's hash and cipher. Providers offer this as `open`.
 */
export function openMessage(
  primitives: Primitives,
  authKey: AuthKey,
  sender: Sender,
  packet: Uint8Array,
): OpenedMessage | undefined {
  const length = packet.length - ENVELOPE_HEADER_BYTES
  if (length < 16 || length % 16 !== 0) return undefined
  if (!equalBytes(packet.subarray(0, 8), authKey.auth_key_id_bytes)) return undefined
  const key = authKeyBytes(authKey)
  const x = directionOffset(sender)
  const msg_key = packet.subarray(8, ENVELOPE_HEADER_BYTES)
  const { aes_key, aes_iv } = messageKeys(primitives, key, x, msg_key)
  const body = primitives.igeDecrypt(packet.subarray(ENVELOPE_HEADER_BYTES), aes_key, aes_iv)
  // security_guidelines, "Checking SHA256 hash value of msg_key": over all that was decrypted, padding included,
  // before anything else looks at the content.
  const msg_key_large = primitives.sha256(key.subarray(88 + x, 120 + x), body)
  if (!constantTimeEqual(msg_key_large.subarray(8, 24), msg_key)) return undefined
  return { body, quickAckToken: quickAckToken(msg_key_large) }
}

/**
 * Derives the AES key and iv of one message (MTProto 2.0).
 *
 * @param key - the 256 bytes of the authorization key
 * @param x - 0 from client to server, 8 from server to client
 * @see {@link https://core.telegram.org/mtproto/description#defining-aes-key-and-initialization-vector}
 */
export function messageKeys(
  hashes: Pick<Hashes, 'sha256'>,
  key: Uint8Array,
  x: number,
  msg_key: Uint8Array,
): { aes_key: Uint8Array; aes_iv: Uint8Array } {
  const sha256_a = hashes.sha256(msg_key, key.subarray(x, x + 36))
  const sha256_b = hashes.sha256(key.subarray(40 + x, 76 + x), msg_key)
  const aes_key = new Uint8Array(32)
  aes_key.set(sha256_a.subarray(0, 8), 0)
  aes_key.set(sha256_b.subarray(8, 24), 8)
  aes_key.set(sha256_a.subarray(24, 32), 24)
  const aes_iv = new Uint8Array(32)
  aes_iv.set(sha256_b.subarray(0, 8), 0)
  aes_iv.set(sha256_a.subarray(8, 24), 8)
  aes_iv.set(sha256_b.subarray(24, 32), 24)
  return { aes_key, aes_iv }
}

/** x of the formulas. */
export function directionOffset(sender: Sender): number {
  return sender === 'client' ? 0 : 8
}

/**
 * Refuses a body that cannot be encrypted.
 *
 * @throws {CryptoError} `LENGTH_INVALID`
 */
export function checkBody(body: Uint8Array): void {
  if (body.length === 0 || body.length % 16 !== 0) {
    throw new CryptoError('LENGTH_INVALID', `a message body must be a multiple of 16 bytes, but has ${body.length}`)
  }
}

/** mtproto-transports, "Quick ack": the first 32 bits of the same hash, with the most significant bit set. */
export function quickAckToken(msg_key_large: Uint8Array): number {
  const [b0 = 0, b1 = 0, b2 = 0, b3 = 0] = msg_key_large
  return (b0 | (b1 << 8) | (b2 << 16) | (b3 << 24) | 0x80000000) >>> 0
}
