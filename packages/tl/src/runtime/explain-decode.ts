import type { DefinedType, Definition, Definitions } from './definitions.ts'
import { isTlDecodeError, TlDecodeError } from './errors.ts'
import type { TlReader } from './reader.ts'

/** Where a walk over encoded bytes starts. */
export type WalkStart = { readonly at: 'any' | 'call' } | { readonly at: 'result'; readonly method: string }

/** Most values that one walk looks at, so that a hostile message costs little more than its decoding did. */
const walkValuesMax = 50_000

/**
 * Finds the path of fields at which decoding failed, by reading the same bytes again, slowly, with the lines of the
 * schema at hand. Decoding itself keeps no track of paths and pays nothing for them.
 *
 * @returns the error with its path; the same error when the walk does not arrive at the same byte
 */
export function explainDecode(
  definitions: Definitions,
  reader: TlReader,
  start: number,
  walk: WalkStart,
  error: TlDecodeError,
): TlDecodeError {
  const walker = new DecodeWalk(definitions, reader, error)
  const { depth, callDepth } = reader
  let found: unknown
  try {
    reader.position = start
    walker.start(walk)
  } catch (reason) {
    found = reason
  }
  reader.setDepth(depth, callDepth)
  reader.position = Math.min(error.offset, reader.position + reader.remaining)
  if (!isTlDecodeError(found) || found.offset !== error.offset || found.code !== error.code) return error
  const options = error.id === undefined ? {} : { id: error.id }
  return new TlDecodeError(error.code, error.what, error.offset, { ...options, path: walker.path.join('') })
}

class DecodeWalk {
  /** The root name, then `.field` and `[index]` parts. */
  readonly path: string[] = []
  readonly #definitions: Definitions
  readonly #reader: TlReader
  readonly #error: TlDecodeError
  #left = walkValuesMax

  constructor(definitions: Definitions, reader: TlReader, error: TlDecodeError) {
    this.#definitions = definitions
    this.#reader = reader
    this.#error = error
  }

  start(walk: WalkStart): void {
    if (walk.at === 'result') {
      this.path.push(walk.method)
      this.#type(this.#definitions.resultOf(walk.method) ?? { kind: 'any' })
    } else if (walk.at === 'call') this.#call()
    else this.#any()
  }

  #type(type: DefinedType): void {
    if (--this.#left < 0) throw new WalkEnded()
    switch (type.kind) {
      case 'flags':
        this.#reader.int()
        return
      case 'true':
        return
      case 'any':
        this.#any()
        return
      case 'call':
        this.#call()
        return
      case 'primitive':
        this.#primitive(type.name)
        return
      case 'vector':
        this.#vector(type)
        return
      case 'bare':
        this.#fields(this.#definitions.bare(type.name))
        return
      case 'boxed':
        this.#boxed(type.name)
        return
    }
  }

  #primitive(name: string): void {
    const reader = this.#reader
    if (name === 'int') reader.int()
    else if (name === 'long') reader.long()
    else if (name === 'double') reader.double()
    else if (name === 'Bool') reader.bool()
    else if (name === 'string' || name === 'bytes') reader.bytesView()
    else reader.rawView(Number(name.slice(3)) / 8)
  }

  #vector({ bare, item }: { bare: boolean; item: DefinedType }): void {
    const { code, offset } = this.#error
    // Only generated code knows how small an item can be, so a count that is too large for it is recognised by its place.
    if (code === 'COUNT' && offset === this.#reader.position + (bare ? 0 : 4)) throw this.#error
    const count = bare ? this.#reader.count(0) : this.#reader.vector(0)
    for (let index = 0; index < count; index++) {
      this.path.push(`[${index}]`)
      this.#type(item)
      this.path.pop()
    }
  }

  #boxed(type: string): void {
    const name = this.#constructorHere()
    if (name === undefined || this.#definitions.typeOf(name) !== type) {
      this.#unknown(type)
      return
    }
    this.#reader.enter()
    this.#fields(this.#definitions.constructorNamed(name))
    this.#reader.leave()
  }

  #any(): void {
    const reader = this.#reader
    reader.enter()
    const position = reader.position
    const id = reader.int()
    if (id === 0x1cb5c415) {
      reader.position = position
      this.#vector({ bare: false, item: { kind: 'any' } })
    } else if (id !== (0x997275b5 | 0) && id !== (0xbc799737 | 0)) {
      reader.position = position
      const name = this.#constructorHere()
      if (name === undefined) this.#unknown(undefined)
      else this.#fields(this.#definitions.constructorNamed(name))
    }
    reader.leave()
  }

  #call(): void {
    const reader = this.#reader
    reader.enterCall()
    const position = reader.position
    const id = reader.int() >>> 0
    const name = this.#definitions.functionWithId(id)
    if (name === undefined) {
      if (reader.options.fallbackCall?.(id, reader) === undefined) {
        reader.position = position
        throw reader.error('UNKNOWN_FUNCTION', 'no function', id)
      }
    } else this.#fields(this.#definitions.functionNamed(name))
    reader.leaveCall()
  }

  /** Reads a number and names its constructor. */
  #constructorHere(): string | undefined {
    return this.#definitions.constructorWithId(this.#reader.int() >>> 0)
  }

  #unknown(type: string | undefined): void {
    const reader = this.#reader
    const { position } = reader
    if (reader.options.fallback?.(reader.lastWord(), reader, type) !== undefined) return
    reader.position = position
    throw reader.unknown(type)
  }

  #fields(definition: Definition | undefined): void {
    if (definition?.fields === undefined) throw new WalkEnded()
    if (this.path.length === 0) this.path.push(definition.name)
    const words = new Map<string, number>()
    for (const { name, condition, type } of definition.fields) {
      if (condition !== undefined && (((words.get(condition.field) ?? 0) >>> condition.bit) & 1) === 0) continue
      this.path.push(`.${name}`)
      if (type.kind === 'flags') words.set(name, this.#reader.int())
      else this.#type(type)
      this.path.pop()
    }
  }
}

/** Ends a walk that cannot say more. */
class WalkEnded extends Error {}
