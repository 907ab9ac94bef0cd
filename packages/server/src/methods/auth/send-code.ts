import type { MethodHandler } from '../../rpc/call-context.ts'
import { rpcError } from '../../rpc/rpc-errors.ts'
import { authorizationToTl } from './authorization.ts'
import { checkApp } from './check-app.ts'
import { codeSettingsFromTl } from './code-settings.ts'
import { sentCodeToTl } from './sent-code.ts'

/**
 * Sends a login code by the first medium of the number's ladder, unless the program has a token from an earlier login.
 *
 * @see {@link https://core.telegram.org/method/auth.sendCode}
 */
export const sendCode: MethodHandler<'auth.sendCode'> = async (request, context) => {
  const { services, key_id, peer, client } = context
  const { phone_number, api_id, api_hash } = request
  checkApp(context, { api_id, api_hash })
  const { logout_tokens: tokens = [] } = request.settings
  const known = { key_id, phone_number, api_id, tokens }
  const redeemed = tokens.length === 0 ? undefined : await services.loginCodes.redeem(known, services.futureTokens)
  if (redeemed?.entered === 'passwordNeeded') throw rpcError('SESSION_PASSWORD_NEEDED')
  if (redeemed !== undefined) {
    const authorization = await authorizationToTl(redeemed.account, context)
    return { _: 'auth.sentCodeSuccess', authorization }
  }
  const sent = await services.loginCodes.send({
    key_id,
    phone_number,
    api_id,
    address: peer.address,
    lang_code: client?.lang_code ?? '',
    settings: codeSettingsFromTl(request.settings, client?.layer),
  })
  return sentCodeToTl(sent)
}
