import type { MethodHandler } from '../../rpc/call-context.ts'
import { passwordCaller } from '../account/password-caller.ts'

/**
 * Checks the code of a recovery without using it up.
 *
 * @see {@link https://core.telegram.org/method/auth.checkRecoveryPassword}
 */
export const checkRecoveryPassword: MethodHandler<'auth.checkRecoveryPassword'> = async (request, context) => {
  await context.services.passwords.checkRecovery(passwordCaller(context), request.code)
  return true
}
