import type { ExampleValue } from './build-value.ts'

/** What JSON can hold. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [name: string]: JsonValue }

/**
 * Turns a value into what `chappe call` reads and prints: longs as decimal strings, byte strings as `0x` and
 * hexadecimal digits, absent fields left out.
 */
export function toJson(value: ExampleValue | undefined | null): JsonValue {
  if (value === undefined || value === null) return null
  if (typeof value === 'bigint') return value.toString()
  if (value instanceof Uint8Array) return `0x${toHex(value)}`
  if (isList(value)) return value.map(toJson)
  if (typeof value === 'object') {
    const fields = Object.entries(value).filter(([, field]) => field !== undefined)
    return Object.fromEntries(fields.map(([name, field]) => [name, toJson(field)]))
  }
  return value
}

/**
 * Prints JSON on as few lines as stay readable.
 *
 * @param lineWidth - columns for a line, default 80; what cannot be broken may be longer
 */
export function jsonText(value: JsonValue, lineWidth: number = 80): string {
  return print(value, lineWidth, 0, 0)
}

function print(value: JsonValue, lineWidth: number, indent: number, taken: number): string {
  const line = inline(value)
  if (indent + taken + line.length < lineWidth || typeof value !== 'object' || value === null) return line
  const pad = ' '.repeat(indent + 2)
  const end = ' '.repeat(indent)
  if (isList(value)) {
    return `[\n${value.map(item => `${pad}${print(item, lineWidth, indent + 2, 0)}`).join(',\n')}\n${end}]`
  }
  const members = Object.entries(value).map(([name, field]) => {
    const key = `${JSON.stringify(name)}: `
    return `${pad}${key}${print(field, lineWidth, indent + 2, key.length)}`
  })
  return `{\n${members.join(',\n')}\n${end}}`
}

function inline(value: JsonValue): string {
  if (isList(value)) return `[${value.map(inline).join(', ')}]`
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).map(([name, field]) => `${JSON.stringify(name)}: ${inline(field)}`)
    return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`
  }
  return JSON.stringify(value)
}

/** Lower-case hexadecimal digits, two a byte. */
export function toHex(bytes: Uint8Array): string {
  let hex = ''
  for (const byte of bytes) hex += byte.toString(16).padStart(2, '0')
  return hex
}

function isList<T>(value: T | readonly T[]): value is readonly T[] {
  return Array.isArray(value)
}
