import type { MethodHandler } from '../../rpc/call-context.ts'
import { sentCodeToTl } from '../auth/sent-code.ts'
import { numberCodeRequest } from './number-code-request.ts'

/**
 * Sends a code to a number that is to be proven.
 *
 * @see {@link https://core.telegram.org/method/account.sendVerifyPhoneCode}
 */
export const sendVerifyPhoneCode: MethodHandler<'account.sendVerifyPhoneCode'> = async (request, context) => {
  const { phone_number, settings } = request
  const code = { ...numberCodeRequest(settings, context), phone_number }
  return sentCodeToTl(await context.services.phoneNumbers.sendVerifyCode(code))
}
