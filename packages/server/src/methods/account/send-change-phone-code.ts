import type { MethodHandler } from '../../rpc/call-context.ts'
import { sentCodeToTl } from '../auth/sent-code.ts'
import { numberCodeRequest } from './number-code-request.ts'

/**
 * Sends a code to the number that the account is to have.
 *
 * @see {@link https://core.telegram.org/method/account.sendChangePhoneCode}
 */
export const sendChangePhoneCode: MethodHandler<'account.sendChangePhoneCode'> = async (request, context) => {
  const { phone_number, settings } = request
  const code = { ...numberCodeRequest(settings, context), phone_number }
  return sentCodeToTl(await context.services.phoneNumbers.sendChangeCode(code))
}
