import type { EntryRef, Reference, TypeEntry } from '@chappe/reference'
import type { Terminal } from '../terminal.ts'
import { showHistory, someNames } from './entry-parts.ts'
import { createPage, firstSentence } from './page.ts'

/** Shows a type with its constructors. */
export function showType(type: TypeEntry, reference: Reference, terminal: Terminal): void {
  const page = createPage(terminal)
  page.title(type.name, 'type')
  page.text(type.description)
  if (!type.builtIn) {
    page.heading('Constructors')
    page.list(
      type.constructors.map(({ name }) => {
        const description = reference.get('constructor', name)?.description ?? ''
        return { name, description: firstSentence(description) }
      }),
    )
  }
  const list = (heading: string, refs: readonly EntryRef[]) => {
    if (refs.length === 0) return
    page.heading(heading)
    page.text(someNames(refs), '  ')
  }
  list('Answered by', type.returnedBy)
  list('Accepted by', type.acceptedBy)
  list('Part of', type.partOf)
  showHistory(type, page)
  if (type.urls.official !== undefined) page.url(type.urls.official)
}
