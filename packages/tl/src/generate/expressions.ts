import { TlSchemaError } from '../errors.ts'
import type { Combinator, TypeExpression } from '../schema.ts'
import { isBuiltIn, type Plan, type PlannedType } from './plan.ts'

/**
 * Writes the expressions that read and write one type, and remembers which helper functions they call, so that
 * only those are generated. `r` is the reader, `w` the writer, `c` the codec.
 */
export class Expressions {
  readonly plan: Plan
  /** Boxed types that need `R_` and `W_` functions. */
  readonly boxed: Set<PlannedType> = new Set()
  /** Constructors that need `b_` and bare writers, by name. */
  readonly bare: Set<Combinator> = new Set()
  /** Vectors that need functions: suffix of their names → vector. */
  readonly vectors: Map<string, Extract<TypeExpression, { kind: 'vector' }>> = new Map()

  constructor(plan: Plan) {
    this.plan = plan
  }

  /** An expression that reads a value. */
  read(type: TypeExpression, owner: string): string {
    switch (type.kind) {
      case 'nat':
        return 'r.nat()'
      case 'primitive':
        return `r.${type.name}()`
      case 'true':
        return 'true'
      case 'variable':
        return type.call ? 'c.readCall(r)' : 'c.readAny(r)'
      case 'vector':
        return `RV_${this.#vector(type, owner)}(r)`
      case 'type': {
        if (type.bare) return readConstructor(this.#bareConstructor(type.name, owner))
        if (type.name === 'Bool') return 'r.bool()'
        if (type.name === 'Object') return 'c.readAny(r)'
        return `R_${identifier(this.#boxedType(type.name, owner).name)}(r)`
      }
      case 'repetition':
      case 'number':
        throw new TlSchemaError(owner, `a ${type.kind} has no value of its own`)
    }
  }

  /** The name of a function that reads a value, `(r) => value`. */
  reader(type: TypeExpression, owner: string): string {
    const call = /^([RV]+_[\w$]+)\(r\)$/.exec(this.read(type, owner))
    return call?.[1] ?? `r => ${this.read(type, owner)}`
  }

  /** An expression that writes the value of an expression. */
  write(type: TypeExpression, value: string, owner: string): string {
    switch (type.kind) {
      case 'nat':
        return `w.nat(${value})`
      case 'primitive':
        return `w.${type.name}(${value})`
      case 'true':
        return `w.flag(${value}, 1)`
      case 'variable':
        return type.call ? `c.writeCall(w, ${value})` : `c.writeAny(w, ${value})`
      case 'vector':
        return `WV_${this.#vector(type, owner)}(w, ${value})`
      case 'type': {
        if (type.bare) {
          const combinator = this.#bareConstructor(type.name, owner)
          this.bare.add(combinator)
          return `b_${identifier(combinator.name)}(w, ${value})`
        }
        if (type.name === 'Bool') return `w.bool(${value})`
        if (type.name === 'Object') return `c.writeAny(w, ${value})`
        return `W_${identifier(this.#boxedType(type.name, owner).name)}(w, ${value})`
      }
      case 'repetition':
      case 'number':
        throw new TlSchemaError(owner, `a ${type.kind} has no value of its own`)
    }
  }

  /** The name of a function that writes a value, `(w, v) => void`. */
  writer(type: TypeExpression, owner: string): string {
    const call = /^([WV]+_[\w$]+)\(w, v\)$/.exec(this.write(type, 'v', owner))
    return call?.[1] ?? `(w, v) => ${this.write(type, 'v', owner)}`
  }

  #boxedType(name: string, owner: string): PlannedType {
    const type = this.plan.type(name)
    if (type === undefined) throw new TlSchemaError(owner, `mentions ${name}, which no line declares`)
    this.boxed.add(type)
    return type
  }

  #bareConstructor(name: string, owner: string): Combinator {
    const own = this.plan.constructorNamed(name)
    if (own !== undefined) return own
    const [only, ...others] = this.plan.type(name)?.constructors ?? []
    if (only === undefined) throw new TlSchemaError(owner, `mentions ${name}, which no line declares`)
    if (others.length > 0) throw new TlSchemaError(owner, `%${name} is not possible: the type has several constructors`)
    return only
  }

  /** Remembers a vector and returns the suffix of its functions' names. */
  #vector(type: Extract<TypeExpression, { kind: 'vector' }>, owner: string): string {
    const suffix = vectorName(type)
    if (suffix === undefined) throw new TlSchemaError(owner, 'has a vector of something that has no value of its own')
    this.vectors.set(suffix, type)
    return suffix
  }
}

/**
 * Whether a constructor or function is nothing but its number. No functions are generated for those, a fifth of all:
 * where their place in the tables is 0, the codec makes the same of name and number.
 */
export function isEmpty(combinator: Combinator): boolean {
  return combinator.fields.length === 0 && !isBool(combinator)
}

/** Whether values of a constructor are true or false instead of objects. */
export function isBool({ kind, name, result }: Combinator): boolean {
  return kind === 'constructor' && result.kind === 'type' && result.name === 'Bool' && /^bool(True|False)$/.test(name)
}

/** An expression that reads the fields of a constructor, after its number. */
export function readConstructor(combinator: Combinator): string {
  return isEmpty(combinator) ? `{ _: '${combinator.name}' }` : `r_${identifier(combinator.name)}(r)`
}

/** A call that writes a constructor with its number. */
export function writeConstructor(combinator: Combinator): string {
  return isEmpty(combinator) ? `w.word(${combinator.id | 0})` : `w_${identifier(combinator.name)}(w, v)`
}

/** A TL name as an identifier: `auth.sentCode` → `auth$sentCode`. TL has no `$`, so no two names meet. */
export function identifier(name: string): string {
  return name.replace('.', '$')
}

function vectorName(type: TypeExpression): string | undefined {
  switch (type.kind) {
    case 'nat':
      return 'nat$'
    case 'primitive':
      return type.name
    case 'variable':
      return type.call ? 'call$' : 'any$'
    case 'type':
      return isBuiltIn(type.name) ? type.name : `${type.bare ? 'bare$' : ''}${identifier(type.name)}`
    case 'vector': {
      const item = vectorName(type.item)
      return item === undefined
        ? undefined
        : `${type.bare ? 'v$' : ''}${type.item.kind === 'vector' ? 'of$' : ''}${item}`
    }
    default:
      return undefined
  }
}
