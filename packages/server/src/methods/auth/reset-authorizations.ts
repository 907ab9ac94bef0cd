import type { MethodHandler } from '../../rpc/call-context.ts'
import { sessionOwner } from '../account/session-owner.ts'

/**
 * Ends every session of the account but the caller's.
 *
 * @see {@link https://core.telegram.org/method/auth.resetAuthorizations}
 */
export const resetAuthorizations: MethodHandler<'auth.resetAuthorizations'> = async (_request, context) => {
  await context.services.authorizations.resetAll(sessionOwner(context))
  return true
}
