import type { ConstructorEntry } from '../model/model.ts'
import { codeBlock } from './code-colours.ts'
import type { PageContext } from './context.ts'
import {
  declaration,
  fieldList,
  historyList,
  lead,
  nameHeading,
  nameList,
  tabs,
  typeLink,
  wireTable,
} from './entry-parts.ts'
import { html } from './html.ts'
import { heading, type Page } from './layout.ts'
import { itemOf, namespaceId, namespaceTitle, neighbours } from './neighbours.ts'

const headings = {
  fields: { id: 'fields', text: 'Fields' },
  example: { id: 'example', text: 'Example' },
  used: { id: 'used-in', text: 'Used in' },
  returned: { id: 'returned-by', text: 'Returned by' },
  history: { id: 'history', text: 'History' },
} as const

/** The page of a entry. */
export function constructorPage(entry: ConstructorEntry, context: PageContext): Page {
  const { reference } = context
  const type = reference.get('type', entry.memberOf.name)
  const example = reference.examples?.constructor_(entry.name)
  const { usedIn, returnedBy } = entry
  const body = html`
${nameHeading(entry.name, 'Constructor')}
${lead(entry.description, context)}
<p>A member of the type <code>${typeLink(entry.memberOf, context)}</code>${type?.hasProse === true && html`: ${context.prose.inline(type.description)}`}</p>
${declaration(entry.tl, context)}
${heading(headings.fields)}
${entry.fields.length === 0 ? html`<p>None: the constructor itself says it all.</p>` : fieldList(entry.fields, context)}
${
  example !== undefined &&
  html`${heading(headings.example)}${tabs('Example', [
    ['TypeScript', codeBlock(example.value, 'the value')],
    ['JSON', codeBlock(example.json, 'the value as JSON')],
    ['On the wire', wireTable(example.wire)],
  ])}`
}
${usedIn.length > 0 && html`${heading(headings.used)}<p class="small quiet">Methods and constructors with a field that takes <code>${entry.memberOf.name}</code>.</p>${nameList(usedIn, context)}`}
${returnedBy.length > 0 && html`${heading(headings.returned)}<p class="small quiet">Methods whose answer is <code>${entry.memberOf.name}</code>.</p>${nameList(returnedBy, context)}`}
${heading(headings.history)}
${historyList(entry.history, context)}
`
  const siblings = type?.constructors.map(({ name, linkTo }) => ({ text: name, address: linkTo })) ?? [itemOf(entry)]
  return {
    title: entry.name,
    description: context.prose.summary(entry.description, 160),
    section: 'constructors',
    crumbs: [
      { text: 'Reference', address: 'index.html' },
      { text: 'Constructors', address: 'constructors/index.html' },
      {
        text: namespaceTitle(entry.namespace),
        address: `constructors/index.html#${namespaceId(entry.namespace)}`,
      },
      { text: entry.name },
    ],
    side: html`<h2>Type</h2><ul><li><a class="mono" href="${context.prose.to(entry.memberOf.linkTo ?? 'types/index.html')}">${entry.memberOf.name}</a></li></ul>${neighbours('Its constructors', siblings, entry.name, context)}`,
    contents: Object.values(headings).filter(
      ({ id }) =>
        (id !== 'example' || example !== undefined) &&
        (id !== 'used-in' || usedIn.length > 0) &&
        (id !== 'returned-by' || returnedBy.length > 0),
    ),
    body,
    twins: entry.urls,
  }
}
