import { stripVTControlCharacters, styleText } from 'node:util'
import { S_BAR } from '@clack/prompts'

/** Columns that the bar on the left takes, and the empty one at the right edge. */
const marginColumns = 4

/** Breaks a text into lines that stand beside the bar of a prompt; line breaks of the text stay. */
export function wrapBesideBar(text: string, columns: number): string[] {
  const width = Math.max(columns - marginColumns, narrowestColumns)
  return text.split('\n').flatMap(line => wrap(line, width))
}

/** The same as the message of a prompt, with the bar in front of all lines but the first, which has a symbol. */
export function besideBar(text: string, columns: number): string {
  return wrapBesideBar(text, columns).join(`\n${styleText('cyan', S_BAR)}  `)
}

/** Text from the other side must not move the cursor or look like lines of ours. */
export function plainText(text: string): string {
  return text.replaceAll(/\p{Cc}+/gu, ' ').trim()
}

/** The same for a text of several lines. */
export function plainLines(text: string): string {
  return text
    .split('\n')
    .map(line => line.replaceAll(/\p{Cc}+/gu, ' ').trimEnd())
    .join('\n')
    .trim()
}

function wrap(line: string, width: number): string[] {
  if (stripVTControlCharacters(line).length <= width) return [line]
  const lines: string[] = []
  let current = ''
  for (const word of line.split(' ')) {
    if (current !== '' && current.length + 1 + word.length > width) {
      lines.push(current)
      current = word
    } else current = current === '' ? word : `${current} ${word}`
  }
  return [...lines, current]
}

const narrowestColumns = 20
