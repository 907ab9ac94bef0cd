import type { MethodHandler } from '../../rpc/call-context.ts'
import { passwordCaller } from './password-caller.ts'

/**
 * Mails the code for an address for recovery once more.
 *
 * @see {@link https://core.telegram.org/method/account.resendPasswordEmail}
 */
export const resendPasswordEmail: MethodHandler<'account.resendPasswordEmail'> = async (_request, context) => {
  await context.services.passwords.resendEmail(passwordCaller(context), context.client?.lang_code ?? '')
  return true
}
