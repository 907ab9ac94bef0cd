import type { MethodHandler } from '../../rpc/call-context.ts'
import { loginTokenToTl } from './login-token.ts'

/**
 * Logs the key in that shows the token, once that was accepted.
 *
 * @see {@link https://core.telegram.org/method/auth.importLoginToken}
 */
export const importLoginToken: MethodHandler<'auth.importLoginToken'> = async ({ token }, context) =>
  loginTokenToTl(await context.services.loginTokens.import(context.key_id, token), context)
