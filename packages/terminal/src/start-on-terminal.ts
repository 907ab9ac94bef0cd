import type { Client, LoginAnswer, LoginAnswers, LoginQuestion, LoginState, NewAccount } from '@chappe/client'
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
export async function startOnTerminal(tg: Pick<Client, 'start' | 'login'>, options: StartOptions = {}): Promise<user> {
  const { answers = {}, farewell, signal } = options
  using asking = terminalAnswers(options)
  const restart = answers.restart ?? isOtherNumber(tg.login.state, answers.phone)
  const known = { ...answers, restart, ...firstThen(answers, asking) }
  let me: user
  try {
    me = await tg.start({ ...asking, ...known }, signal === undefined ? {} : { signal })
  } catch (error) {
    if (isLoginLeftError(error)) asking.end('Left where it stands: the next start goes on from here.')
    throw error
  }
  const name = [me.first_name, me.last_name].filter(part => part !== undefined && part !== '').join(' ')
  asking.end(farewell ?? `Logged in as ${plainText(name)}.`)
  return me
}

/** Gives what is known first, and lets the person answer from then on. */
function firstThen(answers: LoginAnswers, asking: LoginAnswers): LoginAnswers {
  return {
    ...orAsk('phone', answers.phone, asking.phone),
    ...orAsk('code', answers.code, asking.code),
    ...orAsk('email', answers.email, asking.email),
    ...orAsk('emailCode', answers.emailCode, asking.emailCode),
    ...orAsk('password', answers.password, asking.password),
    ...orAsk('signUp', answers.signUp, asking.signUp),
  }
}

function orAsk<State extends LoginState, Value>(
  name: string,
  known: LoginAnswer<State, Value> | undefined,
  ask: LoginAnswer<State, Value> | undefined,
): object {
  if (known === undefined || typeof known === 'function' || typeof ask !== 'function') return {}
  let isGiven = false
  return {
    [name]: (question: LoginQuestion<State>) => {
      if (isGiven) return ask(question)
      isGiven = true
      return known as string | NewAccount
    },
  }
}

function isOtherNumber(state: LoginState, phone: LoginAnswers['phone']): boolean {
  if (typeof phone !== 'string' || !('phone_number' in state)) return false
  const digits = (text: string): string => text.replace(/\D/g, '')
  return digits(state.phone_number ?? '') !== digits(phone)
}
