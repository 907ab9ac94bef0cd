import { logOut as logKeyOut } from '../../domain/log-out.ts'
import type { MethodHandler } from '../../rpc/call-context.ts'

/**
 * Ends the login of this key, or whatever of a login it has begun. A key without one is answered the same.
 *
 * @see {@link https://core.telegram.org/method/auth.logOut}
 */
export const logOut: MethodHandler<'auth.logOut'> = async (_request, { services, key_id }) => {
  await logKeyOut(services.store, key_id)
  return { _: 'auth.loggedOut' }
}
