import type { Client, LoginAnswers } from '@chappe/client'
import { plainText } from './guided-text.ts'
import { isLoginLeftError } from './login-left-error.ts'
import { type TerminalOptions, terminalAnswers } from './terminal-answers.ts'

type user = Awaited<ReturnType<Client['start']>>

/** Options of {@link startOnTerminal}. */
export interface StartOptions extends TerminalOptions {
  /** Answers that are known already. The person is asked for the others, and where one of these was refused. */
  readonly answers?: LoginAnswers
  /** The last line, when anything was asked; default "Logged in as Ada Lovelace." */
  readonly farewell?: string
  readonly signal?: AbortSignal
}

/**
 * Logs in with somebody at the terminal: offers phone number, QR code and bot token, and asks for what the login needs.
 * Whoever is logged in already is asked nothing.
 *
 * @throws {LoginLeftError} left by Ctrl-C or Esc; the login stays where it was
 * @throws {CallError} what no other answer can help
 *
 * @example
 * const me = await startOnTerminal(tg)
 */
export async function startOnTerminal(tg: Pick<Client, 'start'>, options: StartOptions = {}): Promise<user> {
  const { answers = {}, farewell, signal } = options
  using asking = terminalAnswers(options)
  let me: user
  try {
    me = await tg.start({ ...answers, otherwise: asking }, signal === undefined ? {} : { signal })
  } catch (error) {
    asking.end(
      isLoginLeftError(error)
        ? 'Left where it stands: the next start goes on from here.'
        : 'The login was interrupted.',
    )
    throw error
  }
  const name = [me.first_name, me.last_name].filter(part => part !== undefined && part !== '').join(' ')
  asking.end(farewell ?? `Logged in as ${plainText(name)}.`)
  return me
}
