import { DomainError, isDomainError } from '../domain-error.ts'
import { authenticatorName } from './authenticator-names.ts'
import { type ClientData, readClientData } from './client-data.ts'
import { algorithms } from './credential-options.ts'
import type { Passkey, PasskeySettings } from './passkey.ts'
import { checkOrigin, credentialInvalid } from './passkey-context.ts'

/** What a device answers when it has made a passkey. */
export interface RegistrationResponse {
  /** The JSON text that the device hashed. */
  readonly clientDataJson: string
  /** CBOR. */
  readonly attestationObject: Uint8Array
}

/**
 * Reads the client data of a new passkey.
 *
 * @throws {DomainError} `CREDENTIAL_INVALID`, `PASSKEY_ORIGIN_MISMATCH`
 */
export function readRegistration(settings: PasskeySettings, response: RegistrationResponse): ClientData {
  if (response.attestationObject.length > attestationBytesMax) throw credentialInvalid('the attestation is too long')
  const clientData = readClientData(response.clientDataJson, 'webauthn.create')
  checkOrigin(settings, clientData.origin)
  return clientData
}

/** A new passkey before it has an owner. */
export type NewPasskey = Pick<Passkey, 'id' | 'publicKey' | 'counter' | 'name'>

/**
 * Verifies a new passkey: that it was made for this data center, with its owner there, and of a kind whose signatures
 * can be verified later. Its id is the one that its device vouches for, not the one that the client claims.
 *
 * @param clientData - of this response; its challenge has been used up
 * @throws {DomainError} `CREDENTIAL_INVALID`, `PASSKEY_ALGORITM_UNSUPPORTED`
 * @see https://www.w3.org/TR/webauthn-3/#sctn-registering-a-new-credential
 */
export async function verifyRegistration(
  settings: PasskeySettings,
  response: RegistrationResponse,
  clientData: ClientData,
): Promise<NewPasskey> {
  try {
    return await verify(settings, response, clientData)
  } catch (error) {
    throw isDomainError(error) ? error : credentialInvalid('the new passkey could not be verified')
  }
}

async function verify(
  settings: PasskeySettings,
  response: RegistrationResponse,
  { challenge, origin }: ClientData,
): Promise<NewPasskey> {
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server')
  const helpers = await import('@simplewebauthn/server/helpers')
  const { decodeAttestationObject, decodeCredentialPublicKey, parseAuthenticatorData, isoBase64URL, isoCBOR } = helpers
  const authData = decodeAttestationObject(Uint8Array.from(response.attestationObject)).get('authData')
  const { credentialID, credentialPublicKey } = parseAuthenticatorData(authData)
  if (credentialID === undefined || credentialPublicKey === undefined) throw credentialInvalid('there is no passkey')
  const algorithm = decodeCredentialPublicKey(credentialPublicKey).get(helpers.cose.COSEKEYS.alg)
  if (algorithm === undefined || !algorithms.includes(algorithm)) {
    throw new DomainError(
      'PASSKEY_ALGORITM_UNSUPPORTED',
      'keys of this kind are not supported; ES256 is by every device',
    )
  }
  // No attestation was asked for, and none is looked at: to follow its certificates would mean to fetch what they name.
  const attestationObject = isoCBOR.encode(
    new Map<string, string | Uint8Array | Map<string, string>>([
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', authData],
    ]),
  )
  const id = isoBase64URL.fromBuffer(credentialID)
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    response: {
      id,
      rawId: id,
      type: 'public-key',
      clientExtensionResults: {},
      response: {
        clientDataJSON: isoBase64URL.fromUTF8String(response.clientDataJson),
        attestationObject: isoBase64URL.fromBuffer(attestationObject),
      },
    },
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: settings.rpId,
    requireUserVerification: settings.userVerification === 'required',
    supportedAlgorithmIDs: [...algorithms],
  })
  if (!verified) throw credentialInvalid('the new passkey could not be verified')
  const { credential, aaguid } = registrationInfo
  const { publicKey, counter } = credential
  return { id: credential.id, publicKey: Uint8Array.from(publicKey), counter, name: authenticatorName(aaguid) }
}

/** Several times what devices write, certificates included. */
const attestationBytesMax = 16_384
