// For users: read, check, compare and print schemas, compile codecs.
export { checkSchema, type SchemaProblem } from './check.ts'
export { compileCodec } from './compile.ts'
// For people building on it: parts of the model, and what codecs are made of.
export { crc32 } from './crc32.ts'
export { type CombinatorChange, diffSchemas, type SchemaDiff } from './diff.ts'
export { TlSchemaError, TlSyntaxError } from './errors.ts'
export { type GenerateOptions, generateCodec } from './generate/generate-codec.ts'
export { computeId, normalizedText } from './ids.ts'
export { parseSchema } from './parser.ts'
export { printCombinator, printField, printSchema, printType } from './printer.ts'
export type { Codec, CodecOptions, TlObject } from './runtime/index.ts'
export type { Combinator, Condition, Field, Generic, PrimitiveName, Schema, TypeExpression } from './schema.ts'
export { isConstructorName, isFlagsField, primitiveNames } from './schema.ts'
