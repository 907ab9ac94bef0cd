import { createInterface } from 'node:readline'
import type { Client, LoginState } from '@chappe/client/node'
import { isRpcError, isUsageError } from '@chappe/client/node'
import { CommandError, usageError } from '../command-error.ts'
import { type ClientCommandOptions, openCommandClient } from '../open-client.ts'
import type { Terminal } from '../terminal.ts'

/** Options of `chappe login` as the command line gives them. */
export interface LoginOptions extends ClientCommandOptions {
  readonly phone?: string
  readonly firstName?: string
  readonly lastName?: string
  readonly restart?: boolean
  readonly json?: boolean
}

/** Leads through a login on the terminal: the lines read from standard input are the answers. */
export async function login(options: LoginOptions, terminal: Terminal): Promise<void> {
  await using tg = await openCommandClient(options)
  if (options.restart && tg.login.state.at !== 'phone' && tg.login.state.at !== 'done')
    await tg.login.cancel().catch(() => undefined)
  await using answers = readAnswers()
  const ask = async (question: string): Promise<string> => {
    process.stderr.write(`${question} `)
    const { value, done } = await answers.next()
    if (done)
      throw new CommandError('standard input ended before the login was finished', {
        hint: 'Run "chappe login" again: it goes on where it was.',
      })
    return value.trim()
  }
  await tg.call('help.getNearestDc')

  let phone = options.phone
  for (;;) {
    const { state } = tg.login
    switch (state.at) {
      case 'phone': {
        if (state.problem !== undefined) terminal.note(tg.login.describe())
        const phone_number: string = phone ?? (await ask('Phone number:'))
        phone = undefined
        if (phone_number !== '') await step(terminal, () => tg.login.start({ phone_number }))
        break
      }
      case 'code':
        terminal.note(tg.login.describe())
        await codeStep(tg, await ask(codeQuestion(state)), terminal)
        break
      case 'signUp': {
        terminal.note(tg.login.describe())
        if (state.terms_of_service !== undefined) terminal.note(state.terms_of_service.text)
        const first_name = options.firstName ?? (await ask('First name:'))
        const last_name =
          options.lastName ?? (options.firstName === undefined ? await ask('Last name (may be empty):') : '')
        await step(terminal, () => tg.login.signUp({ first_name, last_name }), options.firstName === undefined)
        break
      }
      case 'password':
      case 'unsupported':
        throw new CommandError(tg.login.describe())
      case 'done':
        return await showUser(tg, state, options, terminal)
    }
  }
}

async function codeStep(tg: Client, answer: string, terminal: Terminal): Promise<void> {
  if (answer === '') return
  if (answer === 'r' || answer === 'resend') return await step(terminal, () => tg.login.resend())
  if (answer === 'c' || answer === 'cancel') return await step(terminal, () => tg.login.cancel())
  await step(terminal, () => tg.login.enterCode(answer))
}

function codeQuestion(state: LoginState & { at: 'code' }): string {
  return state.next === undefined ? 'Code (c cancels):' : 'Code (r resends, c cancels):'
}

// A refusal is said and the question asked again, as long as asking again can lead on.
async function step(terminal: Terminal, run: () => Promise<LoginState>, mayRepeat = true): Promise<void> {
  try {
    await run()
  } catch (error) {
    const isRefusal = isRpcError(error)
      ? error.error_code === 400 || error.error_code === 406 || error.error_code === 420
      : isUsageError(error)
    if (!isRefusal || !mayRepeat) throw error
    terminal.note(terminal.noteStyle('red', (error as Error).message))
    if (isRpcError(error) && error.errorName === 'API_ID_INVALID')
      throw usageError('this data center does not know the api_id', 'Give --api-id and --api-hash.')
  }
}

async function showUser(
  tg: Client,
  state: LoginState & { at: 'done' },
  options: LoginOptions,
  terminal: Terminal,
): Promise<void> {
  const [user] = await tg.users.getUsers({ id: [{ _: 'inputUserSelf' }] })
  const name = user?._ === 'user' ? [user.first_name, user.last_name].filter(part => part).join(' ') : ''
  if (options.json) terminal.out(JSON.stringify({ user_id: state.user_id, name }))
  else terminal.out(`Logged in as ${name} (user ${state.user_id}).`)
}

function readAnswers(): AsyncGenerator<string, void, undefined> {
  const lines = createInterface({ input: process.stdin })
  const iterator = lines[Symbol.asyncIterator]()
  return (async function* () {
    try {
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value
    } finally {
      lines.close()
      process.stdin.destroy()
    }
  })()
}
