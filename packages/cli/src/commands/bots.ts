import { CommandError } from '../command-error.ts'
import { askConsole } from '../console.ts'
import { exitCodes } from '../exit-codes.ts'
import type { Terminal } from '../terminal.ts'

/** Options of every `chappe bots …`. */
export interface BotsOptions {
  readonly data: string
  readonly json?: boolean
}

interface Bot {
  readonly id: string
  readonly name: string
  readonly username: string
}

/** Creates a bot and prints its token. */
export async function createBot(
  options: BotsOptions & { readonly name: string; readonly username: string; readonly dc?: number },
  terminal: Terminal,
  stop: AbortSignal,
): Promise<void> {
  const { name, username, dc } = options
  const wish = { name, username, ...(dc !== undefined && { dc }) }
  const answer = await askConsole(options.data, '/api/bots', stop, wish).catch(error => {
    throw withOption(error, optionsByCode)
  })
  showToken(answer, options, terminal)
}

/** Replaces the token of a bot and prints the new one. */
export async function renewBotToken(
  username: string,
  options: BotsOptions,
  terminal: Terminal,
  stop: AbortSignal,
): Promise<void> {
  const path = `/api/bots/${encodeURIComponent(username.replace(/^@/, ''))}/token`
  const answer = await askConsole(options.data, path, stop, {}).catch(error => {
    throw withOption(error, { USERNAME_INVALID: 'username' })
  })
  showToken(answer, options, terminal)
}

/** Prints every bot. */
export async function listBots(options: BotsOptions, terminal: Terminal, stop: AbortSignal): Promise<void> {
  const bots = (await askConsole(options.data, '/api/bots', stop)) as readonly Bot[]
  if (options.json) terminal.out(JSON.stringify(bots))
  else for (const { id, name, username } of bots) terminal.out(`${id}  @${username}  ${name}`)
}

const optionsByCode = { FIRSTNAME_INVALID: '--name', USERNAME_INVALID: '--username', DC_ID_INVALID: '--dc' }

/** What the data center takes for wrong was typed here: it is named as it was typed. */
function withOption(error: unknown, options: Readonly<Record<string, string>>): unknown {
  const option = error instanceof CommandError ? options[error.code] : undefined
  if (!(error instanceof CommandError) || option === undefined) return error
  const { code, message, cause } = error
  return new CommandError(`${option}: ${message}`, { code, exitCode: exitCodes.usage, cause })
}

function showToken(answer: unknown, options: BotsOptions, terminal: Terminal): void {
  const bot = answer as Bot & { readonly token: string }
  if (options.json) {
    terminal.out(JSON.stringify(bot))
    return
  }
  terminal.out(bot.token)
  terminal.note(`The token of @${bot.username}; it is not shown again. CHAPPE_BOT_TOKEN=… chappe login logs it in.`)
}
