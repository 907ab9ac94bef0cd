import type { MethodHandler } from '../../rpc/call-context.ts'
import { sessionOwner } from './session-owner.ts'

/**
 * Notes where pushes for this session go.
 *
 * @see {@link https://core.telegram.org/method/account.registerDevice}
 */
export const registerDevice: MethodHandler<'account.registerDevice'> = async (request, context) => {
  const { token_type, token, app_sandbox, secret, other_uids } = request
  const device = { token_type, token, app_sandbox, secret, other_uids }
  await context.services.pushDevices.register(sessionOwner(context), device)
  return true
}
