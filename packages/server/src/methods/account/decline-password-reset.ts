import type { MethodHandler } from '../../rpc/call-context.ts'
import { passwordCaller } from './password-caller.ts'

/**
 * Calls a requested reset of the password off.
 *
 * @see {@link https://core.telegram.org/method/account.declinePasswordReset}
 */
export const declinePasswordReset: MethodHandler<'account.declinePasswordReset'> = async (_request, context) => {
  await context.services.passwords.declineReset(passwordCaller(context))
  return true
}
