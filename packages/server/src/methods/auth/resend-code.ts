import type { MethodHandler } from '../../rpc/call-context.ts'
import { sentCodeToTl } from './sent-code.ts'

/**
 * Sends a pending code by the next medium of its ladder, under the same `phone_code_hash`.
 *
 * @see {@link https://core.telegram.org/method/auth.resendCode}
 */
export const resendCode: MethodHandler<'auth.resendCode'> = async (request, { services, key_id, peer }) => {
  const { phone_number, phone_code_hash, reason } = request
  const sent = await services.loginCodes.resend({
    key_id,
    phone_number,
    phone_code_hash,
    address: peer.address,
    ...(reason === undefined ? {} : { reason }),
  })
  return sentCodeToTl(sent)
}
