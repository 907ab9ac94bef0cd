import type { InputUser } from '@chappe/schema/api'
import type { Account } from '../../domain/account.ts'
import type { CallContext } from '../../rpc/call-context.ts'
import { rpcError } from '../../rpc/rpc-errors.ts'

/**
 * Gives the caller's own account.
 *
 * @throws {RpcError} 401 `AUTH_KEY_UNREGISTERED` when nobody is logged in or the account is gone
 */
export async function ownAccount({ caller, services }: CallContext): Promise<Account> {
  const account = 'user_id' in caller ? await services.store.accounts.find(caller.user_id) : undefined
  if (account === undefined) throw rpcError('AUTH_KEY_UNREGISTERED')
  return account
}

/** Whether a user given by a client is the caller: as `inputUserSelf`, or by id with the right access hash. */
export function isSelf(user: InputUser, own: Account, { key_id, services }: CallContext): boolean {
  if (user._ === 'inputUserSelf') return true
  if (user._ !== 'inputUser' || user.user_id !== own.id) return false
  return services.accessHashes.matches({ user_id: own.id, key_id }, 'user', own.id, user.access_hash)
}
