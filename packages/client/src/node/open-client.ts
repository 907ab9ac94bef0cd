import { nodeCrypto } from '@chappe/crypto/node'
import { type Client, type ClientEnv, openClient as openCore } from '../client.ts'
import type { ClientOptions } from '../options.ts'
import type { SessionStore } from '../session/session-data.ts'
import { nodeCompression } from './compression.ts'
import { nodeDevice } from './device.ts'
import { sqliteSession } from './sqlite-session.ts'
import { systemClock } from './system-clock.ts'
import { openTcpLink } from './tcp-link.ts'

/** Options of `Client.open` on Node. */
export interface NodeClientOptions extends Omit<ClientOptions, 'session'> {
  /** A store, or the path of a session file, which is the same as `sqliteSession(path)`. */
  readonly session: SessionStore | string
}

/**
 * Opens a client over TCP. It begins to connect at once and does not wait for that: calls do.
 *
 * @throws {UsageError} an option or the session cannot be used; the message says which and why
 */
export function openClient(options: NodeClientOptions): Promise<Client> {
  const { session } = options
  return openCore(nodeEnv, { ...options, session: typeof session === 'string' ? sqliteSession(session) : session })
}

/** What Node gives a client: sockets, clock, random, compression. For `openClientOver` with one of them replaced. */
export const nodeEnv: ClientEnv = {
  mtproto: { crypto: nodeCrypto, compression: nodeCompression },
  openLink: openTcpLink,
  clock: systemClock,
  random: Math.random,
  device: nodeDevice,
}
