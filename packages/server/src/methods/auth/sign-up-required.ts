import type { auth } from '@chappe/schema/api'
import type { Services } from '../../rpc/call-context.ts'
import { termsToTl } from '../help/terms-of-service.ts'

/**
 * The answer to a right code of a number without an account: it has to be signed up, under these terms.
 *
 * @see {@link https://core.telegram.org/constructor/auth.authorizationSignUpRequired}
 */
export function signUpRequired({ terms }: Services): auth.authorizationSignUpRequired {
  const { offered } = terms
  return { _: 'auth.authorizationSignUpRequired', terms_of_service: offered && termsToTl(offered) }
}
