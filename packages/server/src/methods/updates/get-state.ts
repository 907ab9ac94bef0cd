import type { MethodHandler } from '../../rpc/call-context.ts'
import { remind } from './remind.ts'

/**
 * Answers with the state of an account to which nothing has happened: the first numbers of both sequences.
 *
 * @see {@link https://core.telegram.org/method/updates.getState}
 */
export const getState: MethodHandler<'updates.getState'> = async (_request, context) => {
  await remind(context)
  return {
    _: 'updates.state',
    pts: 1,
    qts: 0,
    date: Math.floor(context.services.clock.now() / 1000),
    seq: 0,
    unread_count: 0,
  }
}
