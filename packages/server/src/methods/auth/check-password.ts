import type { MethodHandler } from '../../rpc/call-context.ts'
import { passwordCaller } from '../account/password-caller.ts'
import { srpAnswerOf } from '../account/password-settings.ts'
import { authorizationToTl } from './authorization.ts'

/**
 * Finishes a login whose account has a password.
 *
 * @see {@link https://core.telegram.org/method/auth.checkPassword}
 */
export const checkPassword: MethodHandler<'auth.checkPassword'> = async (request, context) => {
  const account = await context.services.passwords.check(passwordCaller(context), srpAnswerOf(request.password))
  return authorizationToTl(account, context)
}
