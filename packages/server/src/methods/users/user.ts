import type { User } from '@chappe/schema/api'
import type { Account } from '../../domain/account.ts'
import type { CallContext } from '../../rpc/call-context.ts'

/** An account as another one sees it: without its number. */
export function userToTl(
  { id, first_name, last_name, bot }: Account,
  { user_id, key_id, services }: Pick<CallContext, 'key_id' | 'services'> & { readonly user_id: bigint },
): User {
  return {
    _: 'user',
    id,
    access_hash: services.accessHashes.of({ user_id, key_id }, 'user', id),
    first_name,
    last_name: last_name === '' ? undefined : last_name,
    ...(bot !== undefined && { bot: true, username: bot.username, bot_info_version: 1 }),
  }
}

/** An account as its owner sees it: `self` is set everywhere it occurs. */
export function selfToTl(account: Account, { key_id, services }: CallContext): User {
  return {
    _: 'user',
    self: true,
    id: account.id,
    access_hash: services.accessHashes.of({ user_id: account.id, key_id }, 'user', account.id),
    first_name: account.first_name,
    last_name: account.last_name === '' ? undefined : account.last_name,
    ...(account.bot === undefined
      ? { phone: account.phone_number }
      : { bot: true, username: account.bot.username, bot_info_version: 1 }),
  }
}
