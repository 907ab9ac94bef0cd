import type { Repositories } from '../repositories.ts'
import type { AccountPassword, PasswordCaller, PasswordValue } from './password.ts'
import type { PasswordContext } from './password-context.ts'

/**
 * Makes a password the one of the account. Open questions are about another one from now on, whatever was under way to
 * change or reset it ends, and so do the logins of others that owe the password.
 */
export async function storePassword(
  context: PasswordContext,
  repositories: Repositories,
  caller: PasswordCaller,
  value: PasswordValue,
  rest: Pick<AccountPassword, 'email' | 'secure'>,
): Promise<void> {
  const { user_id } = caller
  await repositories.passwords.put({
    ...value,
    ...rest,
    user_id,
    version: Buffer.from(context.random.bytes(8)).readBigInt64LE(),
    setAtMs: context.clock.now(),
  })
  await endFormer(repositories, user_id)
  for (const { key_id, authorization } of await repositories.sessions.listByUser(user_id)) {
    if (key_id !== caller.key_id && authorization?.password_pending === true) {
      await repositories.codes.deleteAllOfKey(key_id)
      await repositories.sessions.unauthorize(key_id)
    }
  }
}

/**
 * Removes a password with all that hangs on it. Logins that owe it stay as they are: their clients see in
 * `account.getPassword` that there is none, and repeat `auth.signIn`.
 */
export async function removePassword(repositories: Repositories, user_id: bigint): Promise<void> {
  await repositories.passwords.delete(user_id)
  await endFormer(repositories, user_id)
}

async function endFormer(repositories: Repositories, user_id: bigint): Promise<void> {
  await repositories.passwordChanges.delete(user_id)
  await repositories.passwordRecoveries.deleteAllOf(user_id)
  await repositories.passwordResets.delete(user_id)
  // A token stands for the code alone: it was given to who knew the old password, which would have been asked for still.
  await repositories.futureTokens.deleteOfUser(user_id)
}
