import type { MethodHandler } from '../../rpc/call-context.ts'
import { sessionOwner } from './session-owner.ts'

/**
 * Says after how many idle days the account deletes itself.
 *
 * @see {@link https://core.telegram.org/method/account.getAccountTTL}
 */
export const getAccountTTL: MethodHandler<'account.getAccountTTL'> = async (_request, context) => ({
  _: 'accountDaysTTL',
  days: await context.services.accountSettings.ttlDays(sessionOwner(context).user_id),
})
