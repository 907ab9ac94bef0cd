import { answersFromEnvironment, type LoginAnswers, type LoginState } from '@chappe/client/node'
import { readAnswers } from '../answers.ts'
import { CommandError } from '../command-error.ts'
import { exitCodes } from '../exit-codes.ts'
import { lineAnswers } from '../line-answers.ts'
import { type ClientCommandOptions, type CommandClient, withClient } from '../open-client.ts'
import type { Terminal } from '../terminal.ts'

/** Options of `chappe login` as the command line gives them. */
export interface LoginOptions extends ClientCommandOptions {
  readonly phone?: string
  readonly qr?: boolean
  readonly botToken?: string
  readonly firstName?: string
  readonly lastName?: string
  readonly acceptTerms?: boolean
  readonly restart?: boolean
  readonly json?: boolean
}

/**
 * Leads through a login: with prompts where a person sits at a terminal, else the lines of standard input are the answers.
 * What options and environment variables say is not asked for.
 */
export async function login(options: LoginOptions, terminal: Terminal, stop: AbortSignal): Promise<void> {
  await withClient(options, stop, async client => {
    const { tg, signal } = client
    // Finds out at once whether the data center answers.
    await tg.call('help.getNearestDc', {}, { signal })
    const isLoggedIn = tg.login.state.at === 'done'
    const me = isAtTerminal() ? await withPrompts(client, options) : await withLines(client, options, terminal)
    if (isLoggedIn && options.phone !== undefined) {
      terminal.note('Already logged in. "chappe call auth.logOut" ends this login.')
    }
    const name = [me.first_name, me.last_name].filter(part => part).join(' ')
    if (options.json) terminal.out(JSON.stringify({ user_id: String(me.id), name }))
    else terminal.out(`Logged in as ${name} (user ${me.id}).`)
  })
}

/** Whether somebody sees prompts and can answer them; `TERM=dumb` says that lines cannot be drawn anew. */
function isAtTerminal(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true && process.env['TERM'] !== 'dumb'
}

type User = Awaited<ReturnType<CommandClient['tg']['start']>>

async function withPrompts({ tg, signal }: CommandClient, options: LoginOptions): Promise<User> {
  // Prompts are needed by this command alone, and by it only here.
  const { isLoginLeftError, startOnTerminal } = await import('@chappe/terminal')
  try {
    return await startOnTerminal(tg, {
      answers: knownAnswers(options),
      beginsWithQr: options.qr === true,
      output: process.stderr,
      farewell: 'The login is done.',
      signal,
    })
  } catch (error) {
    if (!isLoginLeftError(error)) throw error
    throw new CommandError('the login was left before its end', {
      code: error.code,
      hint: 'Run "chappe login" again: it goes on where it was (--restart gives it up).',
      exitCode: exitCodes.interrupted,
    })
  }
}

async function withLines(client: CommandClient, options: LoginOptions, terminal: Terminal): Promise<User> {
  const { tg, signal } = client
  using lines = readAnswers(process.stdin)
  const answers = knownAnswers(options)
  if (goesOn(tg.login.state, answers)) terminal.note('A login is under way; it goes on here (--restart gives it up).')
  return await tg.start({ ...answers, otherwise: lineAnswers(lines, terminal, options) }, { signal })
}

/** What need not be asked for, from options and environment variables. */
function knownAnswers({ phone, qr, botToken, firstName, lastName, acceptTerms, restart }: LoginOptions): LoginAnswers {
  const { phone: phoneVariable, botToken: _botToken, ...environment } = answersFromEnvironment(process.env)
  const number = phone ?? (qr ? undefined : phoneVariable)
  return {
    ...environment,
    ...(number !== undefined && { phone: number }),
    ...(botToken !== undefined && { botToken }),
    ...(firstName !== undefined && {
      signUp: { first_name: firstName, last_name: lastName ?? '', termsAccepted: acceptTerms === true },
    }),
    ...(restart && { restart }),
  }
}

/** Whether a pending login is gone on with. */
function goesOn(state: LoginState, { phone, restart }: LoginAnswers): boolean {
  if (state.at === 'phone' || state.at === 'done' || restart) return false
  const digits = (text: string): string => text.replace(/\D/g, '')
  return typeof phone !== 'string' || ('phone_number' in state && digits(phone) === digits(state.phone_number ?? ''))
}
