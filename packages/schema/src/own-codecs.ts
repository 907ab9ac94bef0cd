import { compileCodec } from '@chappe/tl'
import type { Codec } from '@chappe/tl/runtime'
import { api } from '../gen/api.js'
import { type Home, oldRequestsSchema, schemaOfLayer } from './layer-tables.ts'

/**
 * The codec of one known layer for the layer's own values, without any conversion. Compiled when first asked for, then
 * kept; the newest layer's was compiled when the package was built.
 *
 * @returns undefined for a layer that is not known
 */
export function ownCodec(layer: Home['layer']): Codec | undefined {
  if (layer === api.layer) return api
  let codec = codecs.get(layer)
  if (codec === undefined) {
    const schema = layer === 'old-requests' ? oldRequestsSchema() : schemaOfLayer(layer)
    if (schema === undefined) return undefined
    codec = compileCodec(schema)
    codecs.set(layer, codec)
  }
  return codec
}

const codecs = new Map<Home['layer'], Codec>()
