import { TlSchemaError } from '../errors.ts'
import type { Combinator, Field, TypeExpression } from '../schema.ts'
import { isFlagsField } from '../schema.ts'
import type { Expressions } from './expressions.ts'

/**
 * Writes the statements that encode the fields of a combinator from `v`. The words of flags are computed first;
 * fields that share a bit are checked to be there together.
 */
export function writeFields(combinator: Combinator, expressions: Expressions): string[] {
  const { fields, name } = combinator
  const lines: string[] = []
  const words = fields.filter(field => isFlagsField(fields, field)).map(field => field.name)
  for (const word of words) lines.push(...computeWord(fields, word))
  for (const field of fields) {
    if (words.includes(field.name)) {
      lines.push(`w.word(${wordName(field.name)})`)
      continue
    }
    if (field.condition !== undefined && field.type.kind === 'true') continue
    if (field.condition === undefined) lines.push(writeField(field, expressions, name))
    else lines.push(`if (${bitTest(field)}) ${writeField(field, expressions, name)}`)
  }
  return lines
}

/**
 * Writes the statements that decode the fields and return the object: one literal with every field, so that all
 * values of a constructor share one hidden class.
 */
export function readFields(combinator: Combinator, expressions: Expressions): string[] {
  const { fields, name } = combinator
  const before: string[] = []
  const entries = [`_: '${name}'`]
  /** Reads that must happen before the next entry. */
  let pending: string[] = []
  for (const field of fields) {
    if (isFlagsField(fields, field)) {
      const read = `${wordName(field.name)} = r.int()`
      if (entries.length === 1) before.push(`const ${read}`)
      else {
        before.push(`let ${wordName(field.name)}`)
        pending.push(read)
      }
      continue
    }
    const value = readField(field, expressions, name)
    entries.push(`${key(field.name)}: ${pending.length === 0 ? value : `(${[...pending, value].join(', ')})`}`)
    pending = []
  }
  const literal = `{ ${entries.join(', ')} }`
  if (pending.length === 0) return [...before, `return ${literal}`]
  return [...before, `const v = ${literal}`, ...pending, 'return v']
}

/** Whether the fields need a look at the value at all. */
export function hasValues(combinator: Combinator): boolean {
  return combinator.fields.some(field => !isFlagsField(combinator.fields, field))
}

function computeWord(fields: readonly Field[], word: string): string[] {
  const variable = wordName(word)
  const lines = [`let ${variable} = 0`]
  const groups = new Map<number, Field[]>()
  for (const field of fields) {
    if (field.condition?.field !== word) continue
    groups.set(field.condition.bit, [...(groups.get(field.condition.bit) ?? []), field])
  }
  for (const [bit, group] of groups) {
    const mask = (2 ** bit) | 0
    const [first, ...others] = group as [Field, ...Field[]]
    lines.push(
      first.type.kind === 'true'
        ? `if (${property(first)}) ${variable} |= w.flag(${property(first)}, ${mask})`
        : `if (${property(first)} !== void 0) ${variable} |= ${mask}`,
    )
    for (const other of others) {
      const there = other.type.kind === 'true' ? `w.flag(${property(other)}, 1) === 1` : `${property(other)} !== void 0`
      lines.push(`w.together((${variable} & ${mask}) !== 0, ${there})`)
    }
  }
  return lines
}

function writeField(field: Field, expressions: Expressions, owner: string): string {
  if (field.type.kind === 'repetition') return writeRepetition(field.type, property(field), expressions, owner)
  return expressions.write(field.type, property(field), owner)
}

function readField(field: Field, expressions: Expressions, owner: string): string {
  if (field.condition === undefined) {
    if (field.type.kind === 'repetition') return readRepetition(field.type, expressions, owner)
    return expressions.read(field.type, owner)
  }
  const value =
    field.type.kind === 'true' ? 'true' : readField({ name: field.name, type: field.type }, expressions, owner)
  return `${bitTest(field)} ? ${value} : void 0`
}

type Repetition = Extract<TypeExpression, { kind: 'repetition' }>

/** `4*[ int ]` is an array of four numbers. */
function writeRepetition(type: Repetition, value: string, expressions: Expressions, owner: string): string {
  const item = expressions.write(repeatedItem(type, owner), 'v', owner)
  return `w.repeat(${value}, ${repetitionCount(type, owner)}, v => ${item})`
}

function readRepetition(type: Repetition, expressions: Expressions, owner: string): string {
  return `r.repeat(${repetitionCount(type, owner)}, () => ${expressions.read(repeatedItem(type, owner), owner)})`
}

function repetitionCount(type: Repetition, owner: string): number {
  if (typeof type.count === 'number' && type.count <= repetitionCountMax) return type.count
  throw new TlSchemaError(owner, `repeats by a number up to ${repetitionCountMax} only; write it as a vector`)
}

/** Longest fixed repetition. */
const repetitionCountMax = 65_536

function repeatedItem(type: Repetition, owner: string): TypeExpression {
  const [item, ...others] = type.fields
  if (item === undefined || others.length > 0 || item.condition !== undefined) {
    throw new TlSchemaError(owner, 'repeats several arguments; give them a constructor of their own')
  }
  return item.type
}

function bitTest({ condition }: Field): string {
  return `${wordName(condition?.field ?? '')} & ${(2 ** (condition?.bit ?? 0)) | 0}`
}

/** The variable that holds a word of flags: `f`, `f2`; for other names `$` keeps it apart from all else. */
function wordName(word: string): string {
  return /^flags\d*$/.test(word) ? word.replace('flags', 'f') : `$${word}`
}

function property(field: Field): string {
  return `v.${field.name}`
}

/** In a literal, `__proto__: x` would set the prototype. */
function key(name: string): string {
  return name === '__proto__' ? "['__proto__']" : name
}
