import type { MethodHandler } from '../../rpc/call-context.ts'
import { sessionOwner } from './session-owner.ts'

/**
 * Ends the logins of the account on all websites.
 *
 * @see {@link https://core.telegram.org/method/account.resetWebAuthorizations}
 */
export const resetWebAuthorizations: MethodHandler<'account.resetWebAuthorizations'> = async (_request, context) => {
  await context.services.webAuthorizations.resetAll(sessionOwner(context).user_id)
  return true
}
