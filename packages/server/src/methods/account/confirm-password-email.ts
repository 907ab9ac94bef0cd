import type { MethodHandler } from '../../rpc/call-context.ts'
import { passwordCaller } from './password-caller.ts'

/**
 * Confirms an address for recovery by the code that was mailed to it.
 *
 * @see {@link https://core.telegram.org/method/account.confirmPasswordEmail}
 */
export const confirmPasswordEmail: MethodHandler<'account.confirmPasswordEmail'> = async (request, context) => {
  await context.services.passwords.confirmEmail(passwordCaller(context), request.code)
  return true
}
