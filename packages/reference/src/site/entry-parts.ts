import type { EntryRef, FieldEntry, HistoryEvent, TypeRef, WirePart } from '../model/model.ts'
import type { PageContext } from './context.ts'
import { type Html, html, nothing, type Part } from './html.ts'
import { tlLine } from './tl-line.ts'

/** Lists longer than this are folded. */
const namesShown = 60

/** The heading of an entry: its namespace in a quieter colour. */
export function nameHeading(name: string, kind: string): Html {
  const dot = name.lastIndexOf('.') + 1
  return html`<h1 class="name"><span class="hidden-text">${kind} </span><span class="space">${name.slice(0, dot)}</span>${breakable(name.slice(dot))}</h1>`
}

/** A long name that may be broken before its humps and after underscores. */
export function breakable(name: string): Part {
  if (name.length < 22) return name
  return name.split(/(?<=_)|(?<=[a-z0-9])(?=[A-Z])/).map((part, at) => (at === 0 ? part : html`<wbr>${part}`))
}

/** The description of an entry, its first paragraph larger. */
export function lead(markdown: string, context: PageContext): Html {
  const [first = '', ...rest] = markdown.split(/\n\s*\n/)
  return html`<div class="lead">${context.prose.block(first)}</div>${
    rest.length > 0 && html`<div class="prose">${context.prose.block(rest.join('\n\n'))}</div>`
  }`
}

/** The line of the schema with a copy button. */
export function declaration(tl: string, context: PageContext): Html {
  return html`<div class="block"><button type="button" class="copy needs-js" data-copy>Copy<span class="hidden-text"> the TL line</span></button>${tlLine(tl, context.reference, context.prose)}</div>`
}

/** A type with its link: `Vector<` around the part that has a page. */
export function typeLink(type: TypeRef, context: PageContext): Html {
  if (type.linkTo === undefined) return html`${type.text}`
  const at = type.text.indexOf(type.name)
  const link = (text: string) => html`<a href="${context.prose.to(type.linkTo ?? '')}">${text}</a>`
  if (at < 0) return link(type.text)
  return html`${type.text.slice(0, at)}${link(type.name)}${type.text.slice(at + type.name.length)}`
}

/** Parameters or attributes. */
export function fieldList(fields: readonly FieldEntry[], context: PageContext): Html {
  return html`<dl class="fields">${fields.map(field => fieldItem(field, context))}</dl>`
}

function fieldItem(field: FieldEntry, context: PageContext): Html {
  const need = field.required ? 'required' : 'optional'
  return html`<div id="field-${field.name}" data-field="${field.name}" data-need="${need}"><dt><a class="field-name" href="#field-${field.name}">${field.name}</a><span class="need ${need}">${need}</span><span class="type">${typeLink(field.type, context)}${
    field.flag !== undefined &&
    html` <span title="Bit ${field.flag.bit} of ${field.flag.word} says whether it is there">${field.flag.word}.${field.flag.bit}</span>`
  }</span></dt><dd>${
    field.description === ''
      ? html`<p class="quiet">The schema’s source does not describe it.</p>`
      : context.prose.block(field.description)
  }${field.filledBy !== undefined && html`<p class="fills">May be left out with our client: filled by ${context.prose.inline(field.filledBy)}.</p>`}</dd></div>`
}

/** Names with links, in columns; a long list is folded. */
export function nameList(entries: readonly EntryRef[], context: PageContext): Html {
  const list = (some: readonly EntryRef[]) =>
    html`<ul class="names">${some.map(
      ({ name, linkTo }) => html`<li class="mono"><a href="${context.prose.to(linkTo)}">${name}</a></li>`,
    )}</ul>`
  if (entries.length <= namesShown) return list(entries)
  return html`${list(entries.slice(0, namesShown))}<details class="more"><summary>${entries.length - namesShown} more</summary>${list(
    entries.slice(namesShown),
  )}</details>`
}

/** Names with what they are in a sentence each. */
export function toldList(entries: readonly EntryRef[], context: PageContext): Html {
  return html`<dl class="told">${entries.map(({ kind, name, linkTo }) => {
    const entry = context.reference.get(kind, name)
    const told = entry === undefined || entry.kind === 'layer' || !entry.hasProse ? '' : entry.description
    return html`<div><dt><a href="${context.prose.to(linkTo)}">${name}</a></dt><dd>${context.prose.summary(told, 180)}</dd></div>`
  })}</dl>`
}

/** What became of a name, layer by layer, newest first. */
export function historyList(history: readonly HistoryEvent[], context: PageContext): Html {
  return html`<ol class="history">${history.toReversed().map(event => {
    const page = context.reference.get('layer', String(event.layer))
    const layer =
      page === undefined
        ? html`Layer ${event.layer}`
        : html`<a href="${context.prose.to(page.urls.html)}">Layer ${event.layer}</a>`
    return html`<li><b>${layer}</b> ${historyWords(event)}${
      event.changes.length > 0 &&
      html`<ul>${event.changes.map(change => html`<li>${context.prose.inline(change)}</li>`)}</ul>`
    }</li>`
  })}</ol>`
}

function historyWords(event: HistoryEvent): string {
  if (event.kind === 'present since at least') return 'had it already; it is the oldest layer known here'
  const exact = event.after === undefined || event.after === event.layer - 1
  return exact ? `${event.kind} it` : `or one of those after ${event.after} ${event.kind} it`
}

/** The same bytes, field by field. */
export function wireTable(wire: readonly WirePart[]): Html {
  if (wire.length === 0) return nothing
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Bytes on the wire"><table class="wire"><thead><tr><th scope="col">At</th><th scope="col">Bytes</th><th scope="col">Field</th><th scope="col">Meaning</th></tr></thead><tbody>${wire.map(
    part =>
      html`<tr><td>${part.offset}</td><td class="bytes">${part.hex.replace(/(..)(?=.)/g, '$1 ')}</td><td>${part.field}</td><td>${part.meaning}</td></tr>`,
  )}</tbody></table></div>`
}

/** Panels that a script turns into tabs; without one they follow each other. */
export function tabs(label: string, panels: readonly (readonly [title: string, body: Html])[]): Html {
  return html`<div class="tabs" data-tabs="${label}">${panels.map(
    ([title, body]) =>
      html`<section class="tab" data-title="${title}"><h3 class="tab-title">${title}</h3>${body}</section>`,
  )}</div>`
}
