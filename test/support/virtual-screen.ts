/**
 * The screen of a terminal as a grid of characters: what a program writes is shown as a person would see it. It knows the
 * control sequences of ECMA-48 that prompts use, and fails on others, so that nothing is overlooked.
 */
export class VirtualScreen {
  readonly columns: number
  readonly rows: number
  /** All lines ever shown; the last `rows` of them are on the screen. */
  readonly #lines: string[][] = [[]]
  #top = 0
  #row = 0
  #column = 0
  /** A control sequence of which only the beginning has come. */
  #rest = ''

  constructor(columns: number, rows: number) {
    this.columns = columns
    this.rows = rows
  }

  write(text: string): void {
    let input = this.#rest + text
    this.#rest = ''
    while (input !== '') {
      const control = controlSequence.exec(input)
      if (control) {
        this.#control(control[2] ?? '', control[1] ?? '')
        input = input.slice(control[0].length)
      } else if (beginning.test(input)) {
        this.#rest = input
        return
      } else {
        const character = String.fromCodePoint(input.codePointAt(0)!)
        this.#put(character)
        input = input.slice(character.length)
      }
    }
  }

  /** What is on the screen, without spaces at the ends of lines and empty lines at the end. */
  text(): string {
    return joined(this.#lines.slice(this.#top))
  }

  /** The same with what has moved out of sight. */
  history(): string {
    return joined(this.#lines)
  }

  #put(character: string): void {
    switch (character) {
      case '\r':
        this.#column = 0
        return
      case '\n':
        this.#column = 0
        this.#down()
        return
      case '\b':
        this.#column = Math.max(0, this.#column - 1)
        return
      case '\u0007':
        return
    }
    if (this.#column >= this.columns) {
      this.#column = 0
      this.#down()
    }
    const line = this.#line(this.#top + this.#row)
    while (line.length < this.#column) line.push(' ')
    line[this.#column++] = character
  }

  #down(): void {
    if (this.#row < this.rows - 1) this.#row += 1
    else this.#top += 1
    this.#line(this.#top + this.#row)
  }

  #control(parameters: string, final: string): void {
    const [first = 0] = parameters.split(';').map(Number)
    const count = Math.max(1, first)
    switch (final) {
      case 'A':
        this.#row = Math.max(0, this.#row - count)
        return
      case 'B':
        this.#row = Math.min(this.rows - 1, this.#row + count)
        return
      case 'C':
        this.#column = Math.min(this.columns - 1, this.#column + count)
        return
      case 'D':
        this.#column = Math.max(0, Math.min(this.#column, this.columns - 1) - count)
        return
      case 'G':
        this.#column = Math.min(this.columns, count) - 1
        return
      case 'J':
        this.#erase(this.#top + this.#row, parameters)
        if (first === 0) this.#lines.length = this.#top + this.#row + 1
        return
      case 'K':
        this.#erase(this.#top + this.#row, parameters)
        return
      case 'm':
      case 'h':
      case 'l':
        return
      default:
        throw new Error(`the screen does not know the control sequence ${JSON.stringify(parameters + final)}`)
    }
  }

  #erase(row: number, parameters: string): void {
    const line = this.#line(row)
    if (parameters === '2') line.length = 0
    else if (parameters === '1') line.fill(' ', 0, this.#column + 1)
    else line.length = Math.min(line.length, this.#column)
  }

  #line(row: number): string[] {
    while (this.#lines.length <= row) this.#lines.push([])
    return this.#lines[row]!
  }
}

const escapeCharacter = String.fromCharCode(0x1b)
/** CSI, parameters, final byte. */
const controlSequence = new RegExp(`^${escapeCharacter}\\[(?=[?\\d;]*([A-Za-z]))([?\\d;]*)[A-Za-z]`)
const beginning = new RegExp(`^${escapeCharacter}(\\[[?\\d;]*)?$`)

function joined(lines: readonly (readonly string[])[]): string {
  return lines
    .map(line => line.join('').trimEnd())
    .join('\n')
    .trimEnd()
}
