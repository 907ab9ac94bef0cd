import { DomainError } from '../domain-error.ts'
import type { DeletionTrace, Repositories } from '../repositories.ts'
import { endSession } from '../sessions/session-context.ts'

/**
 * Deletes an account and all that belongs to it. This is the one place that says what that is:
 *
 * - its sessions, those that still owe a password too, with every code, token and push of their keys;
 * - codes on their way to its number under other keys, which would lead to whoever has the number next;
 * - every row that names it: tables that do refer to the account and go with it, which a test holds for each of them.
 *
 * Its number is free from then on. Its id is used up, so that nothing that was ever said about it is about another.
 *
 * @returns the keys that were logged in, to be hung up on
 * @throws {DomainError} `AUTH_KEY_UNREGISTERED` when it is gone already
 */
export async function eraseAccount(
  repositories: Repositories,
  user_id: bigint,
  trace: DeletionTrace,
): Promise<readonly bigint[]> {
  const account = await repositories.accounts.find(user_id)
  if (account === undefined) throw new DomainError('AUTH_KEY_UNREGISTERED', 'this account is gone')
  const keys: bigint[] = []
  for (const { key_id } of await repositories.sessions.listByUser(user_id)) {
    keys.push(...(await endSession(repositories, key_id, 'deleted')))
  }
  if (account.bot === undefined) await repositories.codes.deleteAllToNumber(account.phone_number)
  await repositories.accounts.delete(user_id, { ...trace, reason: trace.reason.slice(0, reasonLengthMax) })
  return keys
}

const reasonLengthMax = 200
