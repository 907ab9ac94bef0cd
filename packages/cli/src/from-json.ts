/**
 * Reads TL values from what people type and what JSON can hold: longs as numbers or decimal strings, byte strings as
 * base64 or `0x` and hexadecimal digits, a constructor without fields by its bare name. The schema says what is expected
 * where, so a wrong value is named with its place before anything is sent.
 */
import { describe } from '@chappe/schema/docs'
import { type CommandError, usageError } from './command-error.ts'
import { pendingMethods } from './pending-methods.ts'
import { terminalText } from './terminal-text.ts'

/** Reads the parameters of a method. */
export function parametersFromJson(method: string, given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return fieldsFromJson(method, given, method)
}

/** The names of a method's parameters. */
export function fieldNames(method: string): readonly string[] {
  const entry = describe(method)
  return entry === undefined || entry.kind === 'type' ? [] : entry.fields.map(({ name }) => name)
}

function fieldsFromJson(name: string, given: Readonly<Record<string, unknown>>, path: string): Record<string, unknown> {
  const entry = describe(name)
  if (entry === undefined || entry.kind === 'type') throw usageError(`${path}: there is no ${name} in the schema`)
  const known = new Set(entry.fields.map(field => field.name))
  const unknown = Object.keys(given).find(key => key !== '_' && !known.has(key))
  if (unknown !== undefined) {
    throw usageError(`${path} has no field ${unknown}`, `Its fields are: ${[...known].join(', ') || 'none'}.`)
  }
  const value: Record<string, unknown> = {}
  for (const field of entry.fields) {
    const type = field.type.replace(/^\w+\.\d+\?/, '')
    const fieldPath = `${path}.${field.name}`
    const item = given[field.name]
    if (item === undefined || item === null) {
      if (field.required) throw missing(fieldPath, name, type, terminalText(field.description))
      continue
    }
    if (type === 'true' && !isTrue(item)) continue
    value[field.name] = valueFromJson(type, item, fieldPath)
  }
  return value
}

function valueFromJson(type: string, item: unknown, path: string): unknown {
  const vector = /^vector<(.+)>$/i.exec(type)
  if (vector !== null) {
    // One value where several may stand is a list of one: --id inputUserSelf.
    const items: readonly unknown[] = Array.isArray(item) ? item : [item]
    return items.map((element, index) => valueFromJson(vector[1]!, element, `${path}[${index}]`))
  }
  const scalar = scalars[type]
  if (scalar !== undefined) return scalar(item, path)
  return objectFromJson(type, item, path)
}

const scalars: Readonly<Record<string, (item: unknown, path: string) => unknown>> = {
  int: (item, path) => {
    const value = typeof item === 'string' ? Number(item) : item
    if (!Number.isInteger(value) || item === '' || (value as number) !== (value as number) >> 0)
      throw wrong(path, 'a 32-bit integer', item)
    return value
  },
  long: (item, path) => {
    if (typeof item === 'string' && /^-?\d{1,20}$/.test(item)) return BigInt.asIntN(64, BigInt(item))
    if (Number.isSafeInteger(item)) return BigInt(item as number)
    throw wrong(path, 'a 64-bit integer (as a string when it has more than 15 digits)', item)
  },
  double: (item, path) => {
    const value = typeof item === 'string' && item !== '' ? Number(item) : item
    if (typeof value !== 'number' || Number.isNaN(value)) throw wrong(path, 'a number', item)
    return value
  },
  string: (item, path) => {
    if (typeof item === 'string') return item
    if (typeof item === 'number') return String(item)
    throw wrong(path, 'a string', item)
  },
  bytes: (item, path) => bytesFromText(item, path),
  int128: (item, path) => fixedBytes(item, path, 16),
  int256: (item, path) => fixedBytes(item, path, 32),
  Bool: (item, path) => {
    if (typeof item === 'boolean') return item
    if (item === 'true' || item === 'false') return item === 'true'
    throw wrong(path, 'true or false', item)
  },
  true: () => true,
}

function objectFromJson(type: string, item: unknown, path: string): Record<string, unknown> {
  const value: unknown = typeof item === 'string' ? { _: item } : item
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(path, article(type), item)
  const given = value as Record<string, unknown>
  const isCall = type === '!X'
  const choices = isCall ? [] : constructorsOf(type)
  const name = given['_'] ?? (choices.length === 1 ? choices[0] : undefined)
  if (typeof name !== 'string' || (!isCall && !choices.includes(name))) {
    const shown = choices.length > 12 ? `${choices.slice(0, 12).join(', ')}, …` : choices.join(', ')
    throw usageError(
      `${path}: ${typeof name === 'string' ? `${name} is not ${article(type)}` : `which ${type}? Name it in "_"`}`,
      isCall ? 'It has to be a method call: { "_": "help.getConfig" }.' : `One of: ${shown}.`,
    )
  }
  return { _: name, ...fieldsFromJson(name, given, `${path}<${name}>`) }
}

function constructorsOf(type: string): readonly string[] {
  const entry = describe(type.replace(/^%/, ''))
  if (entry?.kind === 'type') return entry.constructors
  return entry === undefined ? [] : [entry.name]
}

function bytesFromText(item: unknown, path: string): Uint8Array {
  if (typeof item === 'string') {
    if (/^0x([0-9a-f]{2})*$/i.test(item)) return Uint8Array.from(Buffer.from(item.slice(2), 'hex'))
    // Bytes that begin with 0x in base64 are not to be had; a digit too few is likelier.
    if (!/^0x/i.test(item) && /^[\w+/-]*={0,2}$/.test(item)) return Uint8Array.from(Buffer.from(item, 'base64'))
  }
  throw wrong(path, 'bytes as base64, or as 0x and hexadecimal digits', item)
}

function fixedBytes(item: unknown, path: string, length: number): Uint8Array {
  const bytes = bytesFromText(item, path)
  if (bytes.length !== length) throw wrong(path, `${length} bytes`, item)
  return bytes
}

function isTrue(item: unknown): boolean {
  return item !== false && item !== 'false'
}

function missing(path: string, name: string, type: string, description: string): CommandError {
  const what = `It is ${article(type)}${description === '' ? '.' : `: ${description}`}`
  const isPending = path === `${name}.phone_number` || path === `${name}.phone_code_hash`
  const pending = ' During a login, as "chappe login" begins one, it can be left out.'
  return usageError(
    `${path} is missing`,
    isPending && pendingMethods.has(name) ? `${what.replace(/\.?$/, '.')}${pending}` : what,
  )
}

function article(type: string): string {
  return `${/^[aeiou]/i.test(type) ? 'an' : 'a'} ${type}`
}

function wrong(path: string, expected: string, item: unknown) {
  const shown = JSON.stringify(item) ?? String(item)
  return usageError(`${path} has to be ${expected}, not ${shown.length > 60 ? `${shown.slice(0, 60)}…` : shown}`)
}
