import type { MethodHandler } from '../../rpc/call-context.ts'
import { sessionOwner } from './session-owner.ts'

/**
 * Ends another session of the account.
 *
 * @see {@link https://core.telegram.org/method/account.resetAuthorization}
 */
export const resetAuthorization: MethodHandler<'account.resetAuthorization'> = async ({ hash }, context) => {
  await context.services.authorizations.reset(sessionOwner(context), hash)
  return true
}
