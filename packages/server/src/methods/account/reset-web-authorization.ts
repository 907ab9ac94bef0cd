import type { MethodHandler } from '../../rpc/call-context.ts'
import { sessionOwner } from './session-owner.ts'

/**
 * Ends the login of the account on a website.
 *
 * @see {@link https://core.telegram.org/method/account.resetWebAuthorization}
 */
export const resetWebAuthorization: MethodHandler<'account.resetWebAuthorization'> = async ({ hash }, context) => {
  await context.services.webAuthorizations.reset(sessionOwner(context).user_id, hash)
  return true
}
