import type { ByteQueue } from './byte-queue.ts'
import type { Framing, FramingOptions } from './framing.ts'
import { checkFrameLength, checkPayload, frameOf, uint32Bytes } from './framing.ts'
import type { Frame } from './transport.ts'

/** The one byte a client sends first. */
export const abridgedTag: Uint8Array = Uint8Array.of(0xef)

/**
 * Makes the abridged framing: a length in words of one byte, or `7f` and three bytes.
 *
 * @see {@link https://core.telegram.org/mtproto/mtproto-transports#abridged}
 */
export function createAbridgedFraming(options: FramingOptions): Framing {
  return {
    encode(payload, quickAck) {
      checkPayload(payload)
      return encodeAbridged(payload, quickAck)
    },
    encodeError: code => encodeAbridged(uint32Bytes(code), false),
    // Reversed, so that the set top bit comes in the first byte and tells it from a length.
    encodeQuickAck: token => uint32Bytes(token | 0x80000000).reverse(),
    read: queue => readAbridged(queue, options),
  }
}

function encodeAbridged(payload: Uint8Array, quickAck: boolean): Uint8Array {
  const words = payload.length / 4
  const top = quickAck ? 0x80 : 0
  if (words < longForm) {
    const frame = new Uint8Array(1 + payload.length)
    frame[0] = words | top
    frame.set(payload, 1)
    return frame
  }
  const frame = new Uint8Array(4 + payload.length)
  frame[0] = longForm | top
  frame[1] = words
  frame[2] = words >>> 8
  frame[3] = words >>> 16
  frame.set(payload, 4)
  return frame
}

const longForm = 0x7f

function readAbridged(queue: ByteQueue, options: FramingOptions): Frame | 'skipped' | undefined {
  if (queue.length < 1) return undefined
  const first = queue.byte(0)
  const topBit = first >= 0x80
  if (topBit && options.role === 'client') return readQuickAck(queue)

  let words = first & 0x7f
  let headerBytes = 1
  if (words === longForm) {
    if (queue.length < 4) return undefined
    words = queue.uint32(0) >>> 8
    headerBytes = 4
  }
  const length = words * 4
  checkFrameLength(length, options.frameBytesMax)
  if (queue.length < headerBytes + length) return undefined
  queue.skip(headerBytes)
  return frameOf(queue.take(length), topBit, options.role)
}

function readQuickAck(queue: ByteQueue): Frame | undefined {
  if (queue.length < 4) return undefined
  const bytes = queue.take(4)
  const token = (((bytes[0] ?? 0) << 24) | ((bytes[1] ?? 0) << 16) | ((bytes[2] ?? 0) << 8) | (bytes[3] ?? 0)) >>> 0
  return { kind: 'quickAck', token }
}
