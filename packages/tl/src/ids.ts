import { crc32 } from './crc32.ts'
import type { Combinator, Field, TypeExpression } from './schema.ts'

/** What of a combinator its number depends on. */
export type Declaration = Pick<Combinator, 'name' | 'generics' | 'fields' | 'result'>

/**
 * Computes the number of a combinator from its own declaration: the CRC-32 of {@link normalizedText}, unsigned.
 * The number written in a schema always wins over this one; a few lines carry another on purpose.
 *
 * @see {@link https://core.telegram.org/mtproto/TL-formal}
 */
export function computeId(combinator: Declaration): number {
  return crc32(normalizedText(combinator))
}

/**
 * Writes a declaration in the form whose CRC-32 is its number: no `#id` and `;`, single spaces, no `( ) { } < >`
 * and commas. `bytes` counts as `string` where it is the type of a field, but not as the item of a vector, and
 * arguments of the form `name:flags.N?true` are left out, so that adding one does not change the number.
 */
export function normalizedText(combinator: Declaration): string {
  const words = [combinator.name]
  for (const { name, type } of combinator.generics) words.push(`${name}:${type}`)
  for (const field of combinator.fields) {
    if (field.condition !== undefined && field.type.kind === 'true') continue
    words.push(fieldText(field))
  }
  words.push('=', typeText(combinator.result))
  return words.join(' ')
}

function fieldText({ name, type, condition }: Field): string {
  const label = name === '' ? '' : `${name}:`
  const bit = condition === undefined ? '' : `${condition.field}.${condition.bit}?`
  const isBytes = type.kind === 'primitive' && type.name === 'bytes'
  return label + bit + (isBytes ? 'string' : typeText(type))
}

function typeText(type: TypeExpression): string {
  switch (type.kind) {
    case 'nat':
      return '#'
    case 'primitive':
      return type.name
    case 'true':
      return 'true'
    case 'number':
      return String(type.value)
    case 'variable':
      return type.call ? `!${type.name}` : type.name
    case 'vector':
      return `${type.bare ? 'vector' : 'Vector'} ${typeText(type.item)}`
    case 'type': {
      const name = type.bare && /^[A-Z]/.test(lastPart(type.name)) ? `%${type.name}` : type.name
      return [name, ...(type.args ?? []).map(typeText)].join(' ')
    }
    case 'repetition': {
      const count = type.count === undefined ? '' : `${type.count}*`
      return `${count}[ ${type.fields.map(fieldText).join(' ')} ]`
    }
  }
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1)
}
