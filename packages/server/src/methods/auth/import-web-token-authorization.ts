import type { MethodHandler } from '../../rpc/call-context.ts'
import { rpcError } from '../../rpc/rpc-errors.ts'
import { authorizationToTl } from './authorization.ts'
import { checkApp } from './check-app.ts'

/**
 * Logs the key in to the account that a web page made the token for.
 *
 * @see {@link https://core.telegram.org/method/auth.importWebTokenAuthorization}
 */
export const importWebTokenAuthorization: MethodHandler<'auth.importWebTokenAuthorization'> = async (
  { api_id, api_hash, web_auth_token },
  context,
) => {
  const { services, key_id } = context
  checkApp(context, { api_id, api_hash })
  const { entered, account } = await services.webTokens.logIn(key_id, web_auth_token)
  if (entered === 'passwordNeeded') throw rpcError('SESSION_PASSWORD_NEEDED')
  return authorizationToTl(account, context)
}
