/** Prints TL values: for people as an indented tree, for programs as JSON. */

/** How the parts of a tree are dressed; the default leaves them plain. */
export interface ValueStyle {
  readonly constructor_name: (text: string) => string
  readonly field: (text: string) => string
  readonly value: (text: string) => string
}

const plain: ValueStyle = { constructor_name: text => text, field: text => text, value: text => text }
const inlineLimit = 100

/**
 * Shows a value on as few lines as stay readable: `auth.sentCode { phone_code_hash: "…", timeout: 60 }`.
 * Absent fields are left out, byte strings are hexadecimal.
 */
export function showValue(value: unknown, style: ValueStyle = plain, indent = ''): string {
  const inline = showInline(value, style)
  if (inline.length <= inlineLimit && !inline.includes('\n')) return inline
  if (Array.isArray(value)) {
    const inner = `${indent}  `
    return `[\n${value.map(item => inner + showValue(item, style, inner)).join('\n')}\n${indent}]`
  }
  if (isRecord(value)) {
    const inner = `${indent}  `
    const lines = fieldsOf(value).map(
      ([name, field]) => `${inner}${style.field(name)}: ${showValue(field, style, inner)}`,
    )
    return `${headOf(value, style)}{\n${lines.join('\n')}\n${indent}}`
  }
  return inline
}

/** Turns a TL value into what JSON can hold: longs as decimal strings, byte strings as base64. */
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
  if (typeof value === 'string') return style.value(JSON.stringify(value))
  if (value instanceof Uint8Array) return style.value(`0x${Buffer.from(value).toString('hex')}`)
  if (Array.isArray(value)) return `[${value.map(item => showInline(item, style)).join(', ')}]`
  if (isRecord(value)) {
    const fields = fieldsOf(value).map(([name, field]) => `${style.field(name)}: ${showInline(field, style)}`)
    const head = headOf(value, style)
    return fields.length === 0 ? head.trimEnd() || '{}' : `${head}{ ${fields.join(', ')} }`
  }
  return style.value(String(value))
}

function headOf(value: Record<string, unknown>, style: ValueStyle): string {
  return typeof value['_'] === 'string' ? `${style.constructor_name(value['_'])} ` : ''
}

function fieldsOf(value: Record<string, unknown>): [string, unknown][] {
  return Object.entries(value).filter(([name, field]) => name !== '_' && field !== undefined)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
