import type { Clock } from '../../clock.ts'
import type { Random } from '../../random.ts'
import type { Homes } from '../homes/homes.ts'
import type { Repositories, UnitOfWork } from '../repositories.ts'
import type { SessionEnd } from '../session.ts'
import type { Devices } from './devices.ts'
import type { TokenSecrets } from './token-secrets.ts'

/** What the rules about sessions and tokens work with. */
export interface SessionContext {
  readonly store: Repositories & UnitOfWork
  readonly clock: Clock
  readonly random: Random
  /** Which data centers there are, as the one that is asked sees them. */
  readonly homes: Homes
  readonly devices: Devices
  readonly secrets: TokenSecrets
}

/**
 * Ends the login of a key from outside, with everything under way, every token by which its program could come back, and
 * the logins at other data centers that come from it.
 *
 * @returns the keys whose logins are over: their programs are to be hung up on afterwards
 */
export async function endSession(
  repositories: Repositories,
  key_id: bigint,
  how: SessionEnd,
): Promise<readonly bigint[]> {
  await forgetUnderWay(repositories, key_id)
  await repositories.futureTokens.deleteOfKey(key_id)
  const derived = await endDerived(repositories, key_id, how)
  await repositories.sessions.end(key_id, how)
  return [key_id, ...derived]
}

/** Deletes what is under way under a key, and where it is pushed to. */
export async function forgetUnderWay(repositories: Repositories, key_id: bigint): Promise<void> {
  await repositories.codes.deleteAllOfKey(key_id)
  await repositories.passwordRecoveries.delete(key_id)
  await repositories.emailVerifications.deleteAllOfKey(key_id)
  await repositories.loginTokens.delete(key_id)
  await repositories.pushDevices.deleteAllOfKey(key_id)
}

/**
 * Ends the logins at other data centers that come from the one of a key, and those on their way: there, or by a QR code
 * that the key has accepted.
 *
 * @param how - left out when the program itself ended its login
 * @returns their keys
 */
export async function endDerived(
  repositories: Repositories,
  key_id: bigint,
  how?: SessionEnd,
): Promise<readonly bigint[]> {
  await endOnTheWay(repositories, key_id)
  const ended: bigint[] = []
  for (const derived of await repositories.sessions.listDerived(key_id)) {
    if (how === undefined) {
      await endOnTheWay(repositories, derived)
      await repositories.sessions.unauthorize(derived)
      ended.push(derived)
    } else ended.push(...(await endSession(repositories, derived, how)))
  }
  return ended
}

async function endOnTheWay({ exportedAuthorizations, loginTokens }: Repositories, key_id: bigint): Promise<void> {
  await exportedAuthorizations.deleteOfKey(key_id)
  await loginTokens.deleteAcceptedBy(key_id)
}
