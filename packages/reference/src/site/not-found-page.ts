import type { PageContext } from './context.ts'
import { html } from './html.ts'
import type { Page } from './layout.ts'

/** The page for an address that leads nowhere. */
export function notFoundPage({ address, reference, root }: PageContext): Page {
  // An address is often right but for its ending, or its folder.
  const name = address.slice(address.lastIndexOf('/') + 1).replace(/\.(html?|md|json)$/, '')
  const close = reference.find(name)
  return {
    title: 'Not found',
    description: 'There is no page at this address.',
    body: html`<h1>Nothing is here</h1>
<p class="lead">${close === undefined ? 'No page of this layer has this address.' : html`Did you mean <a href="${root}${close.urls.html}">${close.name}</a>?`}</p>
<p>The indexes list every page: <a href="${root}methods/index.html">methods</a>, <a href="${root}constructors/index.html">constructors</a>, <a href="${root}types/index.html">types</a>, <a href="${root}errors/index.html">errors</a>, <a href="${root}layers/index.html">layers</a>.</p>`,
  }
}
