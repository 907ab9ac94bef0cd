import type { Codec, TlObject } from './codec.ts'
import { TlReader, type TlReaderOptions } from './reader.ts'
import { TlWriter } from './writer.ts'

/** Memory kept between calls of {@link encodeToBytes}, at most this many bytes. */
const scratchBytesMax = 1024 * 1024

/** Lent to one call at a time. */
let scratch: TlWriter | undefined

/**
 * Encodes one boxed value, constructor or function call, to bytes of its own.
 *
 * @throws {TlEncodeError} with the path of fields
 */
export function encodeToBytes(codec: Codec, value: TlObject): Uint8Array {
  const writer = scratch ?? new TlWriter(4096)
  scratch = undefined
  codec.encode(writer, value)
  const bytes = writer.finish().slice()
  writer.reset()
  if (bytes.length <= scratchBytesMax) scratch = writer
  return bytes
}

/**
 * Decodes one boxed value from bytes that hold nothing else.
 *
 * @throws {TlDecodeError} with offset and path; `TRAILING_BYTES` when bytes remain
 */
export function decodeFromBytes(codec: Codec, bytes: Uint8Array, options?: TlReaderOptions): unknown {
  const reader = new TlReader(bytes, options)
  const value = codec.decode(reader)
  reader.expectEnd()
  return value
}
