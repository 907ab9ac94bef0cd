import type { MethodHandler } from '../../rpc/call-context.ts'
import { authorizationToTl } from './authorization.ts'

/**
 * Creates the account of a number whose code was right, and logs the key in.
 *
 * @see {@link https://core.telegram.org/method/auth.signUp}
 */
export const signUp: MethodHandler<'auth.signUp'> = async (request, context) => {
  const { phone_number, phone_code_hash, first_name, last_name } = request
  const { services, key_id } = context
  const account = await services.loginCodes.signUp({ key_id, phone_number, phone_code_hash, first_name, last_name })
  return authorizationToTl(account, context)
}
