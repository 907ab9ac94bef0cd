import type { Entry, FieldEntry } from '../model/model.ts'
import type { PageContext } from './context.ts'

/** One thing that can be found: kind, name, words, fields, errors (places in the list of error names). */
type SearchLine = readonly [kind: string, name: string, words: string, fields: string, errors: readonly number[]]

/** What the search of the site reads, as JSON: `{ errors: [names], lines: [SearchLine] }`. */
export function searchData(context: PageContext): string {
  const { reference, content, prose } = context
  const errors = reference.errors.map(({ title }) => title)
  const errorAt = new Map(errors.map((title, at) => [title, at]))
  const entries: readonly Entry[] = [
    ...reference.methods,
    ...reference.errors,
    ...reference.types,
    ...reference.constructors,
    ...reference.layers,
  ]
  const lineOf = (entry: Entry): SearchLine => {
    if (entry.kind === 'layer') return ['l', entry.name, `layer ${entry.name}`, '', []]
    const words = entry.hasProse ? prose.summary(entry.description, 140) : ''
    if (entry.kind === 'type') return ['t', entry.name, words, '', []]
    if (entry.kind === 'error') return ['e', entry.title, words, '', []]
    if (entry.kind === 'constructor') return ['c', entry.name, words, names(entry.fields), []]
    const places = entry.errors.map(({ title }) => errorAt.get(title) ?? -1).filter(at => at >= 0)
    return ['m', entry.name, words, names(entry.parameters), places]
  }
  const guides = content.guides.map(({ slug, title, description }): SearchLine => ['g', title, description, slug, []])
  return JSON.stringify({ errors, lines: [...guides, ...entries.map(lineOf)] })
}

function names(fields: readonly FieldEntry[]): string {
  return fields.map(({ name }) => name).join(' ')
}
