import type { MethodHandler } from '../../rpc/call-context.ts'
import { purposeOfStore } from './purpose.ts'
import { sentCodeUpdates } from './sent-code-updates.ts'

/**
 * Settles a login by a purchase in the App Store; the updates say how it goes on.
 *
 * @see {@link https://core.telegram.org/method/payments.assignAppStoreTransaction}
 */
export const assignAppStoreTransaction: MethodHandler<'payments.assignAppStoreTransaction'> = async (
  request,
  { services, key_id, peer },
) => {
  const sent = await services.payments.assign({
    store: 'appStore',
    receipt: request.receipt,
    purpose: purposeOfStore(request.purpose, key_id),
    address: peer.address,
  })
  return sentCodeUpdates(sent, services.clock)
}
