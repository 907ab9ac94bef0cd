import { TlSchemaError } from '../errors.ts'
import type { Combinator, Field, Schema, TypeExpression } from '../schema.ts'
import { primitiveNames } from '../schema.ts'
import { recursiveTypes } from './recursive-types.ts'
import { smallestSizes } from './smallest-sizes.ts'

/** A type with the constructors that make it. */
export interface PlannedType {
  readonly name: string
  /** Its place in the list of types. */
  readonly place: number
  readonly constructors: readonly Combinator[]
  /** Whether a value of the type can hold another of the same type, so that its depth must be counted. */
  readonly recursive: boolean
}

/** What the generator knows of a schema before it writes the first line. */
export interface Plan {
  readonly layer: number | undefined
  /** Without those that only declare built-in types. */
  readonly constructors: readonly Combinator[]
  readonly functions: readonly Combinator[]
  readonly types: readonly PlannedType[]
  type(name: string): PlannedType | undefined
  constructorNamed(name: string): Combinator | undefined
  /** Least bytes of a value of the type; 0 is possible. */
  smallest(type: TypeExpression): number
}

/**
 * Checks that a schema can be compiled and collects what the generator asks for.
 *
 * @throws {TlSchemaError} for two lines with one name or number, names that are not TL names, and fields without name
 */
export function planCodec(schema: Schema): Plan {
  const constructors = schema.constructors.filter(isCompiled)
  checkLines(constructors)
  checkLines(schema.functions)
  const groups = new Map<string, Combinator[]>()
  for (const combinator of constructors) {
    const name = resultName(combinator)
    const group = groups.get(name)
    if (group === undefined) groups.set(name, [combinator])
    else group.push(combinator)
  }
  const byName = new Map(constructors.map(combinator => [combinator.name, combinator]))
  for (const { fields, result } of [...constructors, ...schema.functions]) {
    for (const name of [...fields.flatMap(field => namesIn(field.type)), ...namesIn(result)]) {
      if (!groups.has(name) && !byName.has(name)) groups.set(name, [])
    }
  }
  const recursive = recursiveTypes(groups, byName)
  const types = [...groups].map(([name, group], place) => ({
    name,
    place,
    constructors: group,
    recursive: recursive.has(name),
  }))
  const typeByName = new Map(types.map(type => [type.name, type]))
  return {
    layer: schema.layer,
    constructors,
    functions: schema.functions,
    types,
    type: name => typeByName.get(name),
    constructorNamed: name => byName.get(name),
    smallest: smallestSizes(groups, byName),
  }
}

/** The name of the type that a constructor belongs to. */
export function resultName(combinator: Combinator): string {
  const { result } = combinator
  if (result.kind === 'type') return result.name
  throw new TlSchemaError(combinator.name, 'a constructor belongs to a named type')
}

/** Lines such as `vector {t:Type} # [ t ] = Vector t` and `int128 4*[ int ] = Int128` only declare built-in types. */
function isCompiled({ name, generics, result }: Combinator): boolean {
  return generics.length === 0 && result.kind === 'type' && result.args === undefined && !primitiveNames.has(name)
}

function checkLines(combinators: readonly Combinator[]): void {
  const names = new Set<string>()
  const ids = new Map<number, string>()
  for (const { name, id, fields, result } of combinators) {
    checkName(name, name)
    checkType(name, result)
    if (names.has(name)) throw new TlSchemaError(name, 'is declared twice; leave one of the two out')
    const other = ids.get(id)
    if (other !== undefined) throw new TlSchemaError(name, `has the number of ${other}`)
    if (!Number.isInteger(id) || id < 0 || id > 0xffffffff) throw new TlSchemaError(name, `${id} is no 32-bit number`)
    names.add(name)
    ids.set(id, name)
    checkFields(name, fields)
  }
}

function checkFields(combinator: string, fields: readonly Field[]): void {
  const before = new Map<string, Field>()
  for (const field of fields) {
    if (field.name === '')
      throw new TlSchemaError(combinator, 'has an argument without a name, which no value can hold')
    if (field.name === '_') throw new TlSchemaError(combinator, 'has an argument named _, which holds the constructor')
    checkName(combinator, field.name)
    if (before.has(field.name)) throw new TlSchemaError(combinator, `has two arguments named ${field.name}`)
    if (field.condition !== undefined && before.get(field.condition.field)?.type.kind !== 'nat') {
      throw new TlSchemaError(combinator, `${field.name} depends on ${field.condition.field}, which is no # before it`)
    }
    checkType(combinator, field.type)
    before.set(field.name, field)
  }
}

function checkType(combinator: string, type: TypeExpression): void {
  for (const name of namesIn(type)) checkName(combinator, name)
  if (type.kind === 'vector') checkType(combinator, type.item)
  else if (type.kind === 'repetition') for (const field of type.fields) checkType(combinator, field.type)
  else if (type.kind === 'primitive' && !primitiveNames.has(type.name)) {
    throw new TlSchemaError(combinator, `${JSON.stringify(type.name)} is no built-in type`)
  }
}

/** Generated text holds names as they are, so nothing but a name may pass. */
function checkName(combinator: string, name: string): void {
  if (!/^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)?$/.test(name))
    throw new TlSchemaError(combinator, `${JSON.stringify(name)} is no TL name`)
}

/** Names of the types and constructors that an expression mentions; `Object` stands for all of them and is left out. */
export function namesIn(type: TypeExpression): string[] {
  if (type.kind === 'vector') return namesIn(type.item)
  if (type.kind === 'repetition') return type.fields.flatMap(field => namesIn(field.type))
  return type.kind === 'type' && !isBuiltIn(type.name) ? [type.name] : []
}

/** `Object` takes any value, `Bool` is a boolean. */
export function isBuiltIn(name: string): boolean {
  return name === 'Object' || name === 'Bool'
}
