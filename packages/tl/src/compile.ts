import { codecFunctions } from './generate/generate-codec.ts'
import { type Codec, type CodecOptions, type CodecTables, createCodec } from './runtime/index.ts'
import type { Schema } from './schema.ts'

/**
 * Compiles the codec of a schema at run time, with the same functions that {@link generateCodec} writes to a file.
 * Where the content policy forbids `new Function`, use a generated file instead.
 *
 * @param options - `fallback` names a value to encode where the schema lacks a constructor
 * @throws {TlSchemaError} when the schema cannot be compiled
 */
export function compileCodec(schema: Schema, options: CodecOptions = {}): Codec {
  const make = new Function('create', `const c = create(tables())\n${codecFunctions(schema)}\nreturn c`)
  return (make as (create: (tables: CodecTables) => Codec) => Codec)(tables => createCodec(tables, options))
}
