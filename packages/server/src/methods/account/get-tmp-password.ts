import type { MethodHandler } from '../../rpc/call-context.ts'
import { passwordCaller } from './password-caller.ts'
import { srpAnswerOf } from './password-settings.ts'

/**
 * Makes a token that stands for the password in payments for a while.
 *
 * @see {@link https://core.telegram.org/method/account.getTmpPassword}
 */
export const getTmpPassword: MethodHandler<'account.getTmpPassword'> = async (request, context) => {
  const answer = srpAnswerOf(request.password)
  const temporary = await context.services.passwords.temporary(passwordCaller(context), answer, request.period)
  return { _: 'account.tmpPassword', ...temporary }
}
