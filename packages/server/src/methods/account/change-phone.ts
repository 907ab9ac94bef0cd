import type { MethodHandler } from '../../rpc/call-context.ts'
import { selfToTl } from '../users/user.ts'
import { sessionOwner } from './session-owner.ts'

/**
 * Gives the account the number whose code was right.
 *
 * @see {@link https://core.telegram.org/method/account.changePhone}
 */
export const changePhone: MethodHandler<'account.changePhone'> = async (request, context) => {
  const { phone_number, phone_code_hash, phone_code } = request
  const entered = { owner: sessionOwner(context), phone_number, phone_code_hash, phone_code }
  return selfToTl(await context.services.phoneNumbers.change(entered), context)
}
