import type { MethodHandler } from '../../rpc/call-context.ts'

/**
 * Answers with the state of an account to which nothing has happened: the first numbers of both sequences. Who comes
 * back hears of a deletion of the account that it may have missed.
 *
 * @see {@link https://core.telegram.org/method/updates.getState}
 */
export const getState: MethodHandler<'updates.getState'> = async (_request, { caller, key_id, services }) => {
  if (caller.kind === 'user') await services.accountDeletion.remind({ key_id, user_id: caller.user_id })
  return {
    _: 'updates.state',
    pts: 1,
    qts: 0,
    date: Math.floor(services.clock.now() / 1000),
    seq: 0,
    unread_count: 0,
  }
}
