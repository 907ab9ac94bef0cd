// For users of a codec.
export type { Codec, TlObject } from './codec.ts'
// For generated code.
export { createCodec, type GeneratedCodec } from './create-codec.ts'
export {
  isTlDecodeError,
  isTlEncodeError,
  TlDecodeError,
  type TlDecodeErrorCode,
  TlEncodeError,
  type TlEncodeErrorCode,
} from './errors.ts'
export { defaultLimits, type TlLimits, tlStringBytesMax, writerBytesMax } from './limits.ts'
export { TlReader, type TlReaderOptions } from './reader.ts'
export type { CodecOptions, CodecTables, CombinatorTable } from './tables.ts'
export { decodeFromBytes, encodeToBytes } from './whole.ts'
export { TlWriter, type TlWriterOptions } from './writer.ts'
