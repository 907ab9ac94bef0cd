import type { MethodHandler } from '../../rpc/call-context.ts'
import { sessionOwner } from './session-owner.ts'

/**
 * Checks a code that was sent to prove a number.
 *
 * @see {@link https://core.telegram.org/method/account.verifyPhone}
 */
export const verifyPhone: MethodHandler<'account.verifyPhone'> = async (request, context) => {
  const { phone_number, phone_code_hash, phone_code } = request
  const entered = { owner: sessionOwner(context), phone_number, phone_code_hash, phone_code }
  await context.services.phoneNumbers.verify(entered)
  return true
}
