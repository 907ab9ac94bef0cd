import { createRequire } from 'node:module'
import { type Codec, compileCodec, parseSchema } from '@chappe/tl'

/**
 * GramJS speaks layer 198 only: it runs on the same logical data in that layer, with fields that the layer lacks
 * left out. Its values are made by its own reader from bytes that a codec of its own schema wrote.
 */
export interface GramjsCodec {
  /** Our codec of the schema that GramJS carries. */
  readonly layer198: Codec
  encode(value: unknown): Uint8Array
  decode(bytes: Uint8Array): unknown
}

interface Reader {
  tgReadObject(): unknown
}

/** Loads GramJS. @param modules - the node_modules folder of the peers */
export function loadGramjs(modules: string): GramjsCodec {
  const require = createRequire(`${modules}/`)
  require('telegram/tl')
  const { BinaryReader } = require('telegram/extensions') as { BinaryReader: new (bytes: Buffer) => Reader }
  return {
    layer198: compileCodec(parseSchema(require('telegram/tl/apiTl') as string)),
    encode: value => (value as { getBytes(): Uint8Array }).getBytes(),
    decode: bytes => new BinaryReader(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)).tgReadObject(),
  }
}
