import type { MethodHandler } from '../../rpc/call-context.ts'
import { emailUnconfirmedError } from '../../rpc/rpc-errors.ts'
import { passwordCaller } from './password-caller.ts'
import { newSettingsOf, srpAnswerOf } from './password-settings.ts'

/**
 * Sets, changes or removes the password and its address for recovery. A new address is answered 400
 * `EMAIL_UNCONFIRMED_X`: nothing has failed, but everything waits for the code that was mailed.
 *
 * @see {@link https://core.telegram.org/method/account.updatePasswordSettings}
 */
export const updatePasswordSettings: MethodHandler<'account.updatePasswordSettings'> = async (request, context) => {
  const updated = await context.services.passwords.update(
    passwordCaller(context),
    srpAnswerOf(request.password),
    newSettingsOf(request.new_settings),
    context.client?.lang_code ?? '',
  )
  if (updated.kind === 'emailUnconfirmed') throw emailUnconfirmedError(updated.codeLength)
  return true
}
