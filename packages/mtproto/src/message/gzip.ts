import type { MtprotoEnv } from '../env.ts'
import { ProtocolError } from '../errors.ts'
import { gzip_packed } from './constructor-ids.ts'
import { isContainer, isGzipPacked } from './container.ts'
import { readTlBytes, tlBytesLength, writeTlBytes } from './tl-bytes.ts'

/** Largest object that `gzip_packed` may hold, in bytes. At the limit a packet of a few KiB costs 10 MiB for a moment. */
export const gunzippedBytesMax: number = 10 * 1024 * 1024

/** What a TL `bytes` field can hold at most. */
const tlBytesMax = 0xffffff

/**
 * Packs a boxed object as `gzip_packed#3072cfa1 packed_data:bytes = Object`.
 *
 * @returns the packed form when it is smaller, otherwise the body itself
 */
export function packGzip(env: MtprotoEnv, body: Uint8Array): Uint8Array {
  const packed = env.compression.gzip(body)
  const length = 4 + tlBytesLength(packed.length)
  if (length >= body.length || packed.length > tlBytesMax) return body
  const result = new Uint8Array(length)
  new DataView(result.buffer).setUint32(0, gzip_packed, true)
  writeTlBytes(result, 4, packed)
  return result
}

/**
 * Unpacks a body when it is `gzip_packed`, otherwise returns it as it is. One level only; containers cannot be packed.
 *
 * @throws {ProtocolError} `GZIP_MALFORMED` when the stream is broken, passes the bound, or holds another packed object or
 *   a container
 */
export function unpackGzip(env: MtprotoEnv, body: Uint8Array, bytesMax: number = gunzippedBytesMax): Uint8Array {
  if (!isGzipPacked(body)) return body
  const packed = readTlBytes(body, 4)
  if (packed === undefined) throw malformed('its packed_data does not fill the object')
  let object: Uint8Array
  try {
    const unpacked = env.compression.gunzip(packed, bytesMax)
    // Node answers with a Buffer, whose methods differ from those of the type it extends.
    object = new Uint8Array(unpacked.buffer, unpacked.byteOffset, unpacked.byteLength)
  } catch (cause) {
    throw malformed(`its stream is broken or unpacks to more than ${bytesMax} bytes`, cause)
  }
  if (object.length > bytesMax) throw malformed(`it unpacks to more than ${bytesMax} bytes`)
  if (isGzipPacked(object)) throw malformed('it holds another gzip_packed')
  if (isContainer(object)) throw malformed('it holds a container')
  return object
}

function malformed(reason: string, cause?: unknown): ProtocolError {
  return new ProtocolError('GZIP_MALFORMED', `gzip_packed cannot be used: ${reason}`, { cause })
}
