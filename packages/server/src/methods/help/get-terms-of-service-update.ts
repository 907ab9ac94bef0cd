import type { MethodHandler } from '../../rpc/call-context.ts'
import { sessionOwner } from '../account/session-owner.ts'
import { termsToTl } from './terms-of-service.ts'

/**
 * Gives the terms of service when the account has not accepted the present ones.
 *
 * @see {@link https://core.telegram.org/method/help.getTermsOfServiceUpdate}
 */
export const getTermsOfServiceUpdate: MethodHandler<'help.getTermsOfServiceUpdate'> = async (_request, context) => {
  const { terms, expiresAtMs } = await context.services.terms.updateFor(sessionOwner(context).user_id)
  const expires = Math.floor(expiresAtMs / 1000)
  return terms === undefined
    ? { _: 'help.termsOfServiceUpdateEmpty', expires }
    : { _: 'help.termsOfServiceUpdate', expires, terms_of_service: termsToTl(terms) }
}
