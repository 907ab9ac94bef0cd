import type { MethodHandler } from '../../rpc/call-context.ts'
import { sessionOwner } from './session-owner.ts'

/**
 * Ends pushes for this session.
 *
 * @see {@link https://core.telegram.org/method/account.unregisterDevice}
 */
export const unregisterDevice: MethodHandler<'account.unregisterDevice'> = async (request, context) => {
  const { token_type, token } = request
  await context.services.pushDevices.unregister(sessionOwner(context), token_type, token)
  return true
}
