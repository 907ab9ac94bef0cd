/**
 * Breaks text between words so that no line is longer than `width`; words longer than a line stay whole.
 *
 * @param indent - stands in front of every line and counts
 * @param firstIndent - stands in front of the first line instead
 */
export function wrapText(text: string, width: number, indent = '', firstIndent: string = indent): string {
  const lines: string[] = []
  for (const paragraph of text.split('\n')) {
    let line = lines.length === 0 ? firstIndent : indent
    let isEmpty = true
    for (const word of paragraph.split(' ').filter(part => part !== '')) {
      if (!isEmpty && visibleLength(line) + 1 + visibleLength(word) > width) {
        lines.push(line)
        line = indent
        isEmpty = true
      }
      line += isEmpty ? word : ` ${word}`
      isEmpty = false
    }
    lines.push(isEmpty ? line.trimEnd() : line)
  }
  return lines.join('\n')
}

/** Columns that text takes on a terminal: colours take none. */
export function visibleLength(text: string): number {
  return text.replace(colours, '').length
}

const colours = new RegExp(`${String.fromCharCode(0x1b)}\\[[\\d;]*m`, 'g')
