import { type AuthKey, authKeyBytes } from '../auth-key.ts'
import { equalBytes } from '../bytes.ts'
import { checkBody, directionOffset, ENVELOPE_HEADER_BYTES, quickAckToken } from '../envelope.ts'
import type { OpenedMessage, SealedMessage, Sender } from '../provider.ts'

/** The part of the kernel that seals and opens a whole message in one call. */
export interface ShortEnvelope {
  /** As `CryptoProvider.seal`, for bodies up to {@link SHORT_BODY_BYTES_MAX}. */
  seal(authKey: AuthKey, sender: Sender, body: Uint8Array): SealedMessage
  /** As `CryptoProvider.open`, for bodies up to {@link SHORT_BODY_BYTES_MAX}. */
  open(authKey: AuthKey, sender: Sender, packet: Uint8Array): OpenedMessage | undefined
}

/** Longest body: what is before it and the padding of the hash have to fit into the kernel's buffer too. */
export const SHORT_BODY_BYTES_MAX: number = 32 * 1024

/** Where the body is in the buffer; before it are 16 bytes for the hash and `msg_key` (assembly/envelope.ts). */
const BODY_OFFSET = 32

/** Padding of a hash at its longest. */
const HASH_PADDING_BYTES = 72

interface Regions {
  readonly buffer: Uint8Array
  readonly authKey: Uint8Array
  readonly msgKeyLarge: Uint8Array
  seal(x: number, length: number): void
  open(x: number, length: number): number
  wipe(length: number): void
}

/** Wraps the kernel's own seal and open. */
export function createShortEnvelope(kernel: Regions): ShortEnvelope {
  const { buffer } = kernel
  const bodyView = buffer.subarray(BODY_OFFSET)
  const messageView = buffer.subarray(BODY_OFFSET - 16)
  return {
    seal(authKey, sender, body) {
      checkBody(body)
      kernel.authKey.set(authKeyBytes(authKey))
      bodyView.set(body)
      kernel.seal(directionOffset(sender), body.length)
      const packet = buffer.slice(BODY_OFFSET - ENVELOPE_HEADER_BYTES, BODY_OFFSET + body.length)
      packet.set(authKey.auth_key_id_bytes)
      const token = quickAckToken(kernel.msgKeyLarge)
      kernel.wipe(BODY_OFFSET + body.length + HASH_PADDING_BYTES)
      return { packet, msg_key: packet.slice(8, ENVELOPE_HEADER_BYTES), quickAckToken: token }
    },
    open(authKey, sender, packet) {
      const length = packet.length - ENVELOPE_HEADER_BYTES
      if (length < 16 || length % 16 !== 0) return undefined
      if (!equalBytes(packet.subarray(0, 8), authKey.auth_key_id_bytes)) return undefined
      kernel.authKey.set(authKeyBytes(authKey))
      messageView.set(packet.subarray(8))
      const verified = kernel.open(directionOffset(sender), length) !== 0
      const opened = verified
        ? { body: bodyView.slice(0, length), quickAckToken: quickAckToken(kernel.msgKeyLarge) }
        : undefined
      kernel.wipe(BODY_OFFSET + length + HASH_PADDING_BYTES)
      return opened
    },
  }
}
