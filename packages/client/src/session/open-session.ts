import type { Clock } from '../clock.ts'
import type { DataCenter } from '../dc/data-centers.ts'
import type { ClientOptions } from '../options.ts'
import { UsageError } from '../usage-error.ts'
import type { SessionData } from './session-data.ts'
import { SessionKeeper } from './session-keeper.ts'

/**
 * Loads the session of a client, or begins one at the chosen data center.
 *
 * @throws {UsageError} `SESSION_INVALID` when the session belongs to another environment than the one chosen, and what
 *   the store throws
 */
export async function openSession(options: ClientOptions, chosen: DataCenter, clock: Clock): Promise<SessionKeeper> {
  const { session } = options
  const stored = await session.load()
  const onError = options.onTrouble ?? (() => undefined)
  return new SessionKeeper(session, stored ? adjust(stored, options, chosen) : begin(chosen), clock, onError)
}

function begin({ id, host, port, test }: DataCenter): SessionData {
  return {
    dc: { id, host, port, test },
    auth_key: undefined,
    server_salt: 0n,
    timeOffsetMs: 0,
    user_id: undefined,
    login: undefined,
  }
}

function adjust(stored: SessionData, options: ClientOptions, { id, host, port, test }: DataCenter): SessionData {
  if (stored.dc.test !== test) {
    const of = (isTest: boolean): string => (isTest ? 'test' : 'production')
    throw new UsageError(
      'SESSION_INVALID',
      `the session belongs to the ${of(stored.dc.test)} environment, not to ${of(test)}; use another session for it`,
    )
  }
  // An account that has moved stays where it is. An address given by hand is the current one of its data center.
  if (typeof options.dc === 'string' || stored.dc.id !== id) return stored
  return { ...stored, dc: { id, host, port, test } }
}
