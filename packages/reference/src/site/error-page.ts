import type { ErrorEntry } from '../model/model.ts'
import type { PageContext } from './context.ts'
import { lead, nameHeading, nameList } from './entry-parts.ts'
import { html } from './html.ts'
import { heading, type Page } from './layout.ts'
import { closeTo, neighbours } from './neighbours.ts'

const headings = {
  remedy: { id: 'what-to-do', text: 'What to do' },
  used: { id: 'used-in', text: 'Methods that answer it' },
} as const

const meanings: Readonly<Record<number, string>> = {
  303: 'Another data center has to be asked.',
  400: 'The call is not right as it is; the same call will fail again.',
  401: 'The key is not logged in, or its login is not finished.',
  403: 'The caller may not do that.',
  404: 'What was called is not there.',
  406: 'The call is refused; where a text for people is due, the server sends it as an update of its own.',
  420: 'Too many calls: wait, then repeat.',
  500: 'A fault of the server: repeat later.',
}

/** The page of an error. */
export function errorPage(error: ErrorEntry, context: PageContext): Page {
  const body = html`
${nameHeading(error.title, 'Error')}
${lead(error.description, context)}
<dl class="told">${error.codes.map(
    code =>
      html`<div><dt>${code}</dt><dd>${meanings[code] ?? (code < 0 ? 'An error of the transport or of an old server.' : 'A code with no general meaning.')}${error.variants
        .filter(variant => variant.code === code && variant.description !== error.description)
        .map(({ description }) => html` ${context.prose.inline(description)}`)}</dd></div>`,
  )}</dl>
${error.name !== error.title && html`<p class="small quiet">${'X'} in the name stands for a number: the server sends <code>${error.name.replace('%d', '30')}</code>, for example.</p>`}
${heading(headings.remedy)}
<div class="prose">${context.prose.block(error.remedy)}</div>
${heading(headings.used)}
${error.thrownBy.length === 0 ? html`<p class="quiet">No method is known to answer it in particular: any may.</p>` : nameList(error.thrownBy, context)}
`
  return {
    title: error.title,
    description: context.prose.summary(error.description, 160),
    section: 'errors',
    crumbs: [
      { text: 'Reference', address: 'index.html' },
      { text: 'Errors', address: 'errors/index.html' },
      { text: error.title },
    ],
    side: neighbours(
      'Errors nearby',
      closeTo(context.reference.errors, error.name).map(({ title, urls }) => ({ text: title, address: urls.html })),
      error.title,
      context,
    ),
    contents: Object.values(headings),
    body,
    twins: error.urls,
  }
}
