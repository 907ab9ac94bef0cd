import type { InputPasskeyCredential } from '@chappe/schema/api'
import type { AssertionResponse } from '../../domain/passkeys/verify-assertion.ts'
import type { MethodHandler } from '../../rpc/call-context.ts'
import { rpcError } from '../../rpc/rpc-errors.ts'
import { authorizationToTl } from './authorization.ts'

/**
 * Logs the key in to the account whose passkey signed.
 *
 * @see {@link https://core.telegram.org/method/auth.finishPasskeyLogin}
 */
export const finishPasskeyLogin: MethodHandler<'auth.finishPasskeyLogin'> = async (request, context) => {
  const { credential, from_dc_id, from_auth_key_id } = request
  const from =
    from_dc_id === undefined || from_auth_key_id === undefined
      ? undefined
      : { dc: from_dc_id, key_id: from_auth_key_id }
  const { services, key_id } = context
  const loggedIn = await services.passkeyLogins.finish({ key_id, from, response: readAssertion(credential) })
  if (loggedIn.kind === 'passwordNeeded') throw rpcError('SESSION_PASSWORD_NEEDED')
  return authorizationToTl(loggedIn.account, context)
}

/** Numbers proven by Firebase are undocumented, and no data center of this kind is asked to believe in them. */
function readAssertion(credential: InputPasskeyCredential): AssertionResponse {
  if (credential._ !== 'inputPasskeyCredentialPublicKey') throw rpcError('CREDENTIAL_INVALID')
  const { raw_id: id, response } = credential
  if (response._ !== 'inputPasskeyResponseLogin') throw rpcError('CREDENTIAL_INVALID')
  const { client_data, authenticator_data: authenticatorData, signature, user_handle: userHandle } = response
  return { id, clientDataJson: client_data.data, authenticatorData, signature, userHandle }
}
