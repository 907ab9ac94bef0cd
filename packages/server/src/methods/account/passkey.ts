import type { InputPasskeyCredential, passkey } from '@chappe/schema/api'
import type { Passkey } from '../../domain/passkeys/passkey.ts'
import type { RegistrationResponse } from '../../domain/passkeys/verify-registration.ts'
import { rpcError } from '../../rpc/rpc-errors.ts'

/**
 * Shows a passkey to its owner.
 *
 * @see {@link https://core.telegram.org/constructor/passkey}
 */
export function passkeyToTl({ id, name, createdAtMs, usedAtMs }: Passkey): passkey {
  const date = Math.floor(createdAtMs / 1000)
  return {
    _: 'passkey',
    id,
    name,
    date,
    ...(usedAtMs !== undefined && { last_usage_date: Math.floor(usedAtMs / 1000) }),
  }
}

/**
 * Reads the credential of a new passkey. Its `id` and `raw_id` are not looked at: TDLib sends "1" for both.
 *
 * @throws {RpcError} 400 `CREDENTIAL_INVALID` for anything but a new passkey, such as a token of Firebase
 */
export function readRegistration(credential: InputPasskeyCredential): RegistrationResponse {
  if (credential._ !== 'inputPasskeyCredentialPublicKey') throw rpcError('CREDENTIAL_INVALID')
  const { response } = credential
  if (response._ !== 'inputPasskeyResponseRegister') throw rpcError('CREDENTIAL_INVALID')
  return { clientDataJson: response.client_data.data, attestationObject: response.attestation_data }
}
