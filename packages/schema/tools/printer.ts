// The one place that knows about indentation and comments in generated text.

/** Collects lines of generated code. */
export class Printer {
  readonly #lines: string[] = []
  #indent = ''

  /** Adds one line at the current depth; an empty text adds an empty line. */
  line(text = ''): void {
    this.#lines.push(text === '' ? '' : this.#indent + text)
  }

  /** Prints `opening`, then the body one level deeper, then `closing`. */
  block(opening: string, closing: string, body: () => void): void {
    this.line(opening)
    const outer = this.#indent
    this.#indent += '  '
    body()
    this.#indent = outer
    this.line(closing)
  }

  /** Prints a documentation comment; empty text prints nothing. */
  comment(text: string): void {
    if (text === '') return
    const lines = safeInComment(text).split('\n')
    if (lines.length === 1) {
      this.line(`/** ${lines[0]} */`)
      return
    }
    this.line('/**')
    for (const line of lines) this.line(line === '' ? ' *' : ` * ${line}`)
    this.line(' */')
  }

  toString(): string {
    return `${this.#lines.join('\n')}\n`
  }
}

// `*/` would end the comment, and an `@` that opens a line of prose would be read as a tag.
function safeInComment(text: string): string {
  return text
    .replaceAll('*/', '*\\/')
    .split('\n')
    .map(line => (/^@(?!see |param |example)/.test(line) ? `\\${line}` : line))
    .join('\n')
}
