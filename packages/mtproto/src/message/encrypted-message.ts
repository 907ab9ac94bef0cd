import type { AuthKey } from '@chappe/crypto'
import type { CryptoEnv } from '../env.ts'
import { SecurityError } from '../errors.ts'
import { containerLength, type InnerMessage, writeContainer } from './container.ts'

/**
 * What the envelope protects: one message with the salt and session it belongs to.
 *
 * `body = salt : 8 | session_id : 8 | msg_id : 8 | seq_no : 4 | message_data_length : 4 | message_data | padding`
 *
 * @see {@link https://core.telegram.org/mtproto/description#encrypted-message-encrypted-data}
 */
export interface EncryptedMessage extends InnerMessage {
  readonly server_salt: bigint
  readonly session_id: bigint
}

/** What {@link sealMessage} takes: a message whose body is bytes, or a container given by its messages. */
export type OutgoingEnvelope = Omit<EncryptedMessage, 'body'> & { readonly body: Uint8Array | readonly InnerMessage[] }

/**
 * How much padding to add: `minimal` is 12 to 27 bytes; `rounded` brings the encrypted length up to one of a few sizes,
 * so that lengths on the wire tell less about contents (TDLib's steps).
 */
export type PaddingPolicy = 'minimal' | 'rounded'

/**
 * Lays a message out, pads it with fresh random bytes and encrypts it under a key (MTProto 2.0).
 *
 * @param sender - the side that sends: decides the part of the key that is used (x = 0 or 8)
 * @returns the payload of one packet, and the token of its quick acknowledgement
 * @see {@link https://core.telegram.org/mtproto/description#defining-aes-key-and-initialization-vector}
 */
export function sealMessage(
  env: CryptoEnv,
  authKey: AuthKey,
  sender: 'client' | 'server',
  message: OutgoingEnvelope,
  padding: PaddingPolicy = 'minimal',
): { packet: Uint8Array; quickAckToken: number } {
  const isBytes = message.body instanceof Uint8Array
  const length = isBytes
    ? (message.body as Uint8Array).length
    : containerLength(message.body as readonly InnerMessage[])
  const total = paddedLength(headerBytes + length, padding)
  const body = new Uint8Array(total)
  const view = new DataView(body.buffer)
  view.setBigInt64(0, message.server_salt, true)
  view.setBigInt64(8, message.session_id, true)
  view.setBigUint64(16, message.msg_id, true)
  view.setInt32(24, message.seqno, true)
  view.setInt32(28, length, true)
  if (isBytes) body.set(message.body as Uint8Array, headerBytes)
  else writeContainer(body, headerBytes, message.body as readonly InnerMessage[])
  body.set(env.crypto.random(total - headerBytes - length), headerBytes + length)
  const { packet, quickAckToken } = env.crypto.seal(authKey, sender, body)
  return { packet, quickAckToken }
}

/**
 * Decrypts one packet and checks everything that must hold before its contents may be looked at, in the order of the
 * documents: key, length, `msg_key`, inner length and padding (checks C20–C24 of a client, S14–S16 of a server).
 *
 * A wrong `msg_key` and a wrong inner length give the same error, so that nobody learns which of the two failed.
 *
 * @param sender - the side that sent the packet
 * @param packet - a payload without transport padding
 * @throws {SecurityError} `AUTH_KEY_ID_MISMATCH`, `MESSAGE_UNREADABLE`: drop the packet, close the connection, keep the key
 * @see {@link https://core.telegram.org/mtproto/security_guidelines#mtproto-encrypted-messages}
 */
export function openMessage(
  env: CryptoEnv,
  authKey: AuthKey,
  sender: 'client' | 'server',
  packet: Uint8Array,
): EncryptedMessage & { readonly quickAckToken: number } {
  // C20. auth_key_id is the one of the key in use.
  if (packet.length < 8 || authKeyIdOf(packet) !== authKey.auth_key_id) {
    throw new SecurityError('AUTH_KEY_ID_MISMATCH', 'packet under another key than the one in use; drop the connection')
  }
  // C21, S14. The encrypted part is not empty and made of whole AES blocks.
  const encryptedLength = packet.length - envelopeBytes
  if (encryptedLength < headerBytes + paddingBytesMin || encryptedLength % 16 !== 0) throw unreadable()
  // C22, S15. msg_key is compared over the whole plaintext, in constant time, before anything else is looked at.
  const opened = env.crypto.open(authKey, sender, packet)
  if (opened === undefined) throw unreadable()
  // C23, C24, S16. The inner length stays inside, and the padding has 12 to 1024 bytes.
  const { body, quickAckToken } = opened
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength)
  const length = view.getInt32(28, true)
  const paddingBytes = body.length - headerBytes - length
  if (length < 0 || length % 4 !== 0 || paddingBytes < paddingBytesMin || paddingBytes > paddingBytesMax) {
    throw unreadable()
  }
  return {
    server_salt: view.getBigInt64(0, true),
    session_id: view.getBigInt64(8, true),
    msg_id: view.getBigUint64(16, true),
    seqno: view.getInt32(24, true),
    body: body.subarray(headerBytes, headerBytes + length),
    quickAckToken,
  }
}

/** Reads the `auth_key_id` (signed TL long) that leads a payload; 0 for an unencrypted message or fewer than 8 bytes. */
export function authKeyIdOf(payload: Uint8Array): bigint {
  if (payload.length < 8) return 0n
  return new DataView(payload.buffer, payload.byteOffset, 8).getBigInt64(0, true)
}

const headerBytes = 32
const envelopeBytes = 24
const paddingBytesMin = 12
const paddingBytesMax = 1024
const roundedSizes = [64, 128, 192, 256, 384, 512, 768, 1024, 1280]
const roundedStep = 448

function paddedLength(unpadded: number, policy: PaddingPolicy): number {
  const least = Math.ceil((unpadded + paddingBytesMin) / 16) * 16
  if (policy === 'minimal') return least
  const size = roundedSizes.find(candidate => candidate >= least)
  if (size !== undefined) return size
  return 1280 + Math.ceil((least - 1280) / roundedStep) * roundedStep
}

function unreadable(): SecurityError {
  return new SecurityError(
    'MESSAGE_UNREADABLE',
    'encrypted message failed its checks; drop it and close the connection',
  )
}
