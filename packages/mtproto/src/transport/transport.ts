/**
 * What all TCP transports have in common: payloads in, frames out, in any slicing of the stream.
 *
 * @see {@link https://core.telegram.org/mtproto/mtproto-transports}
 */

/** The framings of the documents. Each but `full` may also be obfuscated. */
export type TransportKind = 'abridged' | 'intermediate' | 'paddedIntermediate' | 'full'

/** One thing read from the stream. */
export type Frame =
  | {
      readonly kind: 'packet'
      /** One message, without any transport padding. May share memory with the chunk that was pushed. */
      readonly payload: Uint8Array
      /** Whether the client asked for a quick acknowledgement of this packet (only ever true on a server). */
      readonly quickAckWanted: boolean
    }
  | {
      readonly kind: 'error'
      /** The transport error code, a negative number (only ever seen by a client). */
      readonly code: number
    }
  | {
      readonly kind: 'quickAck'
      /** The token as an unsigned 32-bit number with bit 31 set (only ever seen by a client). */
      readonly token: number
    }

/** One connection's framing, in both directions. It holds no socket: bytes go in and come out. */
export interface Transport {
  /**
   * Frames one payload.
   *
   * @param payload - one whole message; its length is divisible by four
   * @param options - `quickAck` asks the server for a quick acknowledgement (default false; `full` has none)
   * @returns the bytes to send, in order, after everything returned before
   * @throws {UsageError} `PAYLOAD_LENGTH`, `TRANSPORT_UNDETECTED`
   */
  encode(payload: Uint8Array, options?: { readonly quickAck?: boolean }): Uint8Array
  /** Frames a transport error code (server to client), for example −404. */
  encodeError(code: number): Uint8Array
  /** Frames a quick acknowledgement (server to client). Empty for `full`, which has none. */
  encodeQuickAck(token: number): Uint8Array
  /**
   * Takes bytes as they came and returns the frames that are complete. The chunk must not be changed afterwards:
   * payloads may be views of it.
   *
   * @throws {ProtocolError} when the bytes cannot be frames or exceed a bound; the transport is then dead, throws the
   *   same error at each further call, and the connection has to be closed
   */
  push(chunk: Uint8Array): Frame[]
}

/** Largest packet a server reads, in bytes: 1 MiB of message and 64 KiB of everything around it. */
export const clientToServerFrameBytesMax: number = 1024 * 1024 + 64 * 1024

/** Largest packet a client reads, in bytes: 16 MiB. At the limit one connection holds twice that while it collects. */
export const serverToClientFrameBytesMax: number = 16 * 1024 * 1024
