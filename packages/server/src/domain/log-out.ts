import type { UnitOfWork } from './repositories.ts'
import { endDerived, forgetUnderWay } from './sessions/session-context.ts'

/**
 * Ends the authorization of an auth key, its pending codes and its pushes, and the authorizations at other data centers
 * that come from it. The key itself lives on, as if fresh.
 *
 * @returns false when nobody was logged in
 * @see https://core.telegram.org/method/auth.logOut
 */
export async function logOut(store: UnitOfWork, key_id: bigint, nowMs: number): Promise<boolean> {
  return store.transaction(async repositories => {
    await forgetUnderWay(repositories, key_id)
    await endDerived(repositories, key_id)
    // Logging out is a use of the account, too: it is no more abandoned than before.
    await repositories.sessions.touch(key_id, nowMs, undefined)
    return repositories.sessions.unauthorize(key_id)
  })
}
