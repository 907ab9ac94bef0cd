import type { UnitOfWork } from './repositories.ts'

/**
 * Ends the authorization of an auth key and its pending codes. The key itself lives on, as if fresh.
 *
 * @returns false when nobody was logged in
 * @see https://core.telegram.org/method/auth.logOut
 */
export async function logOut(store: UnitOfWork, key_id: bigint): Promise<boolean> {
  return store.transaction(async repositories => {
    await repositories.codes.deleteAllOfKey(key_id)
    await repositories.passwordRecoveries.delete(key_id)
    await repositories.loginTokens.delete(key_id)
    return repositories.sessions.unauthorize(key_id)
  })
}
