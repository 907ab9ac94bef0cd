import { TlSchemaError } from '../errors.ts'
import type { Combinator, Condition, Field, TypeExpression } from '../schema.ts'
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
 * Writes the statements that decode the fields and return the object. It is made by one literal with every field, so
 * that all values of a constructor share one hidden class; fields that are not there stay as the literal has them,
 * and a few tests pass over whole groups of them.
 */
export function readFields(combinator: Combinator, expressions: Expressions): string[] {
  const { fields, name } = combinator
  const words = fields.filter(field => isFlagsField(fields, field)).map(field => field.name)
  const before: string[] = []
  const entries = [`_: '${name}'`]
  /** What follows the literal, in the order of the bytes; then the fields that are nothing but a bit. */
  const reads: Step[] = []
  const bits: Step[] = []
  for (const field of fields) {
    const { condition, type } = field
    if (words.includes(field.name)) {
      const line = `const ${wordName(field.name)} = r.int()`
      if (entries.length === 1) before.push(line)
      else reads.push({ line })
    } else if (condition === undefined) {
      const value = readField(field, expressions, name)
      entries.push(`${key(field.name)}: ${reads.length === 0 ? value : placeholder(type)}`)
      if (reads.length > 0) reads.push({ line: `${property(field)} = ${value}` })
    } else {
      entries.push(`${key(field.name)}: void 0`)
      const value = type.kind === 'true' ? 'true' : readField(field, expressions, name)
      const step = { condition, line: `if (${bitTest(field)}) ${property(field)} = ${value}` }
      if (type.kind === 'true') bits.push(step)
      else reads.push(step)
    }
  }
  const ordered = words.flatMap(word => bits.filter(({ condition }) => condition?.field === word))
  const after = inGroups([...reads, ...ordered])
  const literal = `{ ${entries.join(', ')} }`
  if (after.length === 0) return [...before, `return ${literal}`]
  return [...before, `const v = ${literal}`, ...after, 'return v']
}

/** Whether the fields need a look at the value at all. */
export function hasValues(combinator: Combinator): boolean {
  return combinator.fields.some(field => !isFlagsField(combinator.fields, field))
}

/** A statement of a reader, and the bit that decides whether it runs. */
interface Step {
  readonly line: string
  readonly condition?: Condition
}

/** Fewer steps than this are not worth a test of their own. */
const groupStepsMin = 3

/** Puts steps that follow one another and depend on one word behind one test of all their bits. */
function inGroups(steps: readonly Step[]): string[] {
  const lines: string[] = []
  for (let at = 0; at < steps.length; ) {
    const word = steps[at]?.condition?.field
    let end = at + 1
    while (word !== undefined && steps[end]?.condition?.field === word) end++
    const group = steps.slice(at, end)
    const block = group.map(({ line }) => line)
    if (word === undefined || group.length < groupStepsMin) lines.push(...block)
    else {
      const mask = group.reduce((all, { condition }) => all | (2 ** (condition?.bit ?? 0)), 0)
      lines.push(`if (${wordName(word)} & ${mask}) {`, ...block, '}')
    }
    at = end
  }
  return lines
}

/** What a field holds until it is read; a number, where all values are small ones, so that V8 expects just those. */
function placeholder(type: TypeExpression): string {
  return type.kind === 'primitive' && type.name === 'int' ? '0' : 'void 0'
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
  if (field.type.kind === 'repetition') return readRepetition(field.type, expressions, owner)
  return expressions.read(field.type, owner)
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
