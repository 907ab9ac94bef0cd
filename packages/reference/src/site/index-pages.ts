import type { MethodEntry, Reference } from '../model/model.ts'
import type { PageContext } from './context.ts'
import { type Html, html, nothing } from './html.ts'
import type { Page } from './layout.ts'
import { namespaceId, namespacesOf, namespaceTitle } from './neighbours.ts'

/** The letters that stand for the answers to "who may call it" in `data-may` of a line. */
const callers: readonly (readonly [letter: string, access: keyof MethodEntry['access'], label: string])[] = [
  ['u', 'users', 'Users'],
  ['b', 'bots', 'Bots'],
  ['c', 'business', 'Bots for a business'],
  ['l', 'beforeLogin', 'Before login'],
]

/** The index of methods, with filters. */
export function methodsIndex(context: PageContext): Page {
  const { reference } = context
  const answered = reference.methods.some(({ implemented }) => implemented === true)
  const layers = reference.layers.filter(({ before }) => before !== undefined)
  const boxes = [...callers, ...(answered ? ([['d', 'd', 'Our data center answers it']] as const) : [])]
  const filters = filterForm(
    context,
    html`${boxes.map(([letter, , label]) => html`<label><input type="checkbox" name="may" value="${letter}"> ${label}</label>`)}${
      layers.length > 0 &&
      html`<label>New or changed in layer <select name="layer"><option value="">any</option>${layers.map(({ layer }) => html`<option>${layer}</option>`)}</select></label>`
    }`,
  )
  return indexPage(context, {
    title: 'Methods',
    section: 'methods',
    told: `${reference.methods.length} methods${layerWords(reference)}. Filter by who may call them, by the layer that brought or changed them, or by name.`,
    filters,
    entries: reference.methods,
    line: method =>
      html`<li data-may="${mayCall(method)}" data-in="${layersOf(method)}"><a href="${method.name}.html">${method.name}</a><span>${context.prose.summary(method.hasProse ? method.description : '', 88)}</span></li>`,
  })
}

/** The index of constructors. */
export function constructorsIndex(context: PageContext): Page {
  const { reference } = context
  return indexPage(context, {
    title: 'Constructors',
    section: 'constructors',
    told: `${reference.constructors.length} constructors${layerWords(reference)}, each with the type it belongs to.`,
    filters: filterForm(context, nothing),
    entries: reference.constructors,
    line: entry => html`<li><a href="${entry.name}.html">${entry.name}</a><span>${entry.memberOf.text}</span></li>`,
  })
}

/** The index of types. */
export function typesIndex(context: PageContext): Page {
  const { reference } = context
  return indexPage(context, {
    title: 'Types',
    section: 'types',
    told: `${reference.types.length} types${layerWords(reference)}.`,
    filters: filterForm(context, nothing),
    entries: reference.types,
    line: entry =>
      html`<li><a href="${entry.name}.html">${entry.name}</a><span>${context.prose.summary(entry.hasProse ? entry.description : '', 88)}</span></li>`,
  })
}

/** The index of errors, by code. */
export function errorsIndex(context: PageContext): Page {
  const { errors } = context.reference
  const codes = [...new Set(errors.flatMap(error => error.codes))].sort((a, b) => a - b)
  const body = html`<h1>Errors</h1>
<p class="lead">${errors.length} errors that methods are known to answer, by code. Each page tells what it means, what to do, and who answers it.</p>
<ul class="jump">${codes.map(code => html`<li><a href="#code-${code}">${code}</a></li>`)}</ul>
${filterForm(context, nothing)}
<div class="index" data-index>${codes.map(
    code =>
      html`<section id="code-${code}"><h2>${code}</h2><ul>${errors
        .filter(error => error.codes.includes(code))
        .map(
          error =>
            html`<li><a href="${context.prose.to(error.urls.html)}">${error.title}</a><span>${context.prose.summary(error.hasProse ? error.description : '', 88)}</span></li>`,
        )}</ul></section>`,
  )}</div>`
  return { ...frame('Errors', 'errors', `${errors.length} errors of the Telegram API, by code.`), body }
}

/** The index of layers, newest first. */
export function layersIndex(context: PageContext): Page {
  const { layers } = context.reference
  const body = html`<h1>Layers</h1>
<p class="lead">The versions of the schema that are known here, newest first, each compared with the one before it.</p>
<div class="scroll"><table><thead><tr><th scope="col">Layer</th><th scope="col">Compared with</th><th scope="col">Methods</th><th scope="col">Constructors</th><th scope="col">Added</th><th scope="col">Changed</th><th scope="col">Removed</th></tr></thead><tbody>${layers.map(
    ({ layer, before, counts, added, changed, removed, urls }) =>
      html`<tr><td><a href="${context.prose.to(urls.html)}">${layer}</a></td><td>${before ?? '–'}</td><td>${counts.methods}</td><td>${counts.constructors}</td>${[added, changed, removed].map(list => html`<td>${before === undefined ? '–' : list.length}</td>`)}</tr>`,
  )}</tbody></table></div>`
  return { ...frame('Layers', 'layers', 'The known layers of the Telegram API and what each of them changed.'), body }
}

interface Index<Item> {
  readonly title: string
  readonly section: string
  readonly told: string
  readonly filters: Html
  readonly entries: readonly Item[]
  line(entry: Item): Html
}

function indexPage<Item extends { readonly name: string; readonly namespace: string }>(
  context: PageContext,
  index: Index<Item>,
): Page {
  const groups = new Map<string, Item[]>()
  for (const entry of index.entries) {
    const group = groups.get(entry.namespace)
    if (group === undefined) groups.set(entry.namespace, [entry])
    else group.push(entry)
  }
  const namespaces = namespacesOf(index.entries as never)
  const byName = (a: Item, b: Item) => (a.name < b.name ? -1 : 1)
  const body = html`<h1>${index.title}</h1>
<p class="lead">${index.told}</p>
<ul class="jump">${namespaces.map(namespace => html`<li><a href="#${namespaceId(namespace)}">${namespaceTitle(namespace)}</a></li>`)}</ul>
${index.filters}
<div class="index" data-index>${namespaces.map(
    namespace =>
      html`<section id="${namespaceId(namespace)}"><h2>${namespaceTitle(namespace)}</h2><ul>${groups.get(namespace)?.sort(byName).map(index.line)}</ul></section>`,
  )}</div>`
  return {
    ...frame(index.title, index.section, `${index.title} of the Telegram API${layerWords(context.reference)}.`),
    body,
  }
}

function frame(title: string, section: string, description: string): Omit<Page, 'body'> {
  return { title, section, description, crumbs: [{ text: 'Reference', address: 'index.html' }, { text: title }] }
}

function filterForm(_context: PageContext, more: Html): Html {
  return html`<form class="filters needs-js" data-filters role="search" aria-label="Filter the list"><label>Name <input type="search" name="text" autocomplete="off" spellcheck="false"></label>${more}<span class="quiet" data-count role="status"></span></form>`
}

function mayCall({ access, implemented }: MethodEntry): string {
  const letters = callers.map(([letter, of]) =>
    access[of].answer === 'yes' || access[of].answer === 'seen' ? letter : '',
  )
  return letters.join('') + (implemented === true ? 'd' : '')
}

function layersOf({ history }: MethodEntry): string {
  return history
    .filter(({ kind }) => kind === 'added' || kind === 'changed')
    .map(({ layer }) => layer)
    .join(' ')
}

function layerWords({ layer }: Reference): string {
  return layer === undefined ? '' : ` of layer ${layer}`
}
