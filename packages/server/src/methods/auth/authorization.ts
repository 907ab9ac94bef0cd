import type { auth } from '@chappe/schema/api'
import type { Account } from '../../domain/account.ts'
import type { CallContext } from '../../rpc/call-context.ts'
import { selfToTl } from '../users/user.ts'

/**
 * The answer to a login that has succeeded: the own user, and for a person's program a token to come back with, and
 * whether a password has to be set up. The other sessions of the account hear of the login before.
 *
 * @see {@link https://core.telegram.org/constructor/auth.authorization}
 */
export async function authorizationToTl(account: Account, context: CallContext): Promise<auth.authorization> {
  const { services, key_id, client } = context
  await services.authorizations.welcome(key_id)
  const user = selfToTl(account, context)
  if (account.bot !== undefined || client === undefined) return { _: 'auth.authorization', user }
  const owner = { key_id, user_id: account.id, api_id: client.api_id }
  const days = await services.accountSettings.passwordWithinDays(account)
  return {
    _: 'auth.authorization',
    ...(days !== undefined && { setup_password_required: true, otherwise_relogin_days: days }),
    future_auth_token: await services.futureTokens.issue(owner),
    user,
  }
}
