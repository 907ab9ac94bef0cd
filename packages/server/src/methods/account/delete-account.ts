import type { MethodHandler } from '../../rpc/call-context.ts'
import { rpcError } from '../../rpc/rpc-errors.ts'
import { passwordCaller } from './password-caller.ts'
import { srpAnswerOf } from './password-settings.ts'

/**
 * Deletes the account of the caller, who may still owe its password; without the password after a while.
 *
 * @see {@link https://core.telegram.org/method/account.deleteAccount}
 */
export const deleteAccount: MethodHandler<'account.deleteAccount'> = async (request, context) => {
  const { caller, services } = context
  // Its answer was lost, and the client asks again.
  if (caller.kind === 'nobody' && caller.ended === 'deleted') throw rpcError('USER_DEACTIVATED')
  const answer = request.password && srpAnswerOf(request.password)
  await services.accountDeletion.delete(passwordCaller(context), answer, request.reason)
  return true
}
