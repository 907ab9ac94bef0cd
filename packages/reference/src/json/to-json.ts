import { linkPages, relativeAddress } from '../markdown/links.ts'
import type { ConstructorExample, Entry, MethodExample, Reference } from '../model/model.ts'

/**
 * The JSON twin of a page as text: the entry with its example, if there is one. It names the published schema, its
 * Markdown has ordinary links relative to the page, and addresses stay relative to the root of the site.
 */
export function toJsonText(entry: Entry, reference: Reference): string {
  const page = entry.urls.json
  const example = exampleOf(entry, reference)
  const twin = { $schema: schemaAddress(page), ...entry, ...(example !== undefined && { example }) }
  return `${JSON.stringify(twin, withLinks(reference, page), 1)}\n`
}

/** The address of the schema of twins, as seen from one of them. */
export function schemaAddress(from: string): string {
  return relativeAddress(from, 'schema.json')
}

function exampleOf(entry: Entry, reference: Reference): MethodExample | ConstructorExample | undefined {
  if (entry.kind === 'method') return reference.examples?.method(entry.name)
  if (entry.kind === 'constructor') return reference.examples?.constructor_(entry.name)
  return undefined
}

function withLinks(reference: Reference, page: string): (key: string, value: unknown) => unknown {
  return (_key, value) =>
    typeof value === 'string' && value.includes('{@link ') ? linkPages(reference, value, page) : value
}
