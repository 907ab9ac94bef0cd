import type { Format, Terminal } from '../terminal.ts'
import { terminalText } from '../terminal-text.ts'
import { wrapText } from '../wrap-text.ts'

/** A page of help on its way to the terminal: a title, prose and lists, wrapped to the screen. */
export interface Page {
  /** The first line: what this is about, and what kind of thing that is. */
  title(name: string, kind: string): void
  heading(text: string): void
  /** A paragraph; Markdown becomes plain text. */
  text(markdown: string, indent?: string): void
  /** A line that stays as it is. */
  line(text: string): void
  /** A list of names, each with a few words behind it or below it. */
  list(items: readonly ListItem[]): void
  /** The last line: where to read more. */
  url(url: string): void
}

export interface ListItem {
  readonly name: string
  /** Stands behind the name, in `format`. */
  readonly label?: string
  readonly format?: Format
  /** Markdown. */
  readonly description?: string
}

/** Begins a page. */
export function createPage(terminal: Terminal): Page {
  const { width } = terminal
  const heading = (text: string) => terminal.out(`\n${terminal.style('bold', text)}`)
  return {
    title: (name, kind) => terminal.out(`${terminal.style(['bold', 'cyan'], name)}  ${terminal.style('dim', kind)}`),
    heading,
    text: (markdown, indent = '') => terminal.out(wrapText(terminalText(markdown), width, indent)),
    line: text => terminal.out(text),
    list(items) {
      for (const { name, label, format = 'green', description } of items) {
        terminal.out(`  ${name}${label === undefined ? '' : `  ${terminal.style(format, label)}`}`)
        const words = terminalText(description ?? '')
        if (words !== '') terminal.out(wrapText(words, width, '      '))
      }
      if (items.length === 0) terminal.out('  none')
    },
    url: url => terminal.out(`\n${terminal.style('dim', url)}`),
  }
}

/** The first sentence of a description, for lists. */
export function firstSentence(markdown: string): string {
  const text = terminalText(markdown).split('\n')[0] ?? ''
  return /^.*?[.!?](?=\s|$)/.exec(text)?.[0] ?? text
}
