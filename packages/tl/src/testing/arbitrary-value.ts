import fc from 'fast-check'
import type { Combinator, Field, Schema, TypeExpression } from '../schema.ts'
import { isFlagsField, primitiveNames } from '../schema.ts'

/** Bounds of generated values. */
export interface ArbitraryOptions {
  /**
   * Nesting below which optional fields, vectors and the choice between constructors are free; deeper, optional
   * fields are left out, vectors are empty and the constructor with the least nesting is taken. Default 2.
   */
  readonly depthMax?: number
  /** Most items of a vector. Default 2. */
  readonly itemsMax?: number
}

/**
 * Makes a fast-check arbitrary for the values of a type, or of one constructor, as codecs take and return them:
 * every field is a key, undefined when absent.
 *
 * @param name - `auth.SentCode` for any constructor of the type, `auth.sentCode` for one, `Bool`, `Object` for any
 */
export function arbitraryValue(schema: Schema, name: string, options: ArbitraryOptions = {}): fc.Arbitrary<unknown> {
  const values = valuesOf(schema, options)
  const combinator = values.constructors.get(name)
  return combinator === undefined ? values.type({ kind: 'type', name, bare: false }, 0) : values.fields(combinator, 0)
}

/** Makes an arbitrary for the calls of a function, `{ _: method, … }`; a `!X` argument is a call without such arguments. */
export function arbitraryCall(schema: Schema, method: string, options: ArbitraryOptions = {}): fc.Arbitrary<unknown> {
  return valuesOf(schema, options).fields(functionNamed(schema, method), 0)
}

/** Makes an arbitrary for the answers of a function. */
export function arbitraryResult(schema: Schema, method: string, options: ArbitraryOptions = {}): fc.Arbitrary<unknown> {
  return valuesOf(schema, options).type(functionNamed(schema, method).result, 0)
}

function functionNamed(schema: Schema, method: string): Combinator {
  const found = schema.functions.find(({ name }) => name === method)
  if (found === undefined) throw new RangeError(`the schema has no function ${method}`)
  return found
}

/** One generator per schema and options, since a test asks for thousands of values of one schema. */
const known = new WeakMap<Schema, Map<string, Values>>()

function valuesOf(schema: Schema, { depthMax = 2, itemsMax = 2 }: ArbitraryOptions): Values {
  const ofSchema = known.get(schema) ?? new Map<string, Values>()
  known.set(schema, ofSchema)
  const key = `${depthMax} ${itemsMax}`
  const values = ofSchema.get(key) ?? new Values(schema, depthMax, itemsMax)
  ofSchema.set(key, values)
  return values
}

class Values {
  readonly constructors: ReadonlyMap<string, Combinator>
  readonly #types: ReadonlyMap<string, readonly Combinator[]>
  readonly #calls: readonly Combinator[]
  readonly #depthMax: number
  readonly #itemsMax: number
  /** Least nesting of a value of each constructor. */
  readonly #heights: ReadonlyMap<string, number>
  readonly #cache = new Map<string, fc.Arbitrary<unknown>>()

  constructor(schema: Schema, depthMax: number, itemsMax: number) {
    const constructors = schema.constructors.filter(
      ({ name, generics, result }) => generics.length === 0 && result.kind === 'type' && !primitiveNames.has(name),
    )
    this.constructors = new Map(constructors.map(combinator => [combinator.name, combinator]))
    this.#types = Map.groupBy(constructors, ({ result }) => (result.kind === 'type' ? result.name : ''))
    this.#calls = schema.functions.filter(({ fields }) => fields.every(({ type }) => type.kind !== 'variable'))
    this.#depthMax = depthMax
    this.#itemsMax = itemsMax
    this.#heights = this.#measure()
  }

  type(type: TypeExpression, depth: number): fc.Arbitrary<unknown> {
    switch (type.kind) {
      case 'nat':
        return fc.nat(0xffffffff)
      case 'primitive':
        return primitives[type.name]
      case 'true':
        return fc.constant(true)
      case 'vector':
        if (depth >= this.#depthMax) return fc.constant([])
        return fc.array(this.type(type.item, depth + 1), { maxLength: this.#itemsMax })
      case 'variable':
        return type.call ? this.#call(depth) : this.#any(depth)
      case 'type':
        return this.#named(type, depth)
      case 'repetition': {
        const [item] = type.fields
        const length = Number(type.count)
        return fc.array(this.type((item as Field).type, depth + 1), { minLength: length, maxLength: length })
      }
      case 'number':
        return fc.constant(type.value)
    }
  }

  /** An object with every field of a constructor or function. */
  fields(combinator: Combinator, depth: number): fc.Arbitrary<unknown> {
    if (combinator.name === 'boolTrue' || combinator.name === 'boolFalse')
      return fc.constant(combinator.name === 'boolTrue')
    const { fields } = combinator
    const shown = fields.filter(field => !isFlagsField(fields, field))
    const bits = [
      ...new Set(shown.flatMap(({ condition }) => (condition ? [`${condition.field}.${condition.bit}`] : []))),
    ]
    const present = depth >= this.#depthMax ? fc.constant([]) : fc.subarray(bits)
    return present.chain(given => {
      const entries = shown.map(({ name, type, condition }): [string, fc.Arbitrary<unknown>] => {
        const absent = condition !== undefined && !given.includes(`${condition.field}.${condition.bit}` as never)
        return [name, absent ? fc.constant(undefined) : this.type(type, depth + 1)]
      })
      return fc.record({ _: fc.constant(combinator.name), ...Object.fromEntries(entries) }, { noNullPrototype: true })
    })
  }

  #named(type: Extract<TypeExpression, { kind: 'type' }>, depth: number): fc.Arbitrary<unknown> {
    if (type.name === 'Bool') return fc.boolean()
    if (type.name === 'Object') return this.#any(depth)
    const own = this.constructors.get(type.name)
    const group = own === undefined ? this.#types.get(type.name) : [own]
    if (group === undefined || group.length === 0) throw new RangeError(`the schema declares no ${type.name}`)
    return this.#cached(`${type.name} ${depth}`, () => this.#oneOf(group, depth))
  }

  #oneOf(group: readonly Combinator[], depth: number): fc.Arbitrary<unknown> {
    if (depth < this.#depthMax) return fc.nat(group.length - 1).chain(at => this.fields(group[at] as Combinator, depth))
    const height = (combinator: Combinator) => this.#heights.get(combinator.name) ?? Number.POSITIVE_INFINITY
    return this.fields(
      group.reduce((least, other) => (height(other) < height(least) ? other : least)),
      depth,
    )
  }

  #any(depth: number): fc.Arbitrary<unknown> {
    return this.#cached(`Object ${depth}`, () =>
      this.#oneOf([...this.constructors.values()], Math.max(depth, this.#depthMax)),
    )
  }

  #call(depth: number): fc.Arbitrary<unknown> {
    return fc.nat(this.#calls.length - 1).chain(at => this.fields(this.#calls[at] as Combinator, depth + 1))
  }

  #cached(key: string, make: () => fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
    const found = this.#cache.get(key) ?? make()
    this.#cache.set(key, found)
    return found
  }

  /** Rounds of lowering until nothing changes; a constructor that cannot end keeps an infinite height. */
  #measure(): Map<string, number> {
    const heights = new Map<string, number>()
    const of = (type: TypeExpression): number => {
      if (type.kind !== 'type' || type.name === 'Bool' || type.name === 'Object') return 0
      const group = this.constructors.has(type.name)
        ? [this.constructors.get(type.name) as Combinator]
        : (this.#types.get(type.name) ?? [])
      return Math.min(...group.map(({ name }) => heights.get(name) ?? Number.POSITIVE_INFINITY))
    }
    for (let changed = true; changed; ) {
      changed = false
      for (const { name, fields } of this.constructors.values()) {
        const required = fields.filter(({ condition }) => condition === undefined)
        const height = 1 + Math.max(0, ...required.map(({ type }) => of(type)))
        if (height < (heights.get(name) ?? Number.POSITIVE_INFINITY)) {
          heights.set(name, height)
          changed = true
        }
      }
    }
    return heights
  }
}

function fixed(length: number): fc.Arbitrary<unknown> {
  return fc.uint8Array({ minLength: length, maxLength: length })
}

const primitives = {
  int: fc.integer({ min: -0x80000000, max: 0x7fffffff }),
  long: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  double: fc.double(),
  string: fc.oneof(fc.string({ maxLength: 20 }), fc.string({ unit: 'binary', maxLength: 100 })),
  bytes: fc.uint8Array({ maxLength: 300 }),
  int128: fixed(16),
  int256: fixed(32),
  int512: fixed(64),
} as const satisfies Record<string, fc.Arbitrary<unknown>>
