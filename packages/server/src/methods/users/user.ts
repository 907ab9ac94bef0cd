import type { User } from '@chappe/schema/api'
import type { Account } from '../../domain/account.ts'
import type { CallContext } from '../../rpc/call-context.ts'

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
