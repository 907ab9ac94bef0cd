import type { EntryRef, Reference, TypeRef } from '../model/model.ts'
import { linkPages, relativeAddress } from './links.ts'

/** Writes the Markdown of one page: headings, paragraphs, tables and links that are relative to it. */
export class MarkdownWriter {
  readonly #reference: Reference
  readonly #from: string
  readonly #blocks: string[] = []

  /** @param from address of the page's HTML, which the links are relative to */
  constructor(reference: Reference, from: string) {
    this.#reference = reference
    this.#from = from
  }

  heading(level: 1 | 2 | 3, text: string): void {
    this.#blocks.push(`${'#'.repeat(level)} ${text}`)
  }

  paragraph(markdown: string): void {
    const text = this.prose(markdown)
    if (text !== '') this.#blocks.push(text)
  }

  code(text: string, language: string): void {
    this.#blocks.push(`\`\`\`${language}\n${text.trimEnd()}\n\`\`\``)
  }

  list(items: readonly string[]): void {
    if (items.length > 0) this.#blocks.push(items.map(item => `- ${this.prose(item).replaceAll('\n', ' ')}`).join('\n'))
  }

  /** A table; cells are Markdown. Nothing is written without rows. */
  table(head: readonly string[], rows: readonly (readonly string[])[]): void {
    if (rows.length === 0) return
    const lines = [head, head.map(() => '---'), ...rows.map(row => row.map(cell => this.#cell(cell)))]
    this.#blocks.push(lines.map(cells => `| ${cells.join(' | ')} |`).join('\n'))
  }

  /** A link with the address of a page of ours; without one, code. */
  link(text: string, to: string | undefined): string {
    return to === undefined ? `\`${text}\`` : `[${escapeText(text)}](${relativeAddress(this.#from, to)})`
  }

  /** A type with the link around it: `[Vector<InputUser>](…)`. */
  type(type: TypeRef): string {
    return this.link(type.text, type.linkTo)
  }

  /** Names with their pages, in one line. */
  names(refs: readonly EntryRef[]): string {
    return refs.map(ref => this.link(ref.name, ref.linkTo)).join(', ')
  }

  /** Markdown of the model with its cross references as links. */
  prose(markdown: string): string {
    return linkPages(this.#reference, markdown, this.#from)
  }

  /** The whole page so far. */
  text(): string {
    return `${this.#blocks.join('\n\n')}\n`
  }

  #cell(markdown: string): string {
    return this.prose(markdown).replaceAll('|', '\\|').replaceAll(/\n+/g, '<br>')
  }
}

/** Text in which nothing is taken for Markdown: `phone\_number`. */
export function escapeText(text: string): string {
  return text.replaceAll(/[\\`*_[\]<>]/g, '\\$&')
}
