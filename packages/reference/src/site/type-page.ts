import type { EntryRef, TypeEntry } from '../model/model.ts'
import type { PageContext } from './context.ts'
import { historyList, lead, nameHeading, nameList, toldList } from './entry-parts.ts'
import { type Html, html } from './html.ts'
import { heading, type Page } from './layout.ts'
import { closeTo, itemOf, namespaceId, namespaceTitle, neighbours } from './neighbours.ts'

const headings = {
  constructors: { id: 'constructors', text: 'Constructors' },
  returned: { id: 'returned-by', text: 'Returned by' },
  accepted: { id: 'accepted-by', text: 'Accepted by' },
  part: { id: 'part-of', text: 'Part of' },
  history: { id: 'history', text: 'History' },
} as const

/** The page of a type. */
export function typePage(type: TypeEntry, context: PageContext): Page {
  const part = (at: keyof typeof headings, entries: readonly EntryRef[], empty: string): Html =>
    html`${heading(headings[at])}${entries.length === 0 ? html`<p class="quiet">${empty}</p>` : nameList(entries, context)}`
  const body = html`
${nameHeading(type.name, 'Type')}
${lead(type.description, context)}
${
  !type.builtIn &&
  html`${heading(headings.constructors)}${toldList(type.constructors, context)}
${part('returned', type.returnedBy, 'No method answers it directly.')}
${part('accepted', type.acceptedBy, 'No method takes it directly.')}
${part('part', type.partOf, 'No constructor has a field of it.')}
${type.history.length > 0 && html`${heading(headings.history)}${historyList(type.history, context)}`}`
}
`
  const same = context.reference.types.filter(other => other.namespace === type.namespace)
  return {
    title: type.name,
    description: context.prose.summary(type.description, 160),
    section: 'types',
    crumbs: [
      { text: 'Reference', address: 'index.html' },
      { text: 'Types', address: 'types/index.html' },
      { text: namespaceTitle(type.namespace), address: `types/index.html#${namespaceId(type.namespace)}` },
      { text: type.name },
    ],
    side: neighbours('Types nearby', closeTo(same, type.name).map(itemOf), type.name, context),
    contents: type.builtIn
      ? []
      : Object.values(headings).filter(({ id }) => id !== 'history' || type.history.length > 0),
    body,
    twins: type.urls,
  }
}
