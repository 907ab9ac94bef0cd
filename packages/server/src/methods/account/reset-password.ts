import type { MethodHandler } from '../../rpc/call-context.ts'
import { passwordCaller } from './password-caller.ts'

/**
 * Asks for the password to be removed after a week, or removes it once that has passed.
 *
 * @see {@link https://core.telegram.org/method/account.resetPassword}
 */
export const resetPassword: MethodHandler<'account.resetPassword'> = async (_request, context) => {
  const outcome = await context.services.passwords.reset(passwordCaller(context))
  switch (outcome.kind) {
    case 'done':
      return { _: 'account.resetPasswordOk' }
    case 'requested':
      return { _: 'account.resetPasswordRequestedWait', until_date: Math.ceil(outcome.untilMs / 1000) }
    case 'refused':
      return { _: 'account.resetPasswordFailedWait', retry_date: Math.ceil(outcome.retryAtMs / 1000) }
  }
}
