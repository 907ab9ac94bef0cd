import type { MethodHandler } from '../../rpc/call-context.ts'

/**
 * Ends the login of this key, or whatever of a login it has begun, and gives a token to come back with. A key without a
 * login is answered the same, without one.
 *
 * @see {@link https://core.telegram.org/method/auth.logOut}
 */
export const logOut: MethodHandler<'auth.logOut'> = async (_request, { services, key_id }) => ({
  _: 'auth.loggedOut',
  future_auth_token: await services.futureTokens.logOut(key_id),
})
