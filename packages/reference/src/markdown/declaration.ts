import { eventLayer } from '../model/history.ts'
import type { Declaration, FieldEntry, HistoryEvent } from '../model/model.ts'
import { escapeText, type MarkdownWriter } from './writer.ts'

/** The head of tables of parameters and attributes. */
export const fieldTableHead: readonly string[] = ['Name', 'Type', 'Description', 'Required']

/** A row of such a table. */
export function fieldRow(page: MarkdownWriter, field: FieldEntry, required: string): string[] {
  const bit = field.flag === undefined ? '' : ` (\`${field.flag.word}.${field.flag.bit}\`)`
  return [escapeText(field.name), page.type(field.type), field.description, `${required}${bit}`]
}

/** The sections that methods and constructors share: the line of the schema and what became of it. */
export function declarationSections(page: MarkdownWriter, declaration: Declaration): void {
  page.heading(3, 'Schema:')
  page.code(declaration.tl, 'tl')
  page.paragraph(`Id: \`0x${declaration.id}\`.`)
  if (declaration.proseLayer !== undefined) {
    page.paragraph(`Descriptions are those of layer ${declaration.proseLayer}; the line is that of this schema.`)
  }
  historySection(page, declaration.history)
  const { official } = declaration.urls
  if (official !== undefined) page.paragraph(`In Telegram's documents: [${escapeText(declaration.name)}](${official})`)
}

/** What became of a name, layer by layer. */
export function historySection(page: MarkdownWriter, history: readonly HistoryEvent[]): void {
  if (history.length === 0) return
  page.heading(3, 'History:')
  page.list(history.map(eventText))
}

function eventText(event: HistoryEvent): string {
  const { kind, changes } = event
  if (kind === 'present since at least') return `present since at least ${eventLayer(event)}`
  return `${kind} in ${eventLayer(event)}${changes.length === 0 ? '' : `: ${changes.join('; ')}`}`
}
