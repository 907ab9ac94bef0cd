import type { CallContext } from '../../rpc/call-context.ts'

/**
 * Tells a session that has come back, and asks what happened meanwhile, what it must not miss: codes to log in to its
 * account, logins that nobody has answered for, a deletion of the account. Programs tell repeated notices apart from new
 * ones by their type and date.
 */
export async function remind({ caller, key_id, services }: CallContext): Promise<void> {
  if (caller.kind !== 'user') return
  const owner = { key_id, user_id: caller.user_id }
  await services.accountDeletion.remind(owner)
  await services.authorizations.remind(owner)
  await services.appCodes.remind(owner)
}
