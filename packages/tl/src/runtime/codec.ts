import type { TlReader } from './reader.ts'
import type { TlWriter } from './writer.ts'

/** A boxed value: the name of its constructor, or of its function, under `_`. */
export type TlObject = { readonly _: string }

/**
 * Encodes and decodes the values of one schema.
 *
 * Values are plain objects with TL's own names. `int`, `double` and `#` are numbers, `long` is a signed bigint,
 * `string` a string, `bytes`, `int128` and `int256` are Uint8Array, `Bool` is boolean, vectors are arrays, and a
 * `flags.N?true` is `true` or undefined. Decoded objects have every field, undefined when absent; encoders accept
 * absent and undefined alike. Words of flags are computed and are not part of a value.
 */
export interface Codec {
  /** The layer of the schema, undefined for schemas without layers. */
  readonly layer: number | undefined
  /**
   * Appends a boxed constructor or function call.
   *
   * @throws {TlEncodeError} with the path of fields; the writer is then as it was before
   */
  encode(writer: TlWriter, value: TlObject): void
  /**
   * Reads any boxed value: a constructor, `Bool` (as a boolean) or a `Vector` of boxed items.
   *
   * @throws {TlDecodeError} with offset and path of fields
   */
  decode(reader: TlReader): unknown
  /**
   * Reads a function call, as a server does. `!X` arguments are calls again, at most `callDepthMax` deep. A
   * `gzip_packed` in the place of a call is unpacked when the reader has `inflate`, once.
   *
   * @throws {TlDecodeError} `UNKNOWN_FUNCTION` when no function has the number
   */
  decodeCall(reader: TlReader): TlObject
  /** Appends a call by its method's name; `_` may be left out of the parameters. @throws {TlEncodeError} */
  encodeCall(writer: TlWriter, method: string, parameters: object): void
  /**
   * Appends the boxed answer of a method. A method that answers its argument's type (`= X`) takes any boxed value.
   *
   * @throws {TlEncodeError} when the value is not of the method's type
   */
  encodeResult(writer: TlWriter, method: string, value: unknown): void
  /** Reads the boxed answer of a method. @throws {TlDecodeError} */
  decodeResult(reader: TlReader, method: string): unknown
  hasConstructor(name: string): boolean
  hasFunction(name: string): boolean
  /** The number of a constructor, or else of a function, unsigned. */
  idOf(name: string): number | undefined
  /** The name of the constructor, or else of the function, with that number (signed or unsigned). */
  nameOf(id: number): string | undefined
  /** The line of the schema without its number, `auth.resendCode flags:# … = auth.SentCode`. */
  definitionOf(name: string): string | undefined
}
