/** Prints TL values: for people as an indented tree, for programs as JSON. */
import { HiddenValue, hideSecrets } from './secret-fields.ts'

/** How the parts of a tree are dressed; the default leaves them plain. */
export interface ValueStyle {
  readonly constructor_name: (text: string) => string
  readonly field: (text: string) => string
  readonly value: (text: string) => string
}

const plain: ValueStyle = { constructor_name: text => text, field: text => text, value: text => text }
/** A line for the eye, where the output is no terminal that says its width. */
const usualWidth = 100

/**
 * Shows a value on as few lines as stay readable: `auth.sentCode { phone_code_hash: "…", timeout: 60 }`.
 * Absent fields are left out, byte strings are hexadecimal, control characters are escaped, secrets are hidden.
 *
 * @param options.width - columns for a line, default 100; what cannot be broken may be longer
 * @param options.secrets - whether secrets are shown, default false
 */
export function showValue(
  value: unknown,
  options: { readonly style?: ValueStyle; readonly width?: number; readonly secrets?: boolean } = {},
): string {
  const { style = plain, width = usualWidth, secrets = false } = options
  return showIndented(secrets ? value : hideSecrets(value).value, style, width, '', 0)
}

/** @param taken - columns that stand before the value on its first line */
function showIndented(value: unknown, style: ValueStyle, width: number, indent: string, taken: number): string {
  // Measured without colours, which take no columns.
  const fits = indent.length + taken + showInline(value, plain).length <= width
  const inner = `${indent}  `
  if (!fits && Array.isArray(value)) {
    return `[\n${value.map(item => inner + showIndented(item, style, width, inner, 0)).join('\n')}\n${indent}]`
  }
  if (!fits && isRecord(value)) {
    const lines = fieldsOf(value).map(
      ([name, field]) => `${inner}${style.field(name)}: ${showIndented(field, style, width, inner, name.length + 2)}`,
    )
    if (lines.length > 0) return `${headOf(value, style)}{\n${lines.join('\n')}\n${indent}}`
  }
  return showInline(value, style)
}

/**
 * Turns a TL value into what JSON can hold: longs as decimal strings, byte strings as base64. Nothing is hidden: it is for a
 * program, which goes on with what it gets.
 */
export function toJson(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString()
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  if (Array.isArray(value)) return value.map(toJson)
  if (isRecord(value)) {
    const entries = Object.entries(value).filter(([, field]) => field !== undefined)
    return Object.fromEntries(entries.map(([name, field]) => [name, toJson(field)]))
  }
  return value
}

function showInline(value: unknown, style: ValueStyle): string {
  if (value instanceof HiddenValue) return style.value(value.text)
  if (typeof value === 'string') return style.value(quote(value))
  if (value instanceof Uint8Array) return style.value(`0x${Buffer.from(value).toString('hex')}`)
  if (Array.isArray(value)) return `[${value.map(item => showInline(item, style)).join(', ')}]`
  if (isRecord(value)) {
    const fields = fieldsOf(value).map(([name, field]) => `${style.field(name)}: ${showInline(field, style)}`)
    const head = headOf(value, style)
    return fields.length === 0 ? head.trimEnd() || '{}' : `${head}{ ${fields.join(', ')} }`
  }
  return style.value(String(value))
}

// JSON leaves DEL and the C1 controls as they are; a terminal would obey them.
function quote(text: string): string {
  return JSON.stringify(text).replaceAll(
    /[\u007f-\u009f]/g,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

function headOf(value: Record<string, unknown>, style: ValueStyle): string {
  return typeof value['_'] === 'string' ? `${style.constructor_name(value['_'])} ` : ''
}

function fieldsOf(value: Record<string, unknown>): [string, unknown][] {
  return Object.entries(value).filter(([name, field]) => name !== '_' && field !== undefined)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !(value instanceof Uint8Array || value instanceof HiddenValue)
}
