import type { MethodHandler } from '../../rpc/call-context.ts'
import { sessionOwner } from './session-owner.ts'

/**
 * Confirms a session of the account, or says what it takes.
 *
 * @see {@link https://core.telegram.org/method/account.changeAuthorizationSettings}
 */
export const changeAuthorizationSettings: MethodHandler<'account.changeAuthorizationSettings'> = async (
  request,
  context,
) => {
  const { hash, confirmed = false, encrypted_requests_disabled, call_requests_disabled } = request
  const settings = { confirmed, encrypted_requests_disabled, call_requests_disabled }
  await context.services.authorizations.change(sessionOwner(context), hash, settings)
  return true
}
