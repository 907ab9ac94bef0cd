import type { Clock } from '../../clock.ts'
import type { Random } from '../../random.ts'
import type { Repositories, UnitOfWork } from '../repositories.ts'
import type { SessionEnd } from '../session.ts'
import type { Devices } from './devices.ts'
import type { TokenSecrets } from './token-secrets.ts'

/** What the rules about sessions and tokens work with. */
export interface SessionContext {
  readonly store: Repositories & UnitOfWork
  readonly clock: Clock
  readonly random: Random
  readonly devices: Devices
  readonly secrets: TokenSecrets
}

/**
 * Ends the login of a key from outside, with everything under way and every token by which its program could come back.
 * The program is to be hung up on afterwards.
 */
export async function endSession(repositories: Repositories, key_id: bigint, how: SessionEnd): Promise<void> {
  await repositories.codes.deleteAllOfKey(key_id)
  await repositories.passwordRecoveries.delete(key_id)
  await repositories.loginTokens.delete(key_id)
  await repositories.futureTokens.deleteOfKey(key_id)
  await repositories.sessions.end(key_id, how)
}
