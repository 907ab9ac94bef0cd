import { type Readable, Writable } from 'node:stream'

/** The streams of a terminal: `process.stdin` with `process.stdout` or `process.stderr`, or what stands for them in a test. */
export type TerminalInput = Readable & { readonly isTTY?: boolean }
export type TerminalOutput = NodeJS.WritableStream & {
  readonly isTTY?: boolean
  readonly columns?: number
  readonly rows?: number
  hasColors?(): boolean
}

/**
 * Stands between the prompts and the terminal, so that a prompt that waits for an answer can be drawn anew: a prompt
 * draws itself when its screen has another size, reads what it asks each time, and writes only the lines that changed.
 * So a countdown goes on in place, and what was typed so far stays.
 */
export class Screen extends Writable implements Disposable {
  readonly #output: TerminalOutput
  readonly #onResize = (): void => this.redraw()

  constructor(output: TerminalOutput) {
    super({ decodeStrings: false })
    this.#output = output
    output.on('resize', this.#onResize)
  }

  get isTTY(): boolean {
    return this.#output.isTTY === true
  }

  get columns(): number {
    return this.#output.columns || usualColumns
  }

  get rows(): number {
    return this.#output.rows || usualRows
  }

  get hasColours(): boolean {
    return this.#output.hasColors?.() === true
  }

  /** Draws the prompt anew that is on the screen. */
  redraw(): void {
    this.emit('resize')
  }

  override _write(chunk: string | Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#output.write(chunk)
    done()
  }

  [Symbol.dispose](): void {
    this.#output.off('resize', this.#onResize)
  }
}

/** Of a terminal that does not say how large it is. */
const usualColumns = 80
const usualRows = 24
