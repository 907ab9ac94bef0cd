import type { TlReader } from './reader.ts'
import type { TlWriter } from './writer.ts'

/** What generated code hands to `createCodec`: lists that run in parallel, one place per line of the schema. */
export interface CodecTables {
  readonly layer: number | undefined
  /** Names of types; other lists name a type by its place here. */
  readonly types: readonly string[]
  readonly constructors: CombinatorTable & {
    /** Per constructor, the place of its type. */
    readonly types: readonly number[]
  }
  readonly functions: CombinatorTable & {
    /** Per function, the place of its answer's type in `results`. */
    readonly results: readonly number[]
  }
  readonly results: {
    readonly write: readonly ((writer: TlWriter, value: never) => void)[]
    readonly read: readonly ((reader: TlReader) => unknown)[]
  }
  /** The lines of the schema without numbers, constructors first; a function, so that nobody pays for it unasked. */
  readonly definitions: () => string
}

/** The constructors or the functions of a schema. */
export interface CombinatorTable {
  readonly names: readonly string[]
  /** Unsigned or signed. */
  readonly ids: readonly number[]
  /** Writes number and fields; 0 where there are no fields. */
  readonly write: readonly (((writer: TlWriter, value: never) => void) | 0)[]
  /** Reads the fields, after the number; 0 where there are no fields. */
  readonly read: readonly (((reader: TlReader) => unknown) | 0)[]
}

/** Settings of a codec. */
export interface CodecOptions {
  /**
   * Called when a value's constructor is unknown, or not of the type asked for: returns a value to encode instead
   * (when an older layer lacks a constructor), or undefined to let the encoding fail.
   */
  readonly fallback?: (value: { readonly _: string }, typeName: string) => { readonly _: string } | undefined
}
