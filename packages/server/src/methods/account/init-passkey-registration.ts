import type { MethodHandler } from '../../rpc/call-context.ts'
import { rpcError } from '../../rpc/rpc-errors.ts'
import { sessionOwner } from './session-owner.ts'

/**
 * Says what a device is to make a passkey for. A bot is refused here, and not by the table of who may call what.
 *
 * @see {@link https://core.telegram.org/method/account.initPasskeyRegistration}
 */
export const initPasskeyRegistration: MethodHandler<'account.initPasskeyRegistration'> = async (_request, context) => {
  if (context.caller.kind === 'bot') throw rpcError('ACCESS_DENIED')
  const data = await context.services.passkeys.initRegistration(sessionOwner(context), context.dc.id)
  return { _: 'account.passkeyRegistrationOptions', options: { _: 'dataJSON', data } }
}
