import type { MethodHandler } from '../../rpc/call-context.ts'
import { passwordCaller } from '../account/password-caller.ts'

/**
 * Mails a code by which the password can be replaced.
 *
 * @see {@link https://core.telegram.org/method/auth.requestPasswordRecovery}
 */
export const requestPasswordRecovery: MethodHandler<'auth.requestPasswordRecovery'> = async (_request, context) => {
  const { services, client } = context
  const email_pattern = await services.passwords.requestRecovery(passwordCaller(context), client?.lang_code ?? '')
  return { _: 'auth.passwordRecovery', email_pattern }
}
