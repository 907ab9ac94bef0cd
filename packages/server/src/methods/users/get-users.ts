import type { MethodHandler } from '../../rpc/call-context.ts'
import { rpcError } from '../../rpc/rpc-errors.ts'
import { isSelf, ownAccount } from './self.ts'
import { selfToTl } from './user.ts'

/**
 * Answers with the caller's own user. Other users cannot be met in this data center yet, so their ids are not valid.
 *
 * @see {@link https://core.telegram.org/method/users.getUsers}
 */
export const getUsers: MethodHandler<'users.getUsers'> = async (request, context) => {
  if (request.id.length > USERS_MAX) throw rpcError('USERS_TOO_MUCH')
  const own = await ownAccount(context)
  if (!request.id.every(user => isSelf(user, own, context))) throw rpcError('USER_ID_INVALID')
  return request.id.map(() => selfToTl(own, context))
}

/** Users of one request. */
const USERS_MAX = 200
