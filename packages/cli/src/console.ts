import { CommandError } from './command-error.ts'
import { noDataCenter, readConnectionFile } from './connection-file.ts'

/**
 * Asks the console of the data center that runs in a folder.
 *
 * @param path - below the console's address: `/api/bots`
 * @throws {CommandError} when nobody answers, or the console refuses
 */
export async function askConsole(dataDir: string, path: string, signal: AbortSignal, body?: object): Promise<unknown> {
  const { http, http_token } = readConnectionFile(dataDir, onlyHere)
  if (http === undefined) throw noDataCenter(`the data center in ${dataDir} has no console`, onlyHere)
  const answer = await send(`${http}${path}`, http_token, signal, body)
  const said: unknown = await answer.json()
  if (answer.ok) return said
  const { code = 'FAILED', message = `the console answered ${answer.status}` } = errorOf(said)
  // The library's messages begin with their code.
  throw new CommandError(message.replace(`[${code}] `, ''), { code })
}

async function send(url: string, token: string | undefined, signal: AbortSignal, body?: object): Promise<Response> {
  try {
    return await fetch(url, {
      signal,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
    })
  } catch (cause) {
    signal.throwIfAborted()
    throw noDataCenter(`no console answers at ${url}`, { ...onlyHere, cause })
  }
}

/** Telegram has no console. */
const onlyHere = { elsewhere: '' }

function errorOf(said: unknown): { readonly code?: string; readonly message?: string } {
  if (typeof said !== 'object' || said === null || !('error' in said)) return {}
  return (said.error ?? {}) as { code?: string; message?: string }
}
