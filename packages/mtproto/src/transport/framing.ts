import { ProtocolError, UsageError } from '../errors.ts'
import type { ByteQueue } from './byte-queue.ts'
import type { Frame } from './transport.ts'

/** Which end of the connection this is. It decides what an incoming short frame or a top bit means. */
export type Role = 'client' | 'server'

/** One kind of framing in both directions, without tag and without obfuscation. */
export interface Framing {
  encode(payload: Uint8Array, quickAck: boolean): Uint8Array
  encodeError(code: number): Uint8Array
  encodeQuickAck(token: number): Uint8Array
  /**
   * Removes one complete frame from the queue.
   *
   * @returns the frame; `skipped` for one that means nothing (a no-operation); undefined when more bytes are needed
   */
  read(queue: ByteQueue): Frame | 'skipped' | undefined
}

/** What every framing is made with. */
export interface FramingOptions {
  readonly role: Role
  /** Largest payload accepted, in bytes. */
  readonly frameBytesMax: number
}

/**
 * Tells a packet from a transport error by its length. Nothing shorter than 24 bytes is a message: an unencrypted one
 * has a header of 20 bytes and at least a constructor number, an encrypted one a header of 24.
 */
export function frameOf(payload: Uint8Array, quickAckWanted: boolean, role: Role): Frame | 'skipped' {
  if (payload.length >= packetBytesMin) return { kind: 'packet', payload, quickAckWanted }
  if (role === 'client' && payload.length === 4) return errorFrameOf(payload)
  throw new ProtocolError('FRAME_TOO_SHORT', `a frame of ${payload.length} bytes cannot hold a message`, {
    got: payload.length,
    expected: packetBytesMin,
  })
}

/** Reads a transport error code: four bytes, little-endian, negative; zero is a no-operation. */
export function errorFrameOf(bytes: Uint8Array): Frame | 'skipped' {
  const code = (bytes[0] ?? 0) | ((bytes[1] ?? 0) << 8) | ((bytes[2] ?? 0) << 16) | ((bytes[3] ?? 0) << 24)
  if (code < 0) return { kind: 'error', code }
  if (code === 0) return 'skipped'
  throw new ProtocolError('FRAME_TOO_SHORT', `a frame of four bytes holds ${code}, which is not an error code`, {
    got: code,
  })
}

const packetBytesMin = 24

/** Refuses a length above the bound, before anything is collected for it. */
export function checkFrameLength(length: number, frameBytesMax: number): void {
  if (length > frameBytesMax) {
    throw new ProtocolError('FRAME_TOO_LARGE', `a frame of ${length} bytes is above the limit`, {
      got: length,
      expected: frameBytesMax,
    })
  }
}

/** Refuses a length that no payload has. */
export function checkWholeWords(length: number): void {
  if (length % 4 !== 0) {
    throw new ProtocolError('FRAME_LENGTH_INVALID', `a frame of ${length} bytes: the length must be divisible by 4`, {
      got: length,
    })
  }
}

/** Refuses an outgoing payload that the other side could not read. */
export function checkPayload(payload: Uint8Array): void {
  if (payload.length < 4 || payload.length % 4 !== 0 || payload.length > payloadBytesMax) {
    throw new UsageError(
      'PAYLOAD_LENGTH',
      `cannot frame ${payload.length} bytes: give one whole message, its length divisible by 4 and below 16 MiB`,
    )
  }
}

const payloadBytesMax = 16 * 1024 * 1024

/** Writes an unsigned 32-bit number, little-endian. */
export function writeUint32(target: Uint8Array, offset: number, value: number): void {
  target[offset] = value
  target[offset + 1] = value >>> 8
  target[offset + 2] = value >>> 16
  target[offset + 3] = value >>> 24
}

/** The four bytes of a number, little-endian. */
export function uint32Bytes(value: number): Uint8Array {
  const bytes = new Uint8Array(4)
  writeUint32(bytes, 0, value)
  return bytes
}
