import type { MethodHandler } from '../../rpc/call-context.ts'
import { rpcError } from '../../rpc/rpc-errors.ts'
import { emailProofOf } from '../account/email-verification.ts'
import { authorizationToTl } from './authorization.ts'
import { checkAge } from './check-app.ts'
import { signUpRequired } from './sign-up-required.ts'

/**
 * Logs the key in with the code that its phone or mailbox received, or says that the number has to be signed up first.
 *
 * @see {@link https://core.telegram.org/method/auth.signIn}
 */
export const signIn: MethodHandler<'auth.signIn'> = async (request, context) => {
  const { phone_number, phone_code_hash, phone_code = '', email_verification } = request
  checkAge(context)
  const { services, key_id } = context
  const signedIn = await services.loginCodes.signIn({
    key_id,
    phone_number,
    phone_code_hash,
    phone_code,
    emailProof: email_verification && emailProofOf(email_verification),
  })
  if (signedIn.kind === 'passwordNeeded') throw rpcError('SESSION_PASSWORD_NEEDED')
  if (signedIn.kind === 'signUpRequired') return signUpRequired(services)
  return authorizationToTl(signedIn.account, context)
}
