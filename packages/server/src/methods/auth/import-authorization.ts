import type { MethodHandler } from '../../rpc/call-context.ts'
import { selfToTl } from '../users/user.ts'

/**
 * Lets the key in with the bytes from another data center. Nobody is told, and no token is given to come back with: this
 * is the login that the program has already.
 *
 * @see {@link https://core.telegram.org/method/auth.importAuthorization}
 */
export const importAuthorization: MethodHandler<'auth.importAuthorization'> = async ({ id, bytes }, context) => {
  const account = await context.services.transfers.import(context.key_id, id, bytes)
  return { _: 'auth.authorization', user: selfToTl(account, context) }
}
