import type { Combinator, PrimitiveName, Schema, TypeExpression } from '@chappe/tl'
import { TlReader } from '@chappe/tl/runtime'
import type { WirePart } from '../model/model.ts'
import { toHex } from './json.ts'
import { printable } from './typescript.ts'

/** Explains bytes by a schema. */
export type ExplainWire = (bytes: Uint8Array) => readonly WirePart[]

/** Longest text that is quoted whole in an explanation, in characters. */
const quotedMax = 60

const vectorId = 0x1cb5c415
const boolTrue = 0x997275b5
const boolFalse = 0xbc799737

/**
 * Makes a function that explains an encoded call or constructor field by field. It reads the bytes by the schema, not
 * by the value that was encoded, so that what it says is what a peer would read.
 *
 * The explaining function throws {TlDecodeError} or {@link WireError} for bytes that the schema cannot read.
 */
export function createWireExplainer(schema: Schema): ExplainWire {
  const byId = new Map([...schema.functions, ...schema.constructors].map(combinator => [combinator.id, combinator]))
  const byName = new Map(schema.constructors.map(combinator => [combinator.name, combinator]))
  return bytes => new Explanation(bytes, byId, byName).parts()
}

class Explanation {
  readonly #bytes: Uint8Array
  readonly #reader: TlReader
  readonly #byId: ReadonlyMap<number, Combinator>
  readonly #byName: ReadonlyMap<string, Combinator>
  readonly #parts: WirePart[] = []

  constructor(bytes: Uint8Array, byId: ReadonlyMap<number, Combinator>, byName: ReadonlyMap<string, Combinator>) {
    this.#bytes = bytes
    this.#reader = new TlReader(bytes)
    this.#byId = byId
    this.#byName = byName
  }

  parts(): readonly WirePart[] {
    this.#boxed('')
    this.#reader.expectEnd()
    return this.#parts
  }

  #boxed(path: string): void {
    const start = this.#reader.position
    const combinator = this.#byId.get(this.#reader.nat())
    if (combinator === undefined) throw new WireError(start)
    this.#add(start, path === '' ? 'id' : path, `${combinator.name}#${hexNumber(combinator.id)}`)
    this.#fields(combinator, path)
  }

  #fields(combinator: Combinator, path: string): void {
    const words = new Map<string, number>()
    for (const field of combinator.fields) {
      const name = path === '' ? field.name : `${path}.${field.name}`
      const { condition } = field
      if (field.type.kind === 'nat') {
        words.set(field.name, this.#flags(combinator, field.name, name))
        continue
      }
      if (condition !== undefined && (((words.get(condition.field) ?? 0) >>> condition.bit) & 1) === 0) continue
      this.#value(field.type, name)
    }
  }

  #flags(combinator: Combinator, word: string, path: string): number {
    const start = this.#reader.position
    const value = this.#reader.nat()
    const present = combinator.fields.filter(
      ({ condition }) => condition?.field === word && ((value >>> condition.bit) & 1) === 1,
    )
    const bits = present.map(field => `${field.name} (bit ${field.condition?.bit})`)
    this.#add(start, path, bits.length === 0 ? '# 0: no optional field' : `# ${value}: ${bits.join(', ')}`)
    return value
  }

  #value(type: TypeExpression, path: string): void {
    const start = this.#reader.position
    switch (type.kind) {
      case 'primitive':
        this.#add(start, path, this.#primitive(type.name))
        break
      case 'nat':
        this.#add(start, path, `# ${this.#reader.nat()}`)
        break
      case 'vector':
        this.#vector(type.bare, type.item, path)
        break
      case 'variable':
        this.#boxed(path)
        break
      case 'type':
        this.#object(type.name, type.bare, path)
        break
      // A bare true takes no bytes; the other two are not in the schemas of the API.
      case 'true':
      case 'number':
      case 'repetition':
        break
    }
  }

  #object(name: string, bare: boolean, path: string): void {
    const start = this.#reader.position
    const combinator = bare ? this.#byName.get(name) : undefined
    if (name === 'Bool') this.#add(start, path, this.#bool(start))
    else if (combinator === undefined) this.#boxed(path)
    else this.#fields(combinator, path)
  }

  #bool(start: number): string {
    const id = this.#reader.nat()
    if (id === boolTrue) return `boolTrue#${hexNumber(id)}`
    if (id === boolFalse) return `boolFalse#${hexNumber(id)}`
    throw new WireError(start)
  }

  #vector(bare: boolean, item: TypeExpression, path: string): void {
    const start = this.#reader.position
    if (!bare) {
      if (this.#reader.nat() !== vectorId) throw new WireError(start)
      this.#add(start, path, `Vector#${hexNumber(vectorId)}`)
    }
    const countAt = this.#reader.position
    const count = this.#reader.count(0)
    this.#add(countAt, `${path}.length`, `${count} ${count === 1 ? 'item' : 'items'}`)
    for (let index = 0; index < count; index++) this.#value(item, `${path}[${index}]`)
  }

  #primitive(name: PrimitiveName): string {
    const reader = this.#reader
    switch (name) {
      case 'int':
        return `int ${reader.int()}`
      case 'long':
        return `long ${reader.long()}`
      case 'double':
        return `double ${reader.double()}`
      case 'string':
        return `string ${quoted(reader.string())}`
      case 'bytes':
        return `bytes, ${describeBytes(reader.bytes())}`
      case 'int128':
        return `int128, ${describeBytes(reader.int128())}`
      case 'int256':
        return `int256, ${describeBytes(reader.int256())}`
      case 'int512':
        return `int512, ${describeBytes(reader.int512())}`
    }
  }

  #add(start: number, field: string, meaning: string): void {
    const hex = toHex(this.#bytes.subarray(start, this.#reader.position))
    this.#parts.push({ offset: start, hex, field, meaning })
  }
}

/** Bytes that the schema at hand does not explain. */
export class WireError extends Error {
  override readonly name = 'WireError'
  readonly code = 'WIRE_UNKNOWN'
  /** Where the unknown number stands. */
  readonly offset: number

  constructor(offset: number) {
    super(
      `[WIRE_UNKNOWN] the schema has no constructor with the number at byte ${offset}; use the schema it was encoded by`,
    )
    this.offset = offset
  }
}

function quoted(text: string): string {
  return JSON.stringify(text.length > quotedMax ? `${text.slice(0, quotedMax)}…` : text)
}

function describeBytes(bytes: Uint8Array): string {
  const count = `${bytes.length} ${bytes.length === 1 ? 'byte' : 'bytes'}`
  const text = bytes.length === 0 ? undefined : printable(bytes)
  return text === undefined ? count : `${count}: ${quoted(text)}`
}

function hexNumber(id: number): string {
  return id.toString(16).padStart(8, '0')
}
