import type { MethodHandler } from '../../rpc/call-context.ts'
import { authorizationToTl } from './authorization.ts'
import { checkApp } from './check-app.ts'

/**
 * Logs the key in as the bot that the token belongs to.
 *
 * @see {@link https://core.telegram.org/method/auth.importBotAuthorization}
 */
export const importBotAuthorization: MethodHandler<'auth.importBotAuthorization'> = async (request, context) => {
  const { services, key_id } = context
  const { api_id, api_hash, bot_auth_token } = request
  checkApp(context, { api_id, api_hash })
  return authorizationToTl(await services.bots.logIn(key_id, bot_auth_token), context)
}
