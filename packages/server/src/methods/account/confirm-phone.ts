import type { MethodHandler } from '../../rpc/call-context.ts'
import { sessionOwner } from './session-owner.ts'

/**
 * Calls the deletion of the account off.
 *
 * @see {@link https://core.telegram.org/method/account.confirmPhone}
 */
export const confirmPhone: MethodHandler<'account.confirmPhone'> = async (request, context) => {
  const { phone_code_hash, phone_code } = request
  const owner = sessionOwner(context)
  await context.services.accountDeletion.confirm({ owner, phone_code_hash, phone_code })
  return true
}
