import type { LayerChange, LayerEntry, LayerLine } from '../model/model.ts'
import type { PageContext } from './context.ts'
import { type Html, html } from './html.ts'
import { heading, type Page } from './layout.ts'
import { neighbours } from './neighbours.ts'

const headings = {
  added: { id: 'added', text: 'Added' },
  changed: { id: 'changed', text: 'Changed' },
  removed: { id: 'removed', text: 'Removed' },
} as const

/** The page of a layer: what it changed. */
export function layerPage(layer: LayerEntry, context: PageContext): Page {
  const { counts, before } = layer
  const beforePage = before === undefined ? undefined : context.reference.get('layer', String(before))
  const body = html`
<h1>Layer ${layer.layer}</h1>
<p class="lead">${counts.methods} methods, ${counts.constructors} constructors and ${counts.types} types.</p>
${
  before === undefined
    ? html`<p>The oldest layer known here: what came before it cannot be told.</p>`
    : html`<p>Compared with <a href="${context.prose.to(beforePage?.urls.html ?? 'layers/index.html')}">layer ${before}</a>${
        before !== layer.layer - 1 &&
        html`, the nearest one known here; a difference may have come with any layer in between`
      }: ${layer.added.length} lines added, ${layer.changed.length} changed, ${layer.removed.length} removed.</p>
${heading(headings.changed)}
${changes(layer.changed, context)}
${heading(headings.added)}
${lines(layer.added, context)}
${heading(headings.removed)}
${lines(layer.removed, context)}`
}
`
  return {
    title: `Layer ${layer.layer}`,
    description: `What layer ${layer.layer} of the Telegram API added, changed and removed.`,
    section: 'layers',
    crumbs: [
      { text: 'Reference', address: 'index.html' },
      { text: 'Layers', address: 'layers/index.html' },
      { text: `Layer ${layer.layer}` },
    ],
    side: neighbours(
      'Layers',
      context.reference.layers.map(({ name, urls }) => ({ text: name, address: urls.html })),
      layer.name,
      context,
    ),
    contents: before === undefined ? [] : [headings.changed, headings.added, headings.removed],
    body,
    twins: layer.urls,
  }
}

function changes(changed: readonly LayerChange[], context: PageContext): Html {
  if (changed.length === 0) return html`<p class="quiet">Nothing.</p>`
  return html`<dl class="told">${changed.map(
    line =>
      html`<div><dt>${named(line, context)}</dt><dd><ul>${line.changes.map(change => html`<li>${context.prose.inline(change)}</li>`)}</ul></dd></div>`,
  )}</dl>`
}

function lines(some: readonly LayerLine[], context: PageContext): Html {
  if (some.length === 0) return html`<p class="quiet">Nothing.</p>`
  const of = (kind: LayerLine['kind'], title: string) => {
    const these = some.filter(line => line.kind === kind)
    if (these.length === 0) return false
    return html`<h3>${title}</h3><ul class="names">${these.map(line => html`<li class="mono">${named(line, context)}</li>`)}</ul>`
  }
  return html`${of('method', 'Methods')}${of('constructor', 'Constructors')}`
}

function named(line: LayerLine, context: PageContext): Html {
  return line.linkTo === undefined
    ? html`<span title="${line.tl}">${line.name}</span>`
    : html`<a href="${context.prose.to(line.linkTo)}" title="${line.tl}">${line.name}</a>`
}
