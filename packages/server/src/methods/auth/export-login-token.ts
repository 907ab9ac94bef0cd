import type { MethodHandler } from '../../rpc/call-context.ts'
import { checkApp } from './check-app.ts'
import { loginTokenToTl } from './login-token.ts'

/**
 * Gives a token to show as a QR code, or logs the key in when the one that it showed was accepted.
 *
 * @see {@link https://core.telegram.org/method/auth.exportLoginToken}
 */
export const exportLoginToken: MethodHandler<'auth.exportLoginToken'> = async (request, context) => {
  const { services, key_id } = context
  const { api_id, api_hash, except_ids } = request
  checkApp(context, { api_id, api_hash })
  return loginTokenToTl(await services.loginTokens.export({ key_id, api_id, except_ids }), context)
}
