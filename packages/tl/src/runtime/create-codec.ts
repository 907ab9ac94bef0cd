import type { Codec, TlObject } from './codec.ts'
import { Definitions } from './definitions.ts'
import { isTlDecodeError, TlEncodeError } from './errors.ts'
import { explainDecode, type WalkStart } from './explain-decode.ts'
import { explainEncode } from './explain-encode.ts'
import { IdTable } from './id-table.ts'
import type { TlReader } from './reader.ts'
import type { CodecOptions, CodecTables, CombinatorTable } from './tables.ts'
import { describe, type TlWriter } from './writer.ts'

/** Makes a codec of what the compiler generated. Generated modules call it; others use the codec they export. */
export function createCodec(tables: CodecTables, options: CodecOptions = {}): GeneratedCodec {
  return new GeneratedCodec(tables, options)
}

type Write = (writer: TlWriter, value: never) => void
type Read = (reader: TlReader) => unknown

/** A codec, and beside its interface what generated code calls back into: dispatch by name and by number. */
export class GeneratedCodec implements Codec {
  readonly #tables: CodecTables
  readonly #fallback: CodecOptions['fallback']
  readonly #constructorIds: IdTable
  readonly #functionIds: IdTable
  readonly #constructorPlaces = new Map<string, number>()
  readonly #functionPlaces = new Map<string, number>()
  readonly #types: Int32Array
  readonly #read: readonly Read[]
  readonly #write: readonly Write[]
  readonly #readCall: readonly Read[]
  readonly #writeCall: readonly Write[]
  #definitions: Definitions | undefined

  constructor(tables: CodecTables, options: CodecOptions) {
    const { constructors, functions } = tables
    this.#tables = tables
    this.#fallback = options.fallback
    this.#constructorIds = new IdTable(constructors.ids)
    this.#functionIds = new IdTable(functions.ids)
    for (let at = 0; at < constructors.names.length; at++)
      this.#constructorPlaces.set(constructors.names[at] as string, at)
    for (let at = 0; at < functions.names.length; at++) this.#functionPlaces.set(functions.names[at] as string, at)
    this.#types = Int32Array.from(constructors.types)
    this.#read = completeReaders(constructors)
    this.#write = completeWriters(constructors)
    this.#readCall = completeReaders(functions)
    this.#writeCall = completeWriters(functions)
  }

  get layer(): number | undefined {
    return this.#tables.layer
  }

  encode(writer: TlWriter, value: TlObject): void {
    const start = writer.length
    try {
      const name = value._
      const place = this.#constructorPlaces.get(name)
      if (place !== undefined) (this.#write[place] as Write)(writer, value as never)
      else this.#encodeFunction(writer, name, value)
    } catch (error) {
      writer.reset(start)
      throw explainEncode(this.#definitionsNow(), { at: 'object', value }, this.#fallback, error)
    }
  }

  encodeCall(writer: TlWriter, method: string, parameters: object): void {
    const start = writer.length
    try {
      this.#encodeFunction(writer, method, parameters)
    } catch (error) {
      writer.reset(start)
      throw explainEncode(this.#definitionsNow(), { at: 'call', method, value: parameters }, this.#fallback, error)
    }
  }

  encodeResult(writer: TlWriter, method: string, value: unknown): void {
    const start = writer.length
    try {
      const { functions, results } = this.#tables
      ;(results.write[functions.results[this.#functionPlace(method)] as number] as Write)(writer, value as never)
    } catch (error) {
      writer.reset(start)
      throw explainEncode(this.#definitionsNow(), { at: 'result', method, value }, this.#fallback, error)
    }
  }

  decode(reader: TlReader): unknown {
    const { position, depth, callDepth } = reader
    try {
      return this.readAny(reader)
    } catch (error) {
      throw this.#explain(reader, { position, depth, callDepth }, { at: 'any' }, error)
    }
  }

  decodeCall(reader: TlReader): TlObject {
    const { position, depth, callDepth } = reader
    try {
      return this.readCall(reader)
    } catch (error) {
      throw this.#explain(reader, { position, depth, callDepth }, { at: 'call' }, error)
    }
  }

  decodeResult(reader: TlReader, method: string): unknown {
    const { functions, results } = this.#tables
    const read = results.read[functions.results[this.#functionPlace(method)] as number] as Read
    const { position, depth, callDepth } = reader
    try {
      return read(reader)
    } catch (error) {
      throw this.#explain(reader, { position, depth, callDepth }, { at: 'result', method }, error)
    }
  }

  hasConstructor(name: string): boolean {
    return this.#constructorPlaces.has(name)
  }

  hasFunction(name: string): boolean {
    return this.#functionPlaces.has(name)
  }

  idOf(name: string): number | undefined {
    const { constructors, functions } = this.#tables
    const place = this.#constructorPlaces.get(name)
    const id = place === undefined ? functions.ids[this.#functionPlaces.get(name) ?? -1] : constructors.ids[place]
    return id === undefined ? undefined : id >>> 0
  }

  nameOf(id: number): string | undefined {
    const { constructors, functions } = this.#tables
    const place = this.#constructorIds.find(id | 0)
    return place >= 0 ? constructors.names[place] : functions.names[this.#functionIds.find(id | 0)]
  }

  definitionOf(name: string): string | undefined {
    return this.#definitionsNow().line(name)
  }

  // What follows is for generated code.

  /** Writes a value of a type that has many constructors. */
  write(writer: TlWriter, value: TlObject, type: number): void {
    const place = this.#constructorPlaces.get(value._)
    if (place !== undefined && this.#types[place] === type) (this.#write[place] as Write)(writer, value as never)
    else this.substitute(writer, value, type)
  }

  /** Writes what stands in for a value whose constructor its type lacks. */
  substitute(writer: TlWriter, value: TlObject, type: number): void {
    const typeName = this.#tables.types[type] as string
    const other = this.#fallback?.(value, typeName)
    const place = other === undefined ? undefined : this.#constructorPlaces.get(other._)
    if (place === undefined || this.#types[place] !== type) {
      throw new TlEncodeError('UNKNOWN_CONSTRUCTOR', `${value._} is no constructor of ${typeName}`)
    }
    ;(this.#write[place] as Write)(writer, other as never)
  }

  /** Writes a value of any type: an object by its name, a boolean, an array of such, or encoded TL as it is. */
  writeAny(writer: TlWriter, value: unknown): void {
    if (value instanceof Uint8Array) {
      writer.raw(value)
      return
    }
    if (typeof value === 'boolean') {
      writer.bool(value)
      return
    }
    if (Array.isArray(value)) {
      writer.vector(value)
      for (const item of value) this.writeAny(writer, item)
      return
    }
    const name = (value as TlObject)._
    const place = this.#constructorPlaces.get(name)
    if (place !== undefined) (this.#write[place] as Write)(writer, value as never)
    else this.#encodeFunction(writer, name, value as object)
  }

  /** Writes a function call, or an encoded one as it is. */
  writeCall(writer: TlWriter, value: TlObject | Uint8Array): void {
    if (value instanceof Uint8Array) writer.raw(value)
    else this.#encodeFunction(writer, value._, value)
  }

  /** Reads a value of a type that has many constructors. */
  read(reader: TlReader, type: number): unknown {
    const place = this.#constructorIds.find(reader.int())
    return place >= 0 && this.#types[place] === type ? (this.#read[place] as Read)(reader) : this.unknown(reader, type)
  }

  /** Handles a number that is none of its type's. */
  unknown(reader: TlReader, type: number): unknown {
    return this.#readUnknown(reader, this.#tables.types[type] as string)
  }

  /** Reads a value of any type. */
  readAny(reader: TlReader): unknown {
    reader.enter()
    const id = reader.int()
    const place = this.#constructorIds.find(id)
    const value = place >= 0 ? (this.#read[place] as Read)(reader) : this.#readBuiltIn(reader, id)
    reader.leave()
    return value
  }

  /** Reads a function call. */
  readCall(reader: TlReader): TlObject {
    reader.enterCall()
    const id = reader.int()
    const place = this.#functionIds.find(id)
    const call = place >= 0 ? ((this.#readCall[place] as Read)(reader) as TlObject) : this.#readOtherCall(reader, id)
    reader.leaveCall()
    return call
  }

  #readBuiltIn(reader: TlReader, id: number): unknown {
    if (id === (0x997275b5 | 0)) return true
    if (id === (0xbc799737 | 0)) return false
    if (id !== 0x1cb5c415) return this.#readUnknown(reader, undefined)
    const items: unknown[] = []
    for (let count = reader.count(4); count > 0; count--) items.push(this.readAny(reader))
    return items
  }

  #readUnknown(reader: TlReader, type: string | undefined): unknown {
    const { fallback } = reader.options
    const { position } = reader
    const value = fallback?.(reader.lastWord(), reader, type)
    if (value !== undefined) return value
    reader.position = position
    throw reader.unknown(type)
  }

  #readOtherCall(reader: TlReader, id: number): TlObject {
    const { inflate, fallbackCall } = reader.options
    const position = reader.position
    if (id === gzipPacked && inflate !== undefined) return this.#readPackedCall(reader, inflate)
    const call = fallbackCall?.(id >>> 0, reader)
    if (call !== undefined) return call
    reader.position = position - 4
    throw reader.error('UNKNOWN_FUNCTION', `0x${(id >>> 0).toString(16).padStart(8, '0')} is no function`, id >>> 0)
  }

  #readPackedCall(reader: TlReader, inflate: (packed: Uint8Array, maxBytes: number) => Uint8Array): TlObject {
    const position = reader.position - 4
    const packed = reader.bytesView()
    let unpacked: TlReader
    try {
      unpacked = reader.inside(inflate(packed, reader.limits.totalBytesMax))
    } catch (error) {
      reader.position = position
      if (isTlDecodeError(error)) throw error
      throw reader.error('INFLATE', 'the packed data of gzip_packed cannot be unpacked')
    }
    const call = this.readCall(unpacked)
    unpacked.expectEnd()
    return call
  }

  #encodeFunction(writer: TlWriter, name: string, value: object): void {
    ;(this.#writeCall[this.#functionPlace(name)] as Write)(writer, value as never)
  }

  #functionPlace(name: string): number {
    const place = this.#functionPlaces.get(name)
    if (place !== undefined) return place
    throw new TlEncodeError(
      'UNKNOWN_FUNCTION',
      `${typeof name === 'string' ? name : describe(name)} is no function of the schema`,
    )
  }

  #definitionsNow(): Definitions {
    this.#definitions ??= new Definitions(this.#tables)
    return this.#definitions
  }

  /**
   * Adds the path to an error. A decoding inside another one, by the fallback of the reader, leaves that to the
   * outer one: if each level walked on its own, levels in levels would double the work each time.
   */
  #explain(reader: TlReader, start: ReaderState, walk: WalkStart, error: unknown): unknown {
    reader.setDepth(start.depth, start.callDepth)
    if (!isTlDecodeError(error) || error.path !== '' || start.depth > 0 || start.callDepth > 0) return error
    return explainDecode(this.#definitionsNow(), reader, start.position, walk, error)
  }
}

/** Where a reader stood when a decoding began. */
type ReaderState = Pick<TlReader, 'position' | 'depth' | 'callDepth'>

function completeReaders({ names, read }: CombinatorTable): Read[] {
  return read.map((known, place) => (known === 0 ? emptyReader(names[place] as string) : known))
}

function completeWriters({ ids, write }: CombinatorTable): Write[] {
  return write.map((known, place) => (known === 0 ? emptyWriter(ids[place] as number) : known))
}

function emptyReader(name: string): Read {
  return () => ({ _: name })
}

function emptyWriter(id: number): Write {
  return writer => writer.word(id)
}

const gzipPacked = 0x3072cfa1
