import type { MethodHandler } from '../../rpc/call-context.ts'
import { passwordCaller } from '../account/password-caller.ts'
import { newSettingsOf } from '../account/password-settings.ts'
import { authorizationToTl } from './authorization.ts'

/**
 * Replaces or removes the password by the code that was mailed, and finishes the login that owed it.
 *
 * @see {@link https://core.telegram.org/method/auth.recoverPassword}
 */
export const recoverPassword: MethodHandler<'auth.recoverPassword'> = async (request, context) => {
  const { code, new_settings } = request
  const settings = new_settings && newSettingsOf(new_settings)
  const account = await context.services.passwords.recover(passwordCaller(context), code, settings)
  return authorizationToTl(account, context)
}
