import type { Combinator, Field, Schema, TypeExpression } from './schema.ts'
import { isConstructorName } from './schema.ts'

/**
 * Prints a combinator as one line of TL, with its number and the final `;`:
 * `auth.sentCode#5e002502 flags:# type:auth.SentCodeType … = auth.SentCode;`.
 */
export function printCombinator(combinator: Combinator): string {
  const id = combinator.explicitId ? `#${combinator.id.toString(16).padStart(8, '0')}` : ''
  const generics = combinator.generics.map(({ name, type }) => `{${name}:${type}}`)
  const words = [combinator.name + id, ...generics, ...combinator.fields.map(printField)]
  return `${words.join(' ')} = ${printType(combinator.result)};`
}

/** Prints a whole schema: constructors, `---functions---`, functions and, when it has one, its layer. */
export function printSchema(schema: Schema): string {
  const lines = schema.constructors.map(printCombinator)
  if (schema.functions.length > 0) lines.push('---functions---', ...schema.functions.map(printCombinator))
  if (schema.layer !== undefined) lines.push(`// LAYER ${schema.layer}`)
  return lines.map(line => `${line}\n`).join('')
}

/** Prints one argument of a combinator: `phone_number:string`, `flags.3?true`-style conditions included. */
export function printField({ name, type, condition }: Field): string {
  const label = name === '' ? '' : `${name}:`
  const bit = condition === undefined ? '' : `${condition.field}.${condition.bit}?`
  return label + bit + printType(type)
}

/** Prints a type as it stands in a schema: `Vector<long>`, `%Message`, `!X`, `4*[ int ]`. */
export function printType(type: TypeExpression): string {
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
      return `${type.bare ? 'vector' : 'Vector'}<${printType(type.item)}>`
    case 'type': {
      const name = type.bare && !isConstructorName(type.name) ? `%${type.name}` : type.name
      return type.args === undefined ? name : `${name}<${type.args.map(printType).join(',')}>`
    }
    case 'repetition': {
      const count = type.count === undefined ? '' : `${type.count}*`
      return `${count}[ ${type.fields.map(printField).join(' ')} ]`
    }
  }
}
