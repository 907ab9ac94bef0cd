import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { Client, type DataCenterChoice, type Interceptor, sqliteSession } from '@chappe/client/node'
import { usageError } from './command-error.ts'
import { readConnectionFile } from './connection-file.ts'

/** Options by which a command finds its data center and its session. */
export interface ClientCommandOptions {
  readonly data: string
  readonly dc?: string
  readonly session?: string
  readonly apiId?: number
  readonly apiHash?: string
}

/** Opens a client for a command: to the data center that ran last in the folder, or to Telegram itself. */
export async function openCommandClient(
  options: ClientCommandOptions,
  interceptors: readonly Interceptor[] = [],
): Promise<Client> {
  const { dc, api_id, api_hash } = destination(options)
  const path = options.session ?? `${options.data}/${options.dc ?? 'local'}.session`
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  return await Client.open({ session: sqliteSession(path), dc, api_id, api_hash, interceptors, device_model: 'chappe' })
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
