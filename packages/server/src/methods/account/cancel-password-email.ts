import type { MethodHandler } from '../../rpc/call-context.ts'
import { passwordCaller } from './password-caller.ts'

/**
 * Gives up an address for recovery that waits for its code, and the settings that wait with it.
 *
 * @see {@link https://core.telegram.org/method/account.cancelPasswordEmail}
 */
export const cancelPasswordEmail: MethodHandler<'account.cancelPasswordEmail'> = async (_request, context) => {
  await context.services.passwords.cancelEmail(passwordCaller(context))
  return true
}
