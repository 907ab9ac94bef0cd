import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { CommandError } from './command-error.ts'

/** Lines that somebody types, or that a script pipes in, as answers to questions. */
export interface Answers extends Disposable {
  /**
   * Waits for the next line, without spaces around it.
   *
   * @throws {CommandError} when the input has ended
   * @throws the signal's reason when that aborts
   */
  next(signal: AbortSignal): Promise<string>
  /**
   * The same for what nobody is to read: a terminal does not show it while it is typed. Spaces around it belong to it.
   */
  nextHidden(signal: AbortSignal): Promise<string>
}

/** A stream of answers; a terminal can be told not to show them. */
export type AnswerInput = Readable & { readonly isTTY?: boolean; setRawMode?(isRaw: boolean): unknown }

/** Reads answers from a stream, as far as they are asked for. */
export function readAnswers(input: AnswerInput): Answers {
  const lines = createInterface({ input })
  // A script writes its answers before the questions: they wait here.
  const typed: string[] = []
  let ended = false
  let wake = () => undefined as unknown
  lines.on('line', line => {
    typed.push(line.slice(0, answerLengthMax))
    if (typed.length >= waitingMax) lines.pause()
    wake()
  })
  lines.on('close', () => {
    ended = true
    wake()
  })
  const nextLine = async (signal: AbortSignal): Promise<string> => {
    while (typed.length === 0) {
      signal.throwIfAborted()
      if (ended) throw inputEnded()
      const { promise, resolve } = Promise.withResolvers<void>()
      wake = resolve
      signal.addEventListener('abort', () => resolve(), { once: true })
      await promise
    }
    if (!ended) lines.resume()
    return typed.shift()!
  }
  return {
    next: async signal => (await nextLine(signal)).trim(),
    async nextHidden(signal) {
      if (input.isTTY !== true || input.setRawMode === undefined) return nextLine(signal)
      // Raw: the terminal shows nothing, and leaves every key to us.
      const onKeys = (keys: Buffer | string): void => {
        if (keys.includes(interruptKey)) process.kill(process.pid, 'SIGINT')
        if (keys.includes(endKey)) lines.close()
      }
      input.setRawMode(true)
      input.on('data', onKeys)
      try {
        return withoutCorrections(await nextLine(signal))
      } finally {
        input.off('data', onKeys)
        input.setRawMode(false)
      }
    },
    [Symbol.dispose]() {
      lines.close()
      // An open stdin would keep the process from ending.
      input.destroy()
    },
  }
}

/** Of the error when there are no more answers; who knows what was asked says more. */
export const inputEndedCode = 'INPUT_ENDED'

/** What the keys Ctrl-C and Ctrl-D send. */
const interruptKey = '\u0003'
const endKey = '\u0004'

/** Takes back what was typed and then deleted, by backspace or, all of it, by Ctrl-U. */
function withoutCorrections(line: string): string {
  const characters: string[] = []
  for (const character of line) {
    if (character === '\u007f' || character === '\b') characters.pop()
    else if (character === '\u0015') characters.length = 0
    else if (character >= ' ') characters.push(character)
  }
  return characters.join('')
}

/** Longer than any answer; the rest of a line is dropped. */
const answerLengthMax = 1024
/** Lines that may wait for their question; then the input is left unread. */
const waitingMax = 1000

function inputEnded(): CommandError {
  return new CommandError('standard input ended before the login was finished', { code: inputEndedCode })
}
