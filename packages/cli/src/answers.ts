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
}

/** Reads answers from a stream, as far as they are asked for. */
export function readAnswers(input: Readable): Answers {
  const lines = createInterface({ input })
  // A script writes its answers before the questions: they wait here.
  const typed: string[] = []
  let ended = false
  let wake = () => undefined as unknown
  lines.on('line', line => {
    typed.push(line.slice(0, answerLengthMax).trim())
    if (typed.length >= waitingMax) lines.pause()
    wake()
  })
  lines.on('close', () => {
    ended = true
    wake()
  })
  return {
    async next(signal) {
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
    },
    [Symbol.dispose]() {
      lines.close()
      // An open stdin would keep the process from ending.
      input.destroy()
    },
  }
}

/** Longer than any answer; the rest of a line is dropped. */
const answerLengthMax = 1024
/** Lines that may wait for their question; then the input is left unread. */
const waitingMax = 1000

function inputEnded(): CommandError {
  return new CommandError('standard input ended before the login was finished', {
    code: 'INPUT_ENDED',
    hint: 'Run "chappe login" again: it goes on where it was.',
  })
}
