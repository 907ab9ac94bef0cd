import { ProtocolError } from '../errors.ts'
import type { ByteQueue } from './byte-queue.ts'
import { crc32 } from './crc32.ts'
import type { Framing, FramingOptions } from './framing.ts'
import { checkFrameLength, checkPayload, checkWholeWords, frameOf, uint32Bytes, writeUint32 } from './framing.ts'
import type { Frame } from './transport.ts'

/**
 * Makes the full framing: length, number of the frame and CRC-32 around each payload. It has no tag, and no quick
 * acknowledgement in the current documents: asking for one does nothing.
 *
 * @see {@link https://core.telegram.org/mtproto/mtproto-transports#full}
 */
export function createFullFraming(options: FramingOptions): Framing {
  // Frames are counted from 0 in each direction of a connection, apart from the seqno of messages.
  let sent = 0
  let received = 0
  return {
    encode(payload) {
      checkPayload(payload)
      return encodeFull(payload, sent++)
    },
    encodeError: code => encodeFull(uint32Bytes(code), sent++),
    encodeQuickAck: () => new Uint8Array(0),
    read(queue) {
      const frame = readFull(queue, received, options)
      if (frame !== undefined) received++
      return frame
    },
  }
}

function encodeFull(payload: Uint8Array, seqno: number): Uint8Array {
  const frame = new Uint8Array(payload.length + aroundBytes)
  writeUint32(frame, 0, frame.length)
  writeUint32(frame, 4, seqno)
  frame.set(payload, 8)
  writeUint32(frame, frame.length - 4, crc32(frame.subarray(0, frame.length - 4)))
  return frame
}

const aroundBytes = 12

function readFull(queue: ByteQueue, expectedSeqno: number, options: FramingOptions): Frame | 'skipped' | undefined {
  if (queue.length < 8) return undefined
  const length = queue.uint32(0)
  if (length < aroundBytes) {
    throw new ProtocolError('FRAME_TOO_SHORT', `a full frame of ${length} bytes has no room for its own header`, {
      got: length,
      expected: aroundBytes,
    })
  }
  checkFrameLength(length - aroundBytes, options.frameBytesMax)
  checkWholeWords(length)
  const seqno = queue.uint32(4)
  if (seqno !== expectedSeqno >>> 0) {
    throw new ProtocolError('FRAME_OUT_OF_ORDER', `frame number ${seqno} came where ${expectedSeqno} was next`, {
      got: seqno,
      expected: expectedSeqno,
    })
  }
  if (queue.length < length) return undefined
  const bytes = queue.take(length)
  const body = bytes.subarray(0, length - 4)
  if (crc32(body) !== new DataView(bytes.buffer, bytes.byteOffset + length - 4, 4).getUint32(0, true)) {
    throw new ProtocolError('FRAME_CHECKSUM_MISMATCH', 'the CRC-32 of a full frame is not that of its bytes')
  }
  return frameOf(body.subarray(8), false, options.role)
}
