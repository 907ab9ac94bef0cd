import type { MethodHandler } from '../../rpc/call-context.ts'
import { rpcError } from '../../rpc/rpc-errors.ts'
import { isSelf, ownAccount } from './self.ts'
import { selfToTl } from './user.ts'

/**
 * Answers with the caller's own profile.
 *
 * @see {@link https://core.telegram.org/method/users.getFullUser}
 */
export const getFullUser: MethodHandler<'users.getFullUser'> = async (request, context) => {
  const own = await ownAccount(context)
  if (!isSelf(request.id, own, context)) throw rpcError('USER_ID_INVALID')
  return {
    _: 'users.userFull',
    full_user: {
      _: 'userFull',
      id: own.id,
      settings: { _: 'peerSettings' },
      notify_settings: { _: 'peerNotifySettings' },
      common_chats_count: 0,
    },
    chats: [],
    users: [selfToTl(own, context)],
  }
}
