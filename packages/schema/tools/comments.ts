// The text of the documentation comments: what an editor shows about a constructor, a method, a type or a field.

import type { EntryDocumentation, FieldDocumentation, TypeDocumentation } from '../src/docs.ts'
import type { ErrorFact, MethodAccess } from '../src/facts.ts'

const silent = 'The schema’s source has no description.'

/** A constructor: description and link. Its fields carry their own notes. */
export function constructorComment(entry: EntryDocumentation): string {
  return join([entry.description || silent, see(entry.url)])
}

/** The parameters of a method: description and link. */
export function parametersComment(entry: EntryDocumentation): string {
  return join([`Parameters of \`${entry.name}\`. ${entry.description || silent}`, see(entry.url)])
}

/** A method: all that its reference page says. */
export function methodComment(entry: EntryDocumentation): string {
  return join([
    entry.description || silent,
    entry.fields.length === 0 ? '' : list('Parameters', entry.fields.map(fieldLine)),
    entry.errors.length === 0 ? '' : list('Errors', entry.errors.map(errorLine)),
    entry.access === undefined ? '' : accessLine(entry.access),
    see(entry.url),
  ])
}

/** A type: description and link. */
export function typeComment(type: TypeDocumentation): string {
  return join([type.description || silent, see(type.url)])
}

/** A field of a constructor or a parameter. */
export function fieldComment(field: FieldDocumentation): string {
  return field.description
}

function fieldLine(field: FieldDocumentation): string {
  const note = field.description.replaceAll('\n', ' ')
  return `- \`${field.name}\`${field.required ? '' : ' (optional)'}${note === '' ? '' : `: ${note}`}`
}

function errorLine(error: ErrorFact): string {
  const description = error.description.replaceAll('\n', ' ')
  return `- ${error.code} \`${error.name}\`${description === '' ? '' : `: ${description}`}`
}

function accessLine(access: MethodAccess): string {
  const bots = access.botsKnown ? yesNo(access.bots) : 'unknown'
  const business = access.businessConnection === 'seen' ? 'seen in one client' : access.businessConnection
  return (
    `**Access**: users: ${yesNo(access.users)}; bots: ${bots}; ` +
    `before login: ${yesNo(access.beforeLogin)}; over a business connection: ${business}`
  )
}

function yesNo(value: boolean): string {
  return value ? 'yes' : 'no'
}

function list(title: string, lines: readonly string[]): string {
  return `**${title}**\n${lines.join('\n')}`
}

function see(url: string): string {
  return `@see ${url}`
}

function join(parts: readonly string[]): string {
  return parts.filter(part => part !== '').join('\n\n')
}
