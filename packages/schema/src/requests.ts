// A request's number alone says its shape, whatever layer the client announced, so a server reads the requests of
// every layer at once: with the newest codec, and where that meets a number it does not know, with the codec of the
// newest layer that does.

import { type TlObject, TlReader } from '@chappe/tl/runtime'
import { api } from '../gen/api.js'
import { homeOf } from './layer-tables.ts'
import { ownCodec } from './own-codecs.ts'

/**
 * Reads a function call of any known layer, with constructors of any known layer inside. The result carries the fields
 * of the layer that the number belongs to. The reader's limits and `inflate` are kept; it then stands behind the call.
 *
 * @throws {TlDecodeError} `UNKNOWN_FUNCTION` or `UNKNOWN_CONSTRUCTOR` for a number of no layer, and as `Codec.decodeCall`
 * @see https://core.telegram.org/api/invoking#layers
 */
export function decodeRequest(reader: TlReader): TlObject {
  const start = reader.position
  const { inflate } = reader.options
  const inner = new TlReader(reader.rawView(reader.remaining), {
    ...(inflate === undefined ? {} : { inflate }),
    limits: reader.limits,
    fallback: decodeConstructor,
    fallbackCall: decodeFunction,
  })
  inner.setDepth(reader.depth, reader.callDepth)
  const call = api.decodeCall(inner)
  reader.position = start + inner.position
  return call
}

// A number of another type than the place asks for stays unknown, so that an old constructor can stand only where a new
// one of its type could.
function decodeConstructor(id: number, reader: TlReader, expected: string | undefined): unknown {
  const home = homeOf('constructor', id)
  if (home === undefined || (expected !== undefined && expected !== home.type)) return undefined
  reader.position -= 4
  return ownCodec(home.layer)?.decode(reader)
}

function decodeFunction(id: number, reader: TlReader): TlObject | undefined {
  const home = homeOf('function', id)
  if (home === undefined) return undefined
  reader.position -= 4
  return ownCodec(home.layer)?.decodeCall(reader)
}
