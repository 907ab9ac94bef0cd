import type { MethodHandler } from '../../rpc/call-context.ts'
import { sentCodeToTl } from '../auth/sent-code.ts'
import { numberCodeRequest } from './number-code-request.ts'

/**
 * Sends a code to the account's own number, by which its deletion can be called off.
 *
 * @see {@link https://core.telegram.org/method/account.sendConfirmPhoneCode}
 */
export const sendConfirmPhoneCode: MethodHandler<'account.sendConfirmPhoneCode'> = async (request, context) => {
  const { hash, settings } = request
  const code = numberCodeRequest(settings, context)
  return sentCodeToTl(await context.services.accountDeletion.sendConfirmCode(code, hash))
}
