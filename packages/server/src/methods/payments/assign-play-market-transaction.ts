import type { MethodHandler } from '../../rpc/call-context.ts'
import { purposeOfStore } from './purpose.ts'
import { sentCodeUpdates } from './sent-code-updates.ts'

/**
 * Settles a login by a purchase in the Play Market; the updates say how it goes on.
 *
 * @see {@link https://core.telegram.org/method/payments.assignPlayMarketTransaction}
 */
export const assignPlayMarketTransaction: MethodHandler<'payments.assignPlayMarketTransaction'> = async (
  request,
  { services, key_id, peer },
) => {
  const sent = await services.payments.assign({
    store: 'playMarket',
    receipt: Buffer.from(request.receipt.data),
    purpose: purposeOfStore(request.purpose, key_id),
    address: peer.address,
  })
  return sentCodeUpdates(sent, services.clock)
}
