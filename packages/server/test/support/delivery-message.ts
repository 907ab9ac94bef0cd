import type { DeliveryMessage } from '../../src/delivery/provider.ts'
import type { DeliveryRequest } from '../../src/domain/delivery.ts'

/** A login code by text message to a number of the range for fiction, with what a test wants otherwise. */
export function deliveryRequest(changes: Partial<DeliveryRequest> = {}): DeliveryRequest {
  return {
    medium: 'sms',
    phone_number: '12025550143',
    purpose: 'login',
    key_id: 1n,
    code: '48151',
    caller: undefined,
    lang_code: 'en',
    api_id: 1,
    appHash: undefined,
    address: undefined,
    reason: undefined,
    ...changes,
  }
}

/** The same with words around it, as a provider gets it. */
export function deliveryMessage(changes: Partial<DeliveryMessage> = {}): DeliveryMessage {
  const request = deliveryRequest(changes)
  return {
    ...request,
    id: '0123456789abcdef0123456789abcdef',
    text: `Code ${request.code}`,
    language: 'en',
    ...changes,
  }
}
