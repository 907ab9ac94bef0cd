/**
 * All output of the command goes through here. Results go to stdout, everything said about them to stderr; colours are
 * used only where a terminal shows them and `NO_COLOR` is not set.
 */
import { styleText } from 'node:util'

/** How text is dressed. */
export type Format = Parameters<typeof styleText>[0]

export interface Terminal {
  /** Columns to wrap prose at; `Infinity` where nobody looks at a screen, so that programs get whole lines. */
  readonly width: number
  /** Whether somebody sees stdout on a screen. */
  readonly isScreen: boolean
  /** Writes a line of the result to stdout. */
  out(line?: string): void
  /** Writes a line on a screen that the next one replaces. */
  replaceLine(line: string): void
  /** Writes a line about the result to stderr. */
  note(line?: string): void
  /** Asks on stderr for a line of input: on a screen the answer is typed behind the question. */
  ask(question: string): void
  /** Dresses text for stdout. */
  style(format: Format, text: string): string
  /** Dresses text for stderr. */
  noteStyle(format: Format, text: string): string
}

/** Columns of a terminal that does not say how many it has. */
const usualWidth = 80
/** Longer lines of prose are hard to follow with the eye. */
const comfortableWidth = 110
const narrowestWidth = 40

/** ECMA-48 EL: erase from the cursor to the end of the line. */
const eraseLine = `${String.fromCharCode(0x1b)}[K`

/** Makes a terminal over the streams of the process. */
export function createTerminal(
  stdout: NodeJS.WriteStream = process.stdout,
  stderr: NodeJS.WriteStream = process.stderr,
  stdin: { readonly isTTY?: boolean } = process.stdin,
): Terminal {
  const isScreen = stdout.isTTY === true
  const columns = Math.min(stdout.columns || usualWidth, comfortableWidth)
  return {
    width: isScreen ? Math.max(columns, narrowestWidth) : Number.POSITIVE_INFINITY,
    isScreen,
    out: (line = '') => void stdout.write(`${line}\n`),
    replaceLine: line => void stdout.write(`\r${eraseLine}${line}`),
    note: (line = '') => void stderr.write(`${line}\n`),
    ask: question => void stderr.write(stdin.isTTY ? `${question} ` : `${question}\n`),
    style: (format, text) => styleText(format, text, { stream: stdout }),
    noteStyle: (format, text) => styleText(format, text, { stream: stderr }),
  }
}

/**
 * Lets a reader leave early, as in `chappe help auth | head`: what it no longer reads is not an error. The command goes on
 * or ends with what it has to do; only the writing stops.
 */
export function allowEarlyReaders(streams: readonly NodeJS.WriteStream[] = [process.stdout, process.stderr]): void {
  for (const stream of streams) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
    })
  }
}
