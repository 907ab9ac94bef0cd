import { isDomainError } from '../domain-error.ts'
import { type ClientData, readClientData } from './client-data.ts'
import type { Passkey, PasskeySettings } from './passkey.ts'
import { checkOrigin, credentialInvalid } from './passkey-context.ts'

/** What a device answers when its owner logs in by a passkey. */
export interface AssertionResponse {
  /** The credential id as base64url. */
  readonly id: string
  /** The JSON text that the device hashed. */
  readonly clientDataJson: string
  readonly authenticatorData: Uint8Array
  readonly signature: Uint8Array
  /** `<dc>:<user id>`. */
  readonly userHandle: string
}

/**
 * Reads the client data of a login.
 *
 * @throws {DomainError} `CREDENTIAL_INVALID`, `PASSKEY_ORIGIN_MISMATCH`
 */
export function readAssertion(settings: PasskeySettings, response: AssertionResponse): ClientData {
  const { id, authenticatorData, signature, userHandle } = response
  const isTooLong =
    id.length > idLengthMax ||
    authenticatorData.length > authenticatorBytesMax ||
    signature.length > signatureBytesMax ||
    userHandle.length > handleLengthMax
  if (isTooLong) throw credentialInvalid('a part of the credential is longer than any device makes it')
  const clientData = readClientData(response.clientDataJson, 'webauthn.get')
  checkOrigin(settings, clientData.origin)
  return clientData
}

/**
 * Verifies that the owner of a passkey signed the challenge with it, for this data center and being there.
 *
 * @param clientData - of this response; its challenge has been used up
 * @returns how often the device says that it has signed
 * @throws {DomainError} `CREDENTIAL_INVALID`, also when the device has signed less often than it said before: there are
 *   two of it then
 * @see https://www.w3.org/TR/webauthn-3/#sctn-verifying-assertion
 */
export async function verifyAssertion(
  settings: PasskeySettings,
  response: AssertionResponse,
  { challenge, origin }: ClientData,
  passkey: Passkey,
): Promise<number> {
  try {
    const { verifyAuthenticationResponse } = await import('@simplewebauthn/server')
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: {
        id: passkey.id,
        rawId: passkey.id,
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: base64url(Buffer.from(response.clientDataJson)),
          authenticatorData: base64url(response.authenticatorData),
          signature: base64url(response.signature),
        },
      },
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: settings.rpId,
      credential: { id: passkey.id, publicKey: Uint8Array.from(passkey.publicKey), counter: passkey.counter },
      requireUserVerification: settings.userVerification === 'required',
    })
    if (!verified) throw credentialInvalid('the signature is not that of this passkey')
    return authenticationInfo.newCounter
  } catch (error) {
    throw isDomainError(error) ? error : credentialInvalid('the login by passkey could not be verified')
  }
}

/** 1,023 bytes, the longest credential id there may be, as base64url. */
const idLengthMax = 1364
const authenticatorBytesMax = 4096
/** An RSA signature of 8,192 bits. */
const signatureBytesMax = 1024
/** As WebAuthn allows. */
const handleLengthMax = 64

function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url')
}
