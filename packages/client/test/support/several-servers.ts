import { RpcError } from '@chappe/mtproto'
import type { auth, Config, DcOption } from '@chappe/schema/api'
import { type Client, type ClientEnv, openClient } from '../../src/client.ts'
import { nodeDevice } from '../../src/node/device.ts'
import type { ClientOptions } from '../../src/options.ts'
import { memorySession } from '../../src/session/memory-session.ts'
import { FakeClock } from './fake-clock.ts'
import { mtprotoEnv, type ScriptAnswer, ScriptedServer, type SeenCall } from './scripted-server.ts'

/** The user that exported authorizations are about. */
export const userId = 777n

export const authorization: auth.authorization = { _: 'auth.authorization', user: { _: 'userEmpty', id: userId } }

export interface SeveralServers {
  readonly clock: FakeClock
  /** By their numbers; each has keys of its own and accepts its own number alone. */
  readonly at: (id: number) => ScriptedServer
  /** What was called, as `4 auth.sendCode`. */
  readonly seen: string[]
  /** Keys that somebody is logged in with, at whatever server. */
  readonly authorized: Set<bigint>
  /** Hosts and ports that were connected to, as `4.memory:443`. */
  readonly dialed: string[]
  readonly troubles: unknown[]
  readonly open: (options?: Partial<ClientOptions>) => Promise<Client>
}

/**
 * Several scripted servers that are one Telegram: they know each other's addresses and take over each other's logins.
 *
 * @param script - decides what a call is answered; undefined leaves it to what all have in common
 */
export async function setUpSeveral(
  ids: readonly number[],
  script: (dc: number, call: SeenCall) => ScriptAnswer | undefined,
): Promise<SeveralServers> {
  const clock = new FakeClock()
  const seen: string[] = []
  const dialed: string[] = []
  const troubles: unknown[] = []
  const authorized = new Set<bigint>()
  const tokens = new Map<string, number>()
  const servers = new Map<number, ScriptedServer>()

  const common = (dc: number, { method, query, session }: SeenCall): ScriptAnswer => {
    switch (method) {
      case 'help.getConfig':
        return configOf(dc, ids.map(option), clock.now())
      case 'auth.exportAuthorization': {
        if (!authorized.has(session.auth_key_id)) return new RpcError(401, 'AUTH_KEY_UNREGISTERED')
        const token = `token-${tokens.size}`
        tokens.set(token, Number(query.dc_id))
        return { _: 'auth.exportedAuthorization', id: userId, bytes: new TextEncoder().encode(token) }
      }
      case 'auth.importAuthorization': {
        const token = new TextDecoder().decode(query.bytes as Uint8Array)
        if (tokens.get(token) !== dc) return new RpcError(400, 'AUTH_BYTES_INVALID')
        tokens.set(token, 0)
        authorized.add(session.auth_key_id)
        return authorization
      }
      default:
        if (method === 'help.getNearestDc') return { _: 'nearestDc', country: 'GB', this_dc: dc, nearest_dc: dc }
        return authorized.has(session.auth_key_id) ? plain[method] : new RpcError(401, 'AUTH_KEY_UNREGISTERED')
    }
  }

  for (const id of ids) {
    const server = await ScriptedServer.start(clock, call => {
      seen.push(`${id} ${call.method}`)
      return script(id, call) ?? common(id, call)
    })
    server.acceptsDc = dc => dc === id
    servers.set(id, server)
  }
  const at = (id: number): ScriptedServer => {
    const server = servers.get(id)
    if (!server) throw new Error(`the script has no data center ${id}`)
    return server
  }
  const env: ClientEnv = {
    mtproto: mtprotoEnv,
    openLink: (address, handlers, options) => {
      dialed.push(`${address.host}:${address.port}`)
      return at(Number.parseInt(address.host, 10)).openLink(address, handlers, options)
    },
    clock,
    random: () => 0,
    device: nodeDevice,
  }
  const [first = 1] = ids
  return {
    clock,
    at,
    seen,
    authorized,
    dialed,
    troubles,
    open: (options = {}) =>
      openClient(env, {
        session: memorySession(),
        api_id: 1,
        api_hash: '0123456789abcdef0123456789abcdef',
        dc: { id: first, host: `${first}.memory`, port: 443, public_key: at(first).publicKey },
        onTrouble: error => troubles.push(error),
        ...options,
      }),
  }
}

/** What methods answer to who is logged in. */
const plain: Readonly<Record<string, object | boolean>> = {
  'account.updateStatus': true,
  'updates.getState': { _: 'updates.state', pts: 1, qts: 0, date: 1, seq: 1, unread_count: 0 },
  'upload.getFile': { _: 'upload.file', type: { _: 'storage.fileJpeg' }, mtime: 1, bytes: new Uint8Array(4) },
  'stats.loadAsyncGraph': { _: 'statsGraphError', error: 'no such graph' },
}

/** Where the servers are. */
export function option(id: number): DcOption {
  return { _: 'dcOption', id, ip_address: `${id}.memory`, port: 443, this_port_only: true }
}

/** A configuration with these addresses, good for an hour. */
export function configOf(this_dc: number, dc_options: DcOption[], nowMs: number): Config {
  const date = Math.floor(nowMs / 1000)
  return { ...numbers, date, expires: date + 3600, this_dc, dc_options }
}

const numbers = {
  _: 'config',
  test_mode: false,
  dc_txt_domain_name: '',
  chat_size_max: 200,
  megagroup_size_max: 200_000,
  forwarded_count_max: 100,
  online_update_period_ms: 210_000,
  offline_blur_timeout_ms: 5_000,
  offline_idle_timeout_ms: 30_000,
  online_cloud_timeout_ms: 300_000,
  notify_cloud_delay_ms: 30_000,
  notify_default_delay_ms: 1_500,
  push_chat_period_ms: 60_000,
  push_chat_limit: 2,
  edit_time_limit: 172_800,
  revoke_time_limit: 2_147_483_647,
  revoke_pm_time_limit: 2_147_483_647,
  rating_e_decay: 2_419_200,
  stickers_recent_limit: 200,
  channels_read_media_period: 604_800,
  call_receive_timeout_ms: 20_000,
  call_ring_timeout_ms: 90_000,
  call_connect_timeout_ms: 30_000,
  call_packet_timeout_ms: 10_000,
  me_url_prefix: 'https://t.me/',
  caption_length_max: 1_024,
  message_length_max: 4_096,
  webfile_dc_id: 4,
} as const
