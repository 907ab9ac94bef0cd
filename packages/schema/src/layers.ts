import type { Codec } from '@chappe/tl/runtime'
import { api } from '../gen/api.js'
import { createDowngrade } from './downgrade.ts'
import { UnknownLayerError } from './errors.ts'
import { knownLayers, schemaOfLayer } from './layer-tables.ts'
import { ownCodec } from './own-codecs.ts'

export { UnknownLayerError } from './errors.ts'
export { declarationsOf, knownLayers, type LayerDeclaration, schemaOfLayer } from './layer-tables.ts'
export { decodeRequest } from './requests.ts'

/** The layer of {@link api}, of the types and of all values in a program. */
export const newestLayer: number = api.layer ?? 0

/**
 * Finds the layer to speak with a peer that announced `layer`: that one when we have it, else the nearest below, since a
 * peer knows the constructors of the layers before its own rather than of those after.
 *
 * @returns the layer to use, and whether it is the one announced
 * @throws {UnknownLayerError} below the lowest known layer
 * @see https://core.telegram.org/api/layers
 */
export function resolveLayer(layer: number): { layer: number; exact: boolean } {
  const nearest = knownLayers.find(known => known <= layer)
  if (nearest === undefined) throw new UnknownLayerError(layer, knownLayers.at(-1) ?? 0)
  return { layer: nearest, exact: nearest === layer }
}

/**
 * The codec of a layer, resolved by {@link resolveLayer}. The newest is ready; an older one is compiled when first
 * asked for (about a tenth of a second), then kept.
 *
 * An older codec takes values of the **newest** layer: fields that the layer lacks are dropped, fields that changed their
 * type are converted, and a constructor that it lacks is replaced where that is declared (an unknown medium becomes
 * `messageMediaUnsupported`). What cannot be said in the layer, such as an `Update` it does not have, is a
 * `TlEncodeError`: the sender leaves it out. Decoding gives the layer's own values.
 *
 * @throws {UnknownLayerError} below the lowest known layer
 */
export function codecForLayer(layer: number): Codec {
  const resolved = resolveLayer(layer).layer
  if (resolved === newestLayer) return api
  let codec = codecs.get(resolved)
  if (codec === undefined) {
    codec = olderCodec(resolved)
    codecs.set(resolved, codec)
  }
  return codec
}

const codecs = new Map<number, Codec>()

function olderCodec(layer: number): Codec {
  const schema = schemaOfLayer(layer)
  const newest = schemaOfLayer(newestLayer)
  const codec = ownCodec(layer)
  if (schema === undefined || newest === undefined || codec === undefined)
    throw new UnknownLayerError(layer, knownLayers.at(-1) ?? 0)
  const downgrade = createDowngrade(newest, schema)
  return {
    layer,
    encode: (writer, value) => codec.encode(writer, downgrade.object(value)),
    encodeResult: (writer, method, value) => codec.encodeResult(writer, method, downgrade.result(method, value)),
    encodeCall: (writer, method, parameters) => codec.encodeCall(writer, method, downgrade.parameters(parameters)),
    decode: reader => codec.decode(reader),
    decodeCall: reader => codec.decodeCall(reader),
    decodeResult: (reader, method) => codec.decodeResult(reader, method),
    hasConstructor: name => codec.hasConstructor(name),
    hasFunction: name => codec.hasFunction(name),
    idOf: name => codec.idOf(name),
    nameOf: id => codec.nameOf(id),
    definitionOf: name => codec.definitionOf(name),
  }
}
