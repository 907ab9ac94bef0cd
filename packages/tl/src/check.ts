import { namesIn } from './generate/plan.ts'
import { computeId } from './ids.ts'
import type { Combinator, Field, Schema, TypeExpression } from './schema.ts'
import { primitiveNames } from './schema.ts'

/** Something in a schema that is wrong, or that deserves a reason. */
export interface SchemaProblem {
  /**
   * - `ID_MISMATCH`: the number is not the CRC-32 of the line (a few lines do that on purpose)
   * - `DUPLICATE_ID`, `DUPLICATE_NAME`: two constructors, or two functions, with one number or name
   * - `DUPLICATE_FIELD`: two arguments of a line with one name
   * - `UNKNOWN_TYPE`: a type or constructor that no line declares
   * - `AMBIGUOUS_BARE`: `%Type` of a type with several constructors
   * - `BAD_CONDITION`: a condition on something that is no `#` before it, or on a bit above 31
   */
  readonly code:
    | 'ID_MISMATCH'
    | 'DUPLICATE_ID'
    | 'DUPLICATE_NAME'
    | 'DUPLICATE_FIELD'
    | 'UNKNOWN_TYPE'
    | 'AMBIGUOUS_BARE'
    | 'BAD_CONDITION'
  /** The line, by the name of its combinator. */
  readonly combinator: string
  /** In words, with both sides of what does not agree. */
  readonly message: string
}

/** Checks a schema as a whole and returns its problems in the order of its lines; none is an empty array. */
export function checkSchema(schema: Schema): SchemaProblem[] {
  const types = new Map<string, number>()
  for (const { result } of schema.constructors) {
    if (result.kind === 'type') types.set(result.name, (types.get(result.name) ?? 0) + 1)
  }
  const constructors = new Set(schema.constructors.map(({ name }) => name))
  const problems: SchemaProblem[] = []
  for (const lines of [schema.constructors, schema.functions]) {
    const names = new Set<string>()
    const ids = new Map<number, string>()
    for (const combinator of lines) {
      problems.push(...checkIdentity(combinator, names, ids), ...checkFields(combinator))
      problems.push(...checkTypes(combinator, types, constructors))
    }
  }
  return problems
}

function checkIdentity(combinator: Combinator, names: Set<string>, ids: Map<number, string>): SchemaProblem[] {
  const { name, id } = combinator
  const problems: SchemaProblem[] = []
  const computed = computeId(combinator)
  if (computed !== id) {
    const message = `the number is ${hex(id)}, the CRC-32 of the line ${hex(computed)}`
    problems.push({ code: 'ID_MISMATCH', combinator: name, message })
  }
  if (names.has(name)) problems.push({ code: 'DUPLICATE_NAME', combinator: name, message: 'is declared twice' })
  const other = ids.get(id)
  if (other !== undefined && other !== name) {
    problems.push({ code: 'DUPLICATE_ID', combinator: name, message: `${hex(id)} is the number of ${other} as well` })
  }
  names.add(name)
  ids.set(id, name)
  return problems
}

function checkFields({ name, fields }: Combinator): SchemaProblem[] {
  const problems: SchemaProblem[] = []
  const before = new Map<string, Field>()
  for (const field of fields) {
    const { condition } = field
    if (field.name !== '' && before.has(field.name)) {
      problems.push({ code: 'DUPLICATE_FIELD', combinator: name, message: `${field.name} is declared twice` })
    }
    if (condition !== undefined && (before.get(condition.field)?.type.kind !== 'nat' || condition.bit > 31)) {
      const message = `${field.name} depends on ${condition.field}.${condition.bit}, which is no bit of a # before it`
      problems.push({ code: 'BAD_CONDITION', combinator: name, message })
    }
    before.set(field.name, field)
  }
  return problems
}

function checkTypes(
  { name, fields, result, generics }: Combinator,
  types: ReadonlyMap<string, number>,
  constructors: ReadonlySet<string>,
): SchemaProblem[] {
  const problems: SchemaProblem[] = []
  const variables = new Set(generics.map(generic => generic.name))
  for (const type of [...fields.map(field => field.type), result]) {
    for (const mentioned of namesIn(type)) {
      if (types.has(mentioned) || constructors.has(mentioned) || variables.has(mentioned)) continue
      if (primitiveNames.has(mentioned.toLowerCase())) continue
      problems.push({ code: 'UNKNOWN_TYPE', combinator: name, message: `no line declares ${mentioned}` })
    }
    for (const bare of bareTypes(type)) {
      const count = types.get(bare) ?? 0
      if (constructors.has(bare) || count < 2) continue
      problems.push({ code: 'AMBIGUOUS_BARE', combinator: name, message: `%${bare} has ${count} constructors` })
    }
  }
  return problems
}

function bareTypes(type: TypeExpression): string[] {
  if (type.kind === 'vector') return bareTypes(type.item)
  if (type.kind === 'repetition') return type.fields.flatMap(field => bareTypes(field.type))
  return type.kind === 'type' && type.bare ? [type.name] : []
}

function hex(id: number): string {
  return `0x${id.toString(16).padStart(8, '0')}`
}
