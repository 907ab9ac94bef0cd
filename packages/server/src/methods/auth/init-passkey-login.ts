import type { MethodHandler } from '../../rpc/call-context.ts'
import { rpcError } from '../../rpc/rpc-errors.ts'
import { checkApp } from './check-app.ts'

/**
 * Says what a device is to sign with a passkey. A data center that has no passkeys does not know the method.
 *
 * @see {@link https://core.telegram.org/method/auth.initPasskeyLogin}
 */
export const initPasskeyLogin: MethodHandler<'auth.initPasskeyLogin'> = async ({ api_id, api_hash }, context) => {
  const { services, key_id } = context
  checkApp(context, { api_id, api_hash })
  const data = await services.passkeyLogins.init(key_id)
  if (data === undefined) throw rpcError('METHOD_INVALID')
  return { _: 'auth.passkeyLoginOptions', options: { _: 'dataJSON', data } }
}
