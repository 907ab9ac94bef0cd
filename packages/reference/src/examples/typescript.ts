import type { ExampleValue } from './build-value.ts'

/** Longest line that an object or list may take before it is broken, in columns; pages show as many without scrolling. */
const lineWidth = 80

/** Longest byte string that is written out, in bytes; of longer ones only the length is shown. */
const bytesShownMax = 20

/**
 * Prints a value as TypeScript, in the way that a formatter would leave it.
 *
 * @param indent - columns in front of the line that the value begins on
 * @param taken - columns that stand before the value on that line, behind the indent
 */
export function toTypescript(value: ExampleValue, indent: number = 0, taken: number = 0): string {
  return print(value, '', indent, taken)
}

/** Prints fields as an object, some of them as expressions: `{ phone_number, phone_code_hash: sent.phone_code_hash }`. */
export function toTypescriptObject(
  fields: Readonly<Record<string, ExampleValue>>,
  expressions: Readonly<Record<string, string>>,
  indent: number = 0,
  taken: number = 0,
): string {
  const inline = entriesOf(fields).map(([name, value]) => member(name, value, expressions, Number.NEGATIVE_INFINITY))
  const line = inline.length === 0 ? '{}' : `{ ${inline.join(', ')} }`
  if (!line.includes('\n') && indent + taken + line.length < lineWidth) return line
  const pad = ' '.repeat(indent + 2)
  const lines = entriesOf(fields).map(([name, value]) => `${pad}${member(name, value, expressions, indent + 2)},`)
  return `{\n${lines.join('\n')}\n${' '.repeat(indent)}}`
}

function member(
  name: string,
  value: ExampleValue,
  expressions: Readonly<Record<string, string>>,
  indent: number,
): string {
  const expression = Object.hasOwn(expressions, name) ? expressions[name] : undefined
  if (expression !== undefined) return expression === name ? name : `${name}: ${expression}`
  return `${name}: ${print(value, name, indent, name.length + 2)}`
}

function print(value: ExampleValue, field: string, indent: number, taken: number): string {
  switch (typeof value) {
    case 'string':
      return quote(value)
    case 'number':
      return /color/.test(field) && value > 0xffff ? `0x${value.toString(16).padStart(6, '0')}` : String(value)
    case 'bigint':
      return `${value}n`
    case 'boolean':
      return String(value)
    case 'object':
      if (value instanceof Uint8Array) return bytes(value)
      if (isList(value)) return list(value, field, indent, taken)
      return toTypescriptObject(value, {}, indent, taken)
  }
}

function list(items: readonly ExampleValue[], field: string, indent: number, taken: number): string {
  const line = `[${items.map(item => print(item, field, Number.NEGATIVE_INFINITY, 0)).join(', ')}]`
  if (indent + taken + line.length < lineWidth) return line
  const pad = ' '.repeat(indent + 2)
  return `[\n${items.map(item => `${pad}${print(item, field, indent + 2, 0)},`).join('\n')}\n${' '.repeat(indent)}]`
}

// Biome's choice: single quotes, unless the text holds some and no double ones.
function quote(text: string): string {
  const inner = JSON.stringify(text).slice(1, -1)
  return `'${inner.replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
}

function bytes(value: Uint8Array): string {
  if (value.length > bytesShownMax) return `new Uint8Array(${value.length}) /* ${value.length} bytes */`
  const text = printable(value)
  if (text !== undefined) return `Buffer.from(${quote(text)})`
  return `Buffer.from('${[...value].map(byte => byte.toString(16).padStart(2, '0')).join('')}', 'hex')`
}

/** The text of bytes that are printable ASCII. */
export function printable(value: Uint8Array): string | undefined {
  return value.every(byte => byte >= 0x20 && byte < 0x7f) ? String.fromCharCode(...value) : undefined
}

function entriesOf(fields: Readonly<Record<string, ExampleValue>>): readonly [string, ExampleValue][] {
  return Object.entries(fields)
}

function isList(value: object): value is readonly ExampleValue[] {
  return Array.isArray(value)
}
