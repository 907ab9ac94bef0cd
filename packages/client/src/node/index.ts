import { nodeCrypto } from '@chappe/crypto/node'
import type { Client as OpenedClient } from '../client.ts'
import { createStringSession, type StringSession } from '../session/string-session.ts'
import { openClient } from './open-client.ts'

// For users.
export * from '../index.ts'
export { answersFromEnvironment, loginVariables } from './answers-from-environment.ts'
// For people building on us.
export { type NodeClientOptions, nodeEnv, openClient } from './open-client.ts'
export { sessionFileBytesMax, sqliteSession } from './sqlite-session.ts'

/** A client on Node; see `ClientCore` for its members. */
export type Client = OpenedClient

/** Opens clients: `await using tg = await Client.open({ … })`. */
export const Client: { readonly open: typeof openClient } = { open: openClient }

/**
 * Keeps the session as text in memory; `text` gives the current one.
 *
 * @param text - what `exportSession()` or an earlier `text` gave; empty begins a new session
 * @throws {UsageError} `SESSION_INVALID`, `SESSION_VERSION`
 */
export function stringSession(text?: string): StringSession {
  return createStringSession(nodeCrypto, text)
}
