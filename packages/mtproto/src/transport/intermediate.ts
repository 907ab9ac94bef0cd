import type { ByteQueue } from './byte-queue.ts'
import type { Framing, FramingOptions } from './framing.ts'
import { checkFrameLength, checkPayload, checkWholeWords, frameOf, uint32Bytes, writeUint32 } from './framing.ts'
import type { Frame } from './transport.ts'

/** The four bytes a client sends first. */
export const intermediateTag: Uint8Array = Uint8Array.of(0xee, 0xee, 0xee, 0xee)

/**
 * Makes the intermediate framing: a length of four bytes, whose top bit is the quick acknowledgement.
 *
 * @see {@link https://core.telegram.org/mtproto/mtproto-transports#intermediate}
 */
export function createIntermediateFraming(options: FramingOptions): Framing {
  return {
    encode(payload, quickAck) {
      checkPayload(payload)
      return encodeIntermediate(payload, quickAck)
    },
    encodeError: code => encodeIntermediate(uint32Bytes(code), false),
    encodeQuickAck: token => uint32Bytes(token | 0x80000000),
    read: queue => readIntermediate(queue, options),
  }
}

function encodeIntermediate(payload: Uint8Array, quickAck: boolean): Uint8Array {
  const frame = new Uint8Array(4 + payload.length)
  writeUint32(frame, 0, quickAck ? payload.length | 0x80000000 : payload.length)
  frame.set(payload, 4)
  return frame
}

function readIntermediate(queue: ByteQueue, options: FramingOptions): Frame | 'skipped' | undefined {
  if (queue.length < 4) return undefined
  const header = queue.uint32(0)
  const topBit = header >= 0x80000000
  if (topBit && options.role === 'client') {
    queue.skip(4)
    return { kind: 'quickAck', token: header }
  }
  const length = header & 0x7fffffff
  checkFrameLength(length, options.frameBytesMax)
  checkWholeWords(length)
  if (queue.length < 4 + length) return undefined
  queue.skip(4)
  return frameOf(queue.take(length), topBit, options.role)
}
