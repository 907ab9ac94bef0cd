import {
  answersFromEnvironment,
  type Interceptor,
  isRpcError,
  type LoginAnswers,
  type LoginState,
} from '@chappe/client/node'
import { readAnswers } from '../answers.ts'
import { parseCodeSettings } from '../code-settings.ts'
import { CommandError, usageError } from '../command-error.ts'
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
  /** What this program can handle, as names of `codeSettings` with commas between them. */
  readonly settings?: string
  readonly json?: boolean
}

/**
 * Leads through a login: with prompts where a person sits at a terminal, else the lines of standard input are the answers.
 * What options and environment variables say is not asked for.
 */
export async function login(options: LoginOptions, terminal: Terminal, stop: AbortSignal): Promise<void> {
  const answers = knownAnswers(options)
  const refusals = new RefusalWatch()
  const lead = async (client: CommandClient): Promise<void> => {
    const { tg, signal } = client
    // Finds out at once whether the data center answers.
    await tg.call('help.getNearestDc', {}, { signal })
    const isLoggedIn = tg.login.state.at === 'done'
    const me = isAtTerminal()
      ? await withPrompts(client, options, answers)
      : await withLines(client, options, answers, refusals, terminal)
    const name = [me.first_name, me.last_name].filter(part => part).join(' ')
    if (isLoggedIn) {
      refuseOther(answers, me, name)
      if (options.phone !== undefined) {
        terminal.note('Already logged in. "chappe call auth.logOut" ends this login.')
      }
    }
    if (options.json) terminal.out(JSON.stringify({ user_id: String(me.id), name }))
    else terminal.out(`Logged in as ${name} (user ${me.id}).`)
  }
  await withClient(options, stop, lead, { survivesOutage: true, interceptors: [refusals.interceptor] })
}

/** Remembers the last refusal: of a wrong code the state of a login has the name alone. */
class RefusalWatch {
  last: Error | undefined

  readonly interceptor: Interceptor = async (call, next) => {
    try {
      return await next(call)
    } catch (error) {
      if (isRpcError(error)) this.last = error
      throw error
    }
  }
}

/** Who asks for one account must not go on as another that the session holds. */
function refuseOther({ phone, botToken }: LoginAnswers, me: User, name: string): void {
  const isOther =
    typeof botToken === 'string'
      ? botToken.split(':')[0] !== String(me.id)
      : typeof phone === 'string' && digitsOf(phone) !== digitsOf(me.phone ?? '')
  if (!isOther) return
  throw usageError(
    `this session is logged in as ${name} (user ${me.id}), not as ${typeof botToken === 'string' ? 'that bot' : phone}`,
    'Name another session file with --session, or end this login: chappe call auth.logOut',
  )
}

/** Whether somebody sees prompts and can answer them; `TERM=dumb` says that lines cannot be drawn anew. */
function isAtTerminal(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true && process.env['TERM'] !== 'dumb'
}

type User = Awaited<ReturnType<CommandClient['tg']['start']>>

async function withPrompts({ tg, signal }: CommandClient, options: LoginOptions, answers: LoginAnswers): Promise<User> {
  // Prompts are needed by this command alone, and by it only here.
  const { isLoginLeftError, startOnTerminal } = await import('@chappe/terminal')
  try {
    return await startOnTerminal(tg, {
      answers,
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

async function withLines(
  { tg, signal }: CommandClient,
  options: LoginOptions,
  answers: LoginAnswers,
  refusals: RefusalWatch,
  terminal: Terminal,
): Promise<User> {
  using lines = readAnswers(process.stdin)
  if (goesOn(tg.login.state, answers)) terminal.note('A login is under way; it goes on here (--restart gives it up).')
  return await tg.start(
    { ...answers, otherwise: lineAnswers(lines, terminal, options, () => refusals.last) },
    { signal },
  )
}

/** What need not be asked for, from options and environment variables. */
function knownAnswers(options: LoginOptions): LoginAnswers {
  const { phone, qr, botToken, firstName, lastName, acceptTerms, restart, settings } = options
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
    ...(settings !== undefined && { settings: parseCodeSettings(settings) }),
  }
}

/** Whether a pending login is gone on with. */
function goesOn(state: LoginState, { phone, restart }: LoginAnswers): boolean {
  if (state.at === 'phone' || state.at === 'done' || restart) return false
  return (
    typeof phone !== 'string' || ('phone_number' in state && digitsOf(phone) === digitsOf(state.phone_number ?? ''))
  )
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, '')
}
