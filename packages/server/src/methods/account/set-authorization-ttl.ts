import type { MethodHandler } from '../../rpc/call-context.ts'
import { sessionOwner } from './session-owner.ts'

/**
 * Sets after how many idle days sessions of the account end.
 *
 * @see {@link https://core.telegram.org/method/account.setAuthorizationTTL}
 */
export const setAuthorizationTTL: MethodHandler<'account.setAuthorizationTTL'> = async (request, context) => {
  await context.services.authorizations.setTtl(sessionOwner(context), request.authorization_ttl_days)
  return true
}
