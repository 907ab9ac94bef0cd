/** What the pages of methods and constructors have in common. */
import {
  type Declaration,
  type EntryRef,
  eventLayer,
  type FieldEntry,
  type HistoryEvent,
  type Reference,
  type TypeRef,
} from '@chappe/reference'
import type { Terminal } from '../terminal.ts'
import { wrapText } from '../wrap-text.ts'
import type { ListItem, Page } from './page.ts'

/** A parameter or field as an item of a list. */
export function fieldItem({ name, type, required, description, filledBy }: FieldEntry): ListItem {
  const filled = filledBy === undefined ? '' : `Filled by ${filledBy} when left out.`
  return {
    name,
    label: required ? type.text : `${type.text}, optional`,
    description: [description, filled].filter(text => text !== '').join('\n'),
  }
}

/** What an answer can be, where that says more than the name of its type. */
export function choices(type: TypeRef, reference: Reference): string {
  const constructors = reference.get('type', type.name)?.constructors ?? []
  return constructors.length < 2 ? '' : `: ${someNames(constructors)}`
}

/** Names in a row; of many only the first. */
export function someNames(refs: readonly EntryRef[]): string {
  const shown = refs.slice(0, namesMax).map(({ name }) => name)
  return `${shown.join(', ')}${refs.length > namesMax ? `, and ${refs.length - namesMax} more` : ''}`
}

const namesMax = 12

/** What became of a declaration from layer to layer. */
export function showHistory({ history }: { readonly history: readonly HistoryEvent[] }, page: Page): void {
  if (history.length === 0) return
  page.heading('History')
  page.list(history.map(event => ({ name: eventWords(event), description: event.changes.join('\n') })))
}

function eventWords(event: HistoryEvent): string {
  if (event.kind === 'present since at least') return `in layer ${event.layer} already, the oldest that is known`
  return `${event.kind} in ${eventLayer(event)}`
}

/** The line of the schema, and the page in Telegram's own documents. */
export function showTl({ tl, urls }: Declaration, page: Page, terminal: Terminal): void {
  page.heading('TL')
  page.line(terminal.style('dim', wrapText(tl, terminal.width, '  ')))
  if (urls.official !== undefined) page.url(urls.official)
}
