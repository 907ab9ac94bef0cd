/**
 * Commands with their expected output, as text:
 *
 * ```text
 * # A comment.
 * $ chappe call help.getNearestDc --json      a command, run by sh
 * < an answer                                 a line on its standard input …
 * < $code +12025550143                        … here the newest code that the data center sent to the number
 * {"_":"nearestDc",…}                         a line on stdout; … stands for any text in it
 * …                                           alone: any number of lines
 * ! a line on stderr
 * exit 3                                      the exit status, when it is not 0
 * ```
 */
export interface ScriptStep {
  readonly line: number
  readonly command: string
  readonly answers: readonly string[]
  readonly stdout: readonly string[]
  readonly stderr: readonly string[]
  readonly exit: number
}

/** Reads a script. */
export function parseScript(text: string): ScriptStep[] {
  const steps: {
    line: number
    command: string
    answers: string[]
    stdout: string[]
    stderr: string[]
    exit: number
  }[] = []
  for (const [index, line] of text.split('\n').entries()) {
    if (line.startsWith('$ ')) {
      steps.push({ line: index + 1, command: line.slice(2), answers: [], stdout: [], stderr: [], exit: 0 })
      continue
    }
    const step = steps.at(-1)
    if (line.startsWith('# ') || step === undefined) continue
    if (line === '<' || line.startsWith('< ')) step.answers.push(line.slice(2))
    else if (/^exit \d+$/.test(line)) step.exit = Number(line.slice(5))
    else if (line === '!' || line.startsWith('! ')) step.stderr.push(line.slice(2))
    else step.stdout.push(line)
  }
  // Empty lines before the next command are for the eye.
  return steps.map(step => ({ ...step, stdout: withoutLastEmptyLines(step.stdout) }))
}

/** Tells whether printed text is as a script expects it. */
export function matches(printed: string, expected: readonly string[]): boolean {
  const source = expected.map(line => (line === '…' ? '(?:.*\n)*' : `${lineSource(line)}\n`)).join('')
  return new RegExp(`^${source}$`).test(
    withoutLastEmptyLines(printed.split('\n'))
      .map(line => `${line}\n`)
      .join(''),
  )
}

function lineSource(line: string): string {
  return line
    .split('…')
    .map(part => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
    .join('.*')
}

function withoutLastEmptyLines(lines: readonly string[]): string[] {
  const last = lines.findLastIndex(line => line.trim() !== '')
  return lines.slice(0, last + 1)
}
