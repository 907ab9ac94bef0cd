import type { MethodHandler } from '../../rpc/call-context.ts'
import { rpcError } from '../../rpc/rpc-errors.ts'
import { authorizationToTl } from './authorization.ts'

/**
 * Logs the key in with the code that its phone received, or says that the number has to be signed up first.
 *
 * @see {@link https://core.telegram.org/method/auth.signIn}
 */
export const signIn: MethodHandler<'auth.signIn'> = async (request, context) => {
  const { phone_number, phone_code_hash, phone_code = '', email_verification } = request
  // No code of this data center ever goes out by e-mail, so there is none that could be verified.
  if (phone_code === '' && email_verification !== undefined) throw rpcError('EMAIL_VERIFY_EXPIRED')
  const { services, key_id } = context
  const signedIn = await services.loginCodes.signIn({ key_id, phone_number, phone_code_hash, phone_code })
  if (signedIn.kind === 'passwordNeeded') throw rpcError('SESSION_PASSWORD_NEEDED')
  if (signedIn.kind === 'signUpRequired') return { _: 'auth.authorizationSignUpRequired' }
  return authorizationToTl(signedIn.account, context)
}
