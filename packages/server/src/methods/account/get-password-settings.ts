import type { MethodHandler } from '../../rpc/call-context.ts'
import { passwordCaller } from './password-caller.ts'
import { secureSecretToTl, srpAnswerOf } from './password-settings.ts'

/**
 * Shows the address for recovery and the Passport secret to who knows the password.
 *
 * @see {@link https://core.telegram.org/method/account.getPasswordSettings}
 */
export const getPasswordSettings: MethodHandler<'account.getPasswordSettings'> = async (request, context) => {
  const answer = srpAnswerOf(request.password)
  const settings = await context.services.passwords.settings(passwordCaller(context), answer)
  return {
    _: 'account.passwordSettings',
    email: settings?.email,
    secure_settings: settings?.secure && secureSecretToTl(settings.secure),
  }
}
