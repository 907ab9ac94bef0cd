import type { MethodHandler } from '../../rpc/call-context.ts'
import { sessionOwner } from '../account/session-owner.ts'
import { termsVersionOf } from './terms-of-service.ts'

/**
 * Notes that the account accepts the terms of service.
 *
 * @see {@link https://core.telegram.org/method/help.acceptTermsOfService}
 */
export const acceptTermsOfService: MethodHandler<'help.acceptTermsOfService'> = async ({ id }, context) => {
  await context.services.terms.accept(sessionOwner(context).user_id, termsVersionOf(id))
  return true
}
