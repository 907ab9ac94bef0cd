import type { CryptoEnv } from '../env.ts'
import { ProtocolError } from '../errors.ts'
import type { ByteQueue } from './byte-queue.ts'
import type { Framing, FramingOptions } from './framing.ts'
import { checkFrameLength, checkPayload, errorFrameOf, frameOf, uint32Bytes, writeUint32 } from './framing.ts'
import type { Frame } from './transport.ts'

/** The four bytes a client sends first. */
export const paddedIntermediateTag: Uint8Array = Uint8Array.of(0xdd, 0xdd, 0xdd, 0xdd)

/**
 * Makes the padded intermediate framing: like the intermediate one, with 0 to 15 random bytes behind each payload whose
 * number is not sent.
 *
 * @see {@link https://core.telegram.org/mtproto/mtproto-transports#padded-intermediate}
 */
export function createPaddedIntermediateFraming(env: CryptoEnv, options: FramingOptions): Framing {
  return {
    encode(payload, quickAck) {
      checkPayload(payload)
      const paddingLength = (env.crypto.random(1)[0] ?? 0) & 0x0f
      return encodePadded(payload, env.crypto.random(paddingLength), quickAck)
    },
    // Without padding: every client reads a body of exactly four bytes, not every client a longer one.
    encodeError: code => encodePadded(uint32Bytes(code), nothing, false),
    encodeQuickAck(token) {
      const body = new Uint8Array(8)
      writeUint32(body, 0, 0xffffffff)
      writeUint32(body, 4, token | 0x80000000)
      // At most 7 bytes: TDLib takes only bodies of less than 16 bytes for an acknowledgement.
      return encodePadded(body, env.crypto.random((env.crypto.random(1)[0] ?? 0) & 0x07), false)
    },
    read: queue => readPadded(queue, options),
  }
}

const nothing = new Uint8Array(0)

function encodePadded(payload: Uint8Array, padding: Uint8Array, quickAck: boolean): Uint8Array {
  const total = payload.length + padding.length
  const frame = new Uint8Array(4 + total)
  writeUint32(frame, 0, quickAck ? total | 0x80000000 : total)
  frame.set(payload, 4)
  frame.set(padding, 4 + payload.length)
  return frame
}

function readPadded(queue: ByteQueue, options: FramingOptions): Frame | 'skipped' | undefined {
  if (queue.length < 4) return undefined
  const header = queue.uint32(0)
  const topBit = header >= 0x80000000
  if (topBit && options.role === 'client') {
    throw new ProtocolError('FRAME_LENGTH_INVALID', 'a padded frame from a server never has the top bit of its length')
  }
  const total = header & 0x7fffffff
  checkFrameLength(total, options.frameBytesMax + paddingBytesMax)
  if (queue.length < 4 + total) return undefined
  queue.skip(4)
  const body = queue.take(total)
  if (options.role === 'client' && total < messageBytesMin) return readShort(body)
  return frameOf(withoutPadding(body), topBit, options.role)
}

const paddingBytesMax = 15

// A body below this length is never a message.
const messageBytesMin = 16

function readShort(body: Uint8Array): Frame | 'skipped' {
  if (body.length < 4) {
    throw new ProtocolError('FRAME_TOO_SHORT', `a frame of ${body.length} bytes cannot hold an error code`, {
      got: body.length,
      expected: 4,
    })
  }
  const isQuickAck = body.length >= 8 && body.subarray(0, 4).every(byte => byte === 0xff)
  if (!isQuickAck) return errorFrameOf(body)
  const token = ((body[4] ?? 0) | ((body[5] ?? 0) << 8) | ((body[6] ?? 0) << 16) | ((body[7] ?? 0) << 24)) >>> 0
  return { kind: 'quickAck', token }
}

/**
 * Cuts the transport padding. Encrypted: the part behind `auth_key_id` and `msg_key` is a whole number of AES blocks.
 * Unencrypted (`auth_key_id` 0): the message states its own length. A message that states nonsense is left as it is, for
 * the message layer to refuse.
 */
function withoutPadding(body: Uint8Array): Uint8Array {
  if (body.length < 24) return body
  const encrypted = body.subarray(0, 8).some(byte => byte !== 0)
  if (encrypted) return body.subarray(0, 24 + Math.floor((body.length - 24) / 16) * 16)
  const inner = (body[16] ?? 0) | ((body[17] ?? 0) << 8) | ((body[18] ?? 0) << 16) | ((body[19] ?? 0) << 24)
  return inner >= 0 && 20 + inner <= body.length ? body.subarray(0, 20 + inner) : body
}
