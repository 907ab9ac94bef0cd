import type { MethodHandler } from '../../rpc/call-context.ts'
import { remind } from './remind.ts'

/**
 * Answers that nothing was missed: no messages go through this data center, and what it says itself is in no sequence.
 *
 * @see {@link https://core.telegram.org/method/updates.getDifference}
 */
export const getDifference: MethodHandler<'updates.getDifference'> = async (_request, context) => {
  await remind(context)
  return { _: 'updates.differenceEmpty', date: Math.floor(context.services.clock.now() / 1000), seq: 0 }
}
