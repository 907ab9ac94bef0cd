/**
 * All output of the command goes through here. Results go to stdout, everything said about them to stderr; colours are
 * used only where a terminal shows them and `NO_COLOR` is not set.
 */
import { styleText } from 'node:util'

type Format = Parameters<typeof styleText>[0]

export interface Terminal {
  /** Writes a line of the result to stdout. */
  out(line?: string): void
  /** Writes a line about the result to stderr. */
  note(line?: string): void
  /** Dresses text for stdout. */
  style(format: Format, text: string): string
  /** Dresses text for stderr. */
  noteStyle(format: Format, text: string): string
}

/** Makes a terminal over the streams of the process. */
export function createTerminal(
  stdout: NodeJS.WriteStream = process.stdout,
  stderr: NodeJS.WriteStream = process.stderr,
): Terminal {
  return {
    out: (line = '') => void stdout.write(`${line}\n`),
    note: (line = '') => void stderr.write(`${line}\n`),
    style: (format, text) => styleText(format, text, { stream: stdout }),
    noteStyle: (format, text) => styleText(format, text, { stream: stderr }),
  }
}
