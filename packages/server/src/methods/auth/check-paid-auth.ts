import type { MethodHandler } from '../../rpc/call-context.ts'
import { sentCodeToTl } from './sent-code.ts'

/**
 * Tells how a paid login goes on, once its payment has arrived.
 *
 * @see {@link https://core.telegram.org/method/auth.checkPaidAuth}
 */
export const checkPaidAuth: MethodHandler<'auth.checkPaidAuth'> = async (request, { services, key_id, peer }) => {
  const { phone_number, phone_code_hash, form_id } = request
  const { address } = peer
  return sentCodeToTl(await services.payments.check({ key_id, phone_number, phone_code_hash, form_id, address }))
}
