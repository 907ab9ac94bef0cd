import type { SessionRepository } from '../repositories.ts'
import type { SessionOwner } from './authorizations.ts'

/**
 * Whether a session is younger than a day: too young for what would take the account away from its owner, such as
 * ending the other sessions or changing the number.
 *
 * @param ageMsMin - default: a day
 */
export async function isFresh(
  sessions: SessionRepository,
  owner: SessionOwner,
  nowMs: number,
  ageMsMin: number = freshMs,
): Promise<boolean> {
  const createdAtMs = (await sessions.find(owner.key_id))?.authorization?.createdAtMs
  return createdAtMs === undefined || createdAtMs + ageMsMin > nowMs
}

const freshMs = 24 * 3_600_000
