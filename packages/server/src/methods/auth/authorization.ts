import type { auth } from '@chappe/schema/api'
import type { Account } from '../../domain/account.ts'
import type { CallContext } from '../../rpc/call-context.ts'
import { selfToTl } from '../users/user.ts'

/**
 * The answer to a login that has succeeded.
 *
 * @see {@link https://core.telegram.org/constructor/auth.authorization}
 */
export function authorizationToTl(account: Account, context: CallContext): auth.Authorization {
  return { _: 'auth.authorization', user: selfToTl(account, context) }
}
