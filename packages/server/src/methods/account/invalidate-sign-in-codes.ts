import type { MethodHandler } from '../../rpc/call-context.ts'
import { sessionOwner } from './session-owner.ts'

/**
 * Ends login codes of the account that its owner has shown to somebody.
 *
 * @see {@link https://core.telegram.org/method/account.invalidateSignInCodes}
 */
export const invalidateSignInCodes: MethodHandler<'account.invalidateSignInCodes'> = async ({ codes }, context) => {
  await context.services.loginCodes.invalidate(sessionOwner(context).user_id, codes)
  return true
}
