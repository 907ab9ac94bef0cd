import type { MethodHandler } from '../../rpc/call-context.ts'
import { rpcError } from '../../rpc/rpc-errors.ts'
import { authorizationToTl } from './authorization.ts'

/**
 * Logs the key in as the bot that the token belongs to.
 *
 * @see {@link https://core.telegram.org/method/auth.importBotAuthorization}
 */
export const importBotAuthorization: MethodHandler<'auth.importBotAuthorization'> = async (request, context) => {
  const { services, key_id } = context
  const { api_id, api_hash, bot_auth_token } = request
  if (!services.apps.accepts(api_id, api_hash)) throw rpcError('API_ID_INVALID')
  return authorizationToTl(await services.bots.logIn(key_id, bot_auth_token), context)
}
