import type { DefinedType, Definition, Definitions } from './definitions.ts'
import { isTlEncodeError, TlEncodeError, type TlEncodeErrorCode } from './errors.ts'
import { tlStringBytesMax } from './limits.ts'
import type { CodecOptions } from './tables.ts'
import { utf8Length } from './utf8.ts'
import { describe } from './writer.ts'

/** What was being encoded. */
export type EncodeStart =
  | { readonly at: 'object'; readonly value: unknown }
  | { readonly at: 'call' | 'result'; readonly method: string; readonly value: unknown }

/** Deepest nesting of a value that can be encoded and read back with default limits, and of its calls. */
const valueDepthMax = 256

/**
 * Finds out why and where a value could not be encoded, by comparing it with the lines of the schema. Generated
 * encoders check only as much as costs nothing, and know no paths.
 *
 * @returns the error to throw; `reason` itself when the value is not at fault
 */
export function explainEncode(
  definitions: Definitions,
  start: EncodeStart,
  fallback: CodecOptions['fallback'],
  reason: unknown,
): unknown {
  // A callback's own error, such as one of the fallback, is not ours to replace.
  if (!isTlEncodeError(reason) && !(reason instanceof TypeError) && !(reason instanceof RangeError)) return reason
  try {
    new EncodeWalk(definitions, fallback).start(start)
  } catch (found) {
    return found
  }
  return reason
}

class EncodeWalk {
  readonly #definitions: Definitions
  readonly #fallback: CodecOptions['fallback']
  readonly #path: string[] = []
  #depth = 0

  constructor(definitions: Definitions, fallback: CodecOptions['fallback']) {
    this.#definitions = definitions
    this.#fallback = fallback
  }

  start(start: EncodeStart): void {
    if (start.at === 'object') {
      this.#any(start.value)
      return
    }
    this.#path.push(start.method)
    const definition = this.#definitions.functionNamed(start.method)
    if (definition === undefined) throw this.#fail('UNKNOWN_FUNCTION', 'is no function of the schema')
    if (start.at === 'call') {
      this.#fields(definition, start.value)
      return
    }
    this.#type(this.#definitions.resultOf(start.method) ?? { kind: 'any' }, start.value)
  }

  #type(type: DefinedType, value: unknown): void {
    switch (type.kind) {
      case 'flags':
        if (typeof value !== 'number' || value >>> 0 !== value) throw this.#wrong('#', value)
        return
      case 'true':
        if (value !== true && value !== false && value !== undefined) throw this.#wrong('true', value)
        return
      case 'any':
        this.#any(value)
        return
      case 'call':
        this.#call(value)
        return
      case 'primitive':
        this.#primitive(type.name, value)
        return
      case 'vector': {
        if (!Array.isArray(value)) throw this.#wrong('an array', value)
        this.#items(value, type.item)
        return
      }
      case 'bare':
        this.#fields(this.#definitions.bare(type.name), value)
        return
      case 'boxed':
        this.#boxed(type.name, value)
        return
    }
  }

  #items(items: readonly unknown[], type: DefinedType): void {
    for (let index = 0; index < items.length; index++) {
      this.#path.push(`[${index}]`)
      this.#type(type, items[index])
      this.#path.pop()
    }
  }

  #primitive(name: string, value: unknown): void {
    switch (name) {
      case 'int':
        if (typeof value !== 'number') throw this.#wrong('int', value)
        if ((value | 0) !== value) throw this.#fail('OUT_OF_RANGE', `${value} is no int (whole, −2³¹ to 2³¹ − 1)`)
        return
      case 'long':
        if (typeof value !== 'bigint') throw this.#wrong('long (a bigint)', value)
        if (value > 0xffffffffffffffffn || value < -0x8000000000000000n) {
          throw this.#fail('OUT_OF_RANGE', 'more than the 64 bits of a long')
        }
        return
      case 'double':
        if (typeof value !== 'number') throw this.#wrong('double', value)
        return
      case 'Bool':
        if (typeof value !== 'boolean') throw this.#wrong('Bool', value)
        return
      case 'string':
        if (typeof value !== 'string') throw this.#wrong('string', value)
        this.#length(value.length > tlStringBytesMax ? value.length : utf8Length(value))
        return
      case 'bytes':
        if (!(value instanceof Uint8Array)) throw this.#wrong('bytes (a Uint8Array)', value)
        this.#length(value.length)
        return
    }
    const length = Number(name.slice(3)) / 8
    if (!(value instanceof Uint8Array)) throw this.#wrong(`${name} (a Uint8Array)`, value)
    if (value.length !== length) throw this.#fail('OUT_OF_RANGE', `${name} has ${length} bytes, got ${value.length}`)
  }

  #length(bytes: number): void {
    if (bytes > tlStringBytesMax) {
      throw this.#fail('STRING_LENGTH', `${bytes} bytes, a TL string holds at most ${tlStringBytesMax}`)
    }
  }

  #boxed(type: string, value: unknown): void {
    const name = this.#nameOf(value, type)
    if (this.#definitions.typeOf(name) === type) {
      this.#fields(this.#definitions.constructorNamed(name), value)
      return
    }
    const other = this.#fallback?.(value as { _: string }, type)
    if (other === undefined || this.#definitions.typeOf(other._) !== type) {
      throw this.#fail('UNKNOWN_CONSTRUCTOR', `${name} is no constructor of ${type}`)
    }
    this.#fields(this.#definitions.constructorNamed(other._), other)
  }

  #any(value: unknown): void {
    if (typeof value === 'boolean' && this.#path.length > 0) return
    if (value instanceof Uint8Array && this.#path.length > 0) {
      this.#raw(value)
      return
    }
    if (Array.isArray(value) && this.#path.length > 0) {
      this.#items(value, { kind: 'any' })
      return
    }
    const name = this.#nameOf(value, 'a TL object')
    const definition = this.#definitions.constructorNamed(name) ?? this.#definitions.functionNamed(name)
    if (definition === undefined) throw this.#fail('UNKNOWN_CONSTRUCTOR', `${name} is not in the schema`)
    this.#fields(definition, value)
  }

  #call(value: unknown): void {
    if (value instanceof Uint8Array) {
      this.#raw(value)
      return
    }
    const name = this.#nameOf(value, 'a function call')
    const definition = this.#definitions.functionNamed(name)
    if (definition === undefined) throw this.#fail('UNKNOWN_FUNCTION', `${name} is no function of the schema`)
    this.#fields(definition, value)
  }

  #raw(value: Uint8Array): void {
    if (value.length % 4 !== 0) throw this.#wrong('encoded TL (a multiple of four bytes)', value)
  }

  #nameOf(value: unknown, expected: string): string {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw this.#wrong(expected, value)
    const name = (value as { _?: unknown })._
    if (typeof name !== 'string') throw this.#fail('WRONG_TYPE', `expected ${expected}, got an object without _`)
    return name
  }

  #fields(definition: Definition | undefined, value: unknown): void {
    if (definition?.fields === undefined) return
    if (this.#path.length === 0) this.#path.push(definition.name)
    if (typeof value !== 'object' || value === null) throw this.#wrong(definition.name, value)
    if (++this.#depth > valueDepthMax) throw this.#fail('DEPTH', `values nest deeper than ${valueDepthMax}`)
    const record = value as Record<string, unknown>
    const words = new Set(definition.fields.map(field => field.condition?.field))
    for (const { name, condition, type } of definition.fields) {
      if (type.kind === 'flags' && (words.has(name) || /^flags\d*$/.test(name))) continue
      const given = record[name]
      this.#path.push(`.${name}`)
      if (condition === undefined || given !== undefined) this.#type(type, given)
      this.#path.pop()
    }
    this.#groups(definition, record)
    this.#depth--
  }

  /** Fields on one bit are there together or not at all. */
  #groups(definition: Definition, record: Record<string, unknown>): void {
    const present = new Map<string, { readonly name: string; readonly there: boolean }>()
    for (const { name, condition } of definition.fields ?? []) {
      if (condition === undefined) continue
      const key = `${condition.field}.${condition.bit}`
      const there = record[name] !== undefined && record[name] !== false
      const first = present.get(key)
      if (first === undefined) present.set(key, { name, there })
      else if (first.there !== there) {
        this.#path.push(`.${there ? first.name : name}`)
        throw this.#fail('PARTIAL_FLAGS', `missing, while ${there ? name : first.name} on the same bit ${key} is given`)
      }
    }
  }

  #wrong(expected: string, value: unknown): TlEncodeError {
    return this.#fail('WRONG_TYPE', `expected ${expected}, got ${describe(value)}`)
  }

  #fail(code: TlEncodeErrorCode, what: string): TlEncodeError {
    return new TlEncodeError(code, what, this.#path.join(''))
  }
}
