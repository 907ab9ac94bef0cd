import type { MethodHandler } from '../../rpc/call-context.ts'
import { purposeOfStore } from './purpose.ts'

/**
 * Tells whether a login can be paid for in a store now.
 *
 * @see {@link https://core.telegram.org/method/payments.canPurchaseStore}
 */
export const canPurchaseStore: MethodHandler<'payments.canPurchaseStore'> = (request, { services, key_id }) =>
  services.payments.canPurchase(purposeOfStore(request.purpose, key_id))
