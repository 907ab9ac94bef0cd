import type { CodecTables } from './tables.ts'

/**
 * The lines of a schema in a form that a walk can follow. Only error messages need it: generated code knows the
 * fields by heart, and the walk over the same data finds the path of the field where it stopped.
 */
export interface Definition {
  readonly name: string
  /** Undefined when the line has parts that the walk cannot follow. */
  readonly fields: readonly DefinedField[] | undefined
}

export interface DefinedField {
  readonly name: string
  readonly condition: { readonly field: string; readonly bit: number } | undefined
  readonly type: DefinedType
}

export type DefinedType =
  | { readonly kind: 'flags' | 'true' | 'any' | 'call' }
  | { readonly kind: 'primitive'; readonly name: string }
  | { readonly kind: 'vector'; readonly bare: boolean; readonly item: DefinedType }
  | { readonly kind: 'boxed' | 'bare'; readonly name: string }

/** All definitions of a codec, parsed when first asked for. */
export class Definitions {
  readonly #tables: CodecTables
  readonly #lines: readonly string[]
  readonly #constructors: ReadonlyMap<string, number>
  readonly #functions: ReadonlyMap<string, number>
  readonly #onlyConstructors = new Map<string, Definition>()
  /** By the number of their lines. */
  readonly #parsed = new Map<number, Definition>()
  #constructorIds: ReadonlyMap<number, string> | undefined
  #functionIds: ReadonlyMap<number, string> | undefined

  constructor(tables: CodecTables) {
    this.#tables = tables
    this.#lines = tables.definitions().split('\n')
    this.#constructors = new Map(tables.constructors.names.map((name, place) => [name, place]))
    this.#functions = new Map(tables.functions.names.map((name, place) => [name, place]))
  }

  line(name: string): string | undefined {
    const place = this.#constructors.get(name)
    if (place !== undefined) return this.#lines[place]
    const call = this.#functions.get(name)
    return call === undefined ? undefined : this.#lines[this.#tables.constructors.names.length + call]
  }

  constructorNamed(name: string): Definition | undefined {
    const place = this.#constructors.get(name)
    return place === undefined ? undefined : this.#parse(name, place)
  }

  functionNamed(name: string): Definition | undefined {
    const place = this.#functions.get(name)
    return place === undefined ? undefined : this.#parse(name, this.#tables.constructors.names.length + place)
  }

  constructorWithId(id: number): string | undefined {
    const { ids, names } = this.#tables.constructors
    this.#constructorIds ??= new Map(ids.map((known, place) => [known >>> 0, names[place] as string]))
    return this.#constructorIds.get(id)
  }

  functionWithId(id: number): string | undefined {
    const { ids, names } = this.#tables.functions
    this.#functionIds ??= new Map(ids.map((known, place) => [known >>> 0, names[place] as string]))
    return this.#functionIds.get(id)
  }

  /** The type of the answer of a function. */
  resultOf(name: string): DefinedType | undefined {
    const line = this.#functions.has(name) ? this.line(name) : undefined
    return line === undefined ? undefined : this.#type(line.slice(line.lastIndexOf(' = ') + 3), variablesOf(line))
  }

  /** The type that a constructor belongs to. */
  typeOf(name: string): string | undefined {
    const place = this.#constructors.get(name)
    if (place === undefined) return undefined
    return this.#tables.types[this.#tables.constructors.types[place] as number]
  }

  /** What a bare name stands for: a constructor, or the only constructor of a type. */
  bare(name: string): Definition | undefined {
    const own = this.constructorNamed(name)
    if (own !== undefined) return own
    const known = this.#onlyConstructors.get(name)
    if (known !== undefined) return known
    const { names, types } = this.#tables.constructors
    const place = types.indexOf(this.#tables.types.indexOf(name))
    const definition = place < 0 ? undefined : this.constructorNamed(names[place] as string)
    if (definition !== undefined) this.#onlyConstructors.set(name, definition)
    return definition
  }

  #parse(name: string, lineNumber: number): Definition {
    const known = this.#parsed.get(lineNumber)
    if (known !== undefined) return known
    const line = this.#lines[lineNumber] ?? ''
    const variables = variablesOf(line)
    const words = line.slice(0, line.lastIndexOf(' = ')).split(' ').slice(1)
    const fields = line.includes('[')
      ? undefined
      : words.filter(word => !word.startsWith('{')).map(word => this.#field(word, variables))
    const definition = { name, fields }
    this.#parsed.set(lineNumber, definition)
    return definition
  }

  #field(word: string, variables: ReadonlySet<string>): DefinedField {
    const match = /^(\w+):(?:(\w+)\.(\d+)\?)?(.+)$/.exec(word)
    const [, name = '', flags, bit, type = ''] = match ?? []
    const condition = flags === undefined ? undefined : { field: flags, bit: Number(bit) }
    return { name, condition, type: this.#type(type, variables) }
  }

  #type(text: string, variables: ReadonlySet<string>): DefinedType {
    if (text === '#') return { kind: 'flags' }
    if (text === 'true') return { kind: 'true' }
    if (text.startsWith('!')) return { kind: 'call' }
    if (/^(int|long|double|string|bytes|int128|int256|int512|Bool)$/.test(text))
      return { kind: 'primitive', name: text }
    const vector = /^(%?)([Vv])ector<(.+)>$/.exec(text)
    if (vector !== null) {
      const bare = vector[1] === '%' || vector[2] === 'v'
      return { kind: 'vector', bare, item: this.#type(vector[3] as string, variables) }
    }
    if (text === 'Object' || variables.has(text)) return { kind: 'any' }
    if (text.startsWith('%')) return { kind: 'bare', name: text.slice(1) }
    return /^[a-z]/.test(text.slice(text.lastIndexOf('.') + 1))
      ? { kind: 'bare', name: text }
      : { kind: 'boxed', name: text }
  }
}

function variablesOf(line: string): Set<string> {
  return new Set([...line.matchAll(/\{(\w+):/g)].map(match => match[1] as string))
}
