import type { MethodHandler } from '../../rpc/call-context.ts'
import { rpcError } from '../../rpc/rpc-errors.ts'
import { sentCodeToTl } from './sent-code.ts'

/**
 * Sends a login code by the first medium of the number's ladder.
 *
 * @see {@link https://core.telegram.org/method/auth.sendCode}
 */
export const sendCode: MethodHandler<'auth.sendCode'> = async (request, context) => {
  const { services, key_id, peer, client } = context
  const { phone_number, api_id, api_hash } = request
  if (!services.apps.accepts(api_id, api_hash)) throw rpcError('API_ID_INVALID')
  const sent = await services.loginCodes.send({
    key_id,
    phone_number,
    api_id,
    address: peer.address,
    lang_code: client?.lang_code ?? '',
  })
  return sentCodeToTl(sent)
}
