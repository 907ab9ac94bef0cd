import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Client, type DataCenterChoice, isConnectionError, sqliteSession } from '@chappe/client/node'
import { CommandError, usageError } from './command-error.ts'
import { noDataCenter, readConnectionFile } from './connection-file.ts'

/** Options by which a command finds its data center and its session. */
export interface ClientCommandOptions {
  readonly data: string
  readonly dc?: string
  readonly session?: string
  readonly apiId?: number
  readonly apiHash?: string
}

/** What a command works with. */
export interface CommandClient {
  readonly tg: Client
  /** Goes into every call: aborts when the command is asked to end, and when nobody listens at the address any more. */
  readonly signal: AbortSignal
  readonly api_id: number
  readonly api_hash: string
}

/**
 * Opens a client for a command, to the data center that runs in the folder or to Telegram itself, lets the command use
 * it, and closes it.
 */
export async function withClient<T>(
  options: ClientCommandOptions,
  stop: AbortSignal,
  use: (client: CommandClient) => Promise<T>,
): Promise<T> {
  const { dc, api_id, api_hash } = destination(options)
  const path = options.session ?? join(options.data, `${options.dc ?? 'local'}.session`)
  const gone = new AbortController()
  makeFolder(dirname(path))
  await using tg = await Client.open({
    session: sqliteSession(path),
    dc,
    api_id,
    api_hash,
    device_model: 'chappe',
    onTrouble: error => {
      // A library goes on trying; whoever sits at a terminal wants to know that nobody is there.
      if (isRefused(error)) gone.abort(noDataCenter(`no data center listens on ${addressOf(dc)}`, error))
    },
  })
  const signal = AbortSignal.any([stop, gone.signal])
  try {
    return await use({ tg, signal, api_id, api_hash })
  } catch (error) {
    throw isConnectionError(error) && error.code === 'AUTH_KEY_UNKNOWN' ? keyUnknown(path, error) : error
  }
}

function destination(options: ClientCommandOptions): { dc: DataCenterChoice; api_id: number; api_hash: string } {
  if (options.dc === undefined) {
    const report = readConnectionFile(options.data)
    const [first] = report.dcs
    return {
      dc: { ...first!, public_key: report.public_key },
      api_id: options.apiId ?? report.api_id,
      api_hash: options.apiHash ?? report.api_hash,
    }
  }
  if (options.dc !== 'production' && options.dc !== 'test')
    throw usageError(`--dc is "production" or "test", not "${options.dc}"`)
  if (options.apiId === undefined || options.apiHash === undefined) {
    throw usageError(
      'Telegram asks for an api_id and an api_hash',
      'Give --api-id and --api-hash; my.telegram.org has them.',
    )
  }
  return { dc: options.dc, api_id: options.apiId, api_hash: options.apiHash }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch (cause) {
    throw new CommandError(`the folder ${folder} for the session cannot be created: ${(cause as Error).message}`, {
      code: 'FOLDER',
      cause,
    })
  }
}

function addressOf(dc: DataCenterChoice): string {
  return typeof dc === 'string' ? `Telegram's ${dc} address` : `${dc.host}:${dc.port}`
}

function isRefused(error: unknown): boolean {
  const cause = isConnectionError(error) && error.code === 'CONNECT_FAILED' ? error.cause : undefined
  return cause instanceof Error && 'code' in cause && cause.code === 'ECONNREFUSED'
}

function keyUnknown(path: string, cause: Error): CommandError {
  return new CommandError('this data center does not know the login in the session file', {
    code: 'AUTH_KEY_UNKNOWN',
    hint: `Was its folder emptied? Then delete ${path} and log in again.`,
    cause,
  })
}
