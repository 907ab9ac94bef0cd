import { dirname, join } from 'node:path'
import { Client, type DataCenterChoice, type Interceptor, isConnectionError, sqliteSession } from '@chappe/client/node'
import { CommandError, usageError } from './command-error.ts'
import { noDataCenter, readConnectionFile } from './connection-file.ts'
import { makeFolder } from './make-folder.ts'

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
  /** Goes into every call: aborts when the command is asked to end, and when nobody listens at the address. */
  readonly signal: AbortSignal
  readonly api_id: number
  readonly api_hash: string
}

/** How a command uses its client. */
export interface ClientUse {
  /**
   * Whether a data center that answered before may be gone for a while, as when it is started anew while somebody reads a
   * code. Calls then wait as long as the library lets them. Default false: the first refused connection is the end.
   */
  readonly survivesOutage?: boolean
  /** Stand in front of every call. */
  readonly interceptors?: readonly Interceptor[]
}

/**
 * Opens a client for a command, to the data center that runs in the folder or to Telegram itself, lets the command use
 * it, and closes it.
 */
export async function withClient<T>(
  options: ClientCommandOptions,
  stop: AbortSignal,
  use: (client: CommandClient) => Promise<T>,
  { survivesOutage = false, interceptors = [] }: ClientUse = {},
): Promise<T> {
  const { dc, api_id, api_hash } = destination(options)
  const path = options.session ?? join(options.data, `${options.dc ?? 'local'}.session`)
  const gone = new AbortController()
  let hasAnswered = false
  const noteAnswers: Interceptor = async (call, next) => {
    const answer = await next(call)
    hasAnswered = true
    return answer
  }
  makeSessionFolder(dirname(path))
  await using tg = await Client.open({
    session: sqliteSession(path),
    dc,
    api_id,
    api_hash,
    device_model: 'chappe',
    interceptors: [...interceptors, noteAnswers],
    onTrouble: error => {
      const failure = hopeless(error, dc, survivesOutage && hasAnswered)
      if (failure !== undefined) gone.abort(failure)
    },
  })
  const signal = AbortSignal.any([stop, gone.signal])
  try {
    return await use({ tg, signal, api_id, api_hash })
  } catch (error) {
    throw explain(error, { path, data: options.data, dc })
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

function makeSessionFolder(folder: string): void {
  try {
    makeFolder(folder)
  } catch (cause) {
    throw new CommandError(`the folder ${folder} for the session cannot be created: ${(cause as Error).message}`, {
      code: 'FOLDER',
      cause,
    })
  }
}

/** A library goes on trying; whoever sits at a terminal wants to know at once that the right one is not there. */
function hopeless(error: unknown, dc: DataCenterChoice, isPatient: boolean): CommandError | undefined {
  // Telegram has other addresses, and comes back.
  if (typeof dc === 'string') return undefined
  const { host, port } = dc
  if (!isPatient && isRefused(error)) return noDataCenter(`no data center listens on ${host}:${port}`, { cause: error })
  if (!isHttp(error)) return undefined
  return new CommandError(`an HTTP server answers on ${host}:${port}, not a data center`, {
    code: 'NO_DATA_CENTER',
    hint: 'The port for clients is another one: "chappe serve" prints it as address, and as dcs with --json.',
    cause: error,
  })
}

function isRefused(error: unknown): boolean {
  const cause = isConnectionError(error) && error.code === 'CONNECT_FAILED' ? error.cause : undefined
  return cause instanceof Error && 'code' in cause && cause.code === 'ECONNREFUSED'
}

/** Whether the length of a frame turned out to be the beginning of an answer by HTTP. */
function isHttp(error: unknown): boolean {
  return error instanceof Error && 'got' in error && error.got === httpAsLength
}

/** The letters "HTTP" as a little-endian number. */
const httpAsLength = 0x50545448

function explain(
  error: unknown,
  { path, data, dc }: { readonly path: string; readonly data: string; readonly dc: DataCenterChoice },
): unknown {
  const isOwn = typeof dc !== 'string'
  if (isConnectionError(error) && error.code === 'AUTH_KEY_UNKNOWN') return keyUnknown(path, error)
  if (isOwn && isRefused(error)) return leftAlone(`${dc.host}:${dc.port}`, error)
  if (!(error instanceof Error && 'code' in error && error.code === 'FINGERPRINT_UNKNOWN')) return error
  return new CommandError(error.message, {
    code: error.code,
    hint: isOwn
      ? `${join(data, 'connection.json')} holds the key of another data center: is it still the one that listens on ${dc.host}:${dc.port}? "chappe serve" writes it anew.`
      : "Telegram's keys are part of this program: is it up to date, and nobody in between?",
    cause: error,
  })
}

/** It answered before. */
function leftAlone(address: string, cause: unknown): CommandError {
  return new CommandError(`no data center listens on ${address} any more`, {
    code: 'NO_DATA_CENTER',
    hint: 'Start it again with "chappe serve"; a login under way then goes on where it was.',
    cause,
  })
}

function keyUnknown(path: string, cause: Error): CommandError {
  return new CommandError('this data center does not know the login in the session file', {
    code: 'AUTH_KEY_UNKNOWN',
    hint: `Was its folder emptied, or did it run with --memory? Then delete ${path} and log in again.`,
    cause,
  })
}
