import { credentialInvalid } from './passkey-context.ts'

/** What a page or program adds to what the authenticator signs. */
export interface ClientData {
  /** base64url, as it was asked to be signed. */
  readonly challenge: string
  readonly origin: string
}

/**
 * Reads the client data of a credential.
 *
 * @param type - the ceremony that it has to come from
 * @throws {DomainError} `CREDENTIAL_INVALID`
 * @see https://www.w3.org/TR/webauthn-3/#dictionary-client-data
 */
export function readClientData(text: string, type: 'webauthn.create' | 'webauthn.get'): ClientData {
  if (text.length > clientDataLengthMax) throw credentialInvalid('the client data is too long')
  const value = parse(text)
  if (typeof value !== 'object' || value === null) throw credentialInvalid('the client data is no JSON object')
  if (!('type' in value) || value.type !== type) throw credentialInvalid(`the type of the client data is not ${type}`)
  if (!('challenge' in value) || typeof value.challenge !== 'string') {
    throw credentialInvalid('the client data has no challenge')
  }
  if (!('origin' in value) || typeof value.origin !== 'string') throw credentialInvalid('the client data has no origin')
  return { challenge: value.challenge, origin: value.origin }
}

/** Several times what browsers write. */
const clientDataLengthMax = 4096

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
