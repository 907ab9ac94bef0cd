import type { MethodHandler } from '../../rpc/call-context.ts'
import { sessionOwner } from './session-owner.ts'

/**
 * Sets after how many idle days the account deletes itself.
 *
 * @see {@link https://core.telegram.org/method/account.setAccountTTL}
 */
export const setAccountTTL: MethodHandler<'account.setAccountTTL'> = async ({ ttl }, context) => {
  await context.services.accountSettings.setTtlDays(sessionOwner(context).user_id, ttl.days)
  return true
}
