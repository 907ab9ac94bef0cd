import type { Reference } from '../model/model.ts'
import type { PageContext } from './context.ts'
import { breakable } from './entry-parts.ts'
import { type Html, html } from './html.ts'

/** How many names are shown before and after the page's own where a list has no natural groups. */
const around = 14

/** A list at the side: names close to the page's own. */
export function neighbours(title: string, items: readonly SideItem[], current: string, context: PageContext): Html {
  return html`<h2>${title}</h2><ul>${items.map(
    ({ text, address }) =>
      html`<li><a class="mono" href="${context.prose.to(address)}"${text === current && html` aria-current="page"`}>${breakable(text)}</a></li>`,
  )}</ul>`
}

/** A line of such a list. */
export interface SideItem {
  readonly text: string
  readonly address: string
}

/** The methods of a namespace, then the other namespaces. */
export function methodSide(name: string, namespace: string, context: PageContext): Html {
  const { methods } = context.reference
  const same = methods.filter(method => method.namespace === namespace).sort((a, b) => (a.name < b.name ? -1 : 1))
  return html`${neighbours(namespaceTitle(namespace), same.map(itemOf), name, context)}<h2>Other namespaces</h2><ul>${namespacesOf(
    methods,
  )
    .filter(other => other !== namespace)
    .map(
      other =>
        html`<li><a class="mono" href="${context.prose.to('methods/index.html')}#${namespaceId(other)}">${namespaceTitle(other)}</a></li>`,
    )}</ul>`
}

/** The part of a sorted list around a name. */
export function closeTo<Item extends { readonly name: string }>(items: readonly Item[], name: string): readonly Item[] {
  const at = items.findIndex(item => item.name === name)
  return items.slice(Math.max(0, at - around), at + around + 1)
}

/** Something with a name and a page, as a line at the side. */
export function itemOf(entry: { readonly name: string; readonly urls: { readonly html: string } }): SideItem {
  return { text: entry.name, address: entry.urls.html }
}

/** The namespaces in a list, by name; names without one come last. */
export function namespacesOf(
  entries: Reference['methods'] | Reference['constructors'] | Reference['types'],
): readonly string[] {
  return [...new Set(entries.map(entry => entry.namespace))].sort(
    (a, b) => Number(a === '') - Number(b === '') || (a < b ? -1 : 1),
  )
}

/** A namespace as a heading. */
export function namespaceTitle(namespace: string): string {
  return namespace === '' ? 'without namespace' : namespace
}

/** A namespace as the name of a place on a page. */
export function namespaceId(namespace: string): string {
  return `in-${namespace === '' ? 'none' : namespace}`
}
