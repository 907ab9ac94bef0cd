/**
 * The one place where WebAuthn's JSON and the API meet:
 *
 * | Field of the API | In the JSON | What happens to it |
 * |---|---|---|
 * | `id`, `raw_id` | `id`, `rawId` | nothing: both are base64url |
 * | `client_data` | `response.clientDataJSON` | decoded to text |
 * | `attestation_data` | `response.attestationObject` | decoded |
 * | `authenticator_data`, `signature` | `response.…` | decoded |
 * | `user_handle` | `response.userHandle` | decoded to text |
 *
 * @see {@link https://core.telegram.org/api/passkeys}
 */
import { ProtocolError } from '@chappe/mtproto'
import type { DataJSON, inputPasskeyCredentialPublicKey } from '@chappe/schema/api'
import { UsageError } from '../usage-error.ts'
import type { PasskeyCreationOptions, PasskeyRequestOptions } from './webauthn.ts'

/** Reads the options that a server sends. @throws {ProtocolError} `MESSAGE_MALFORMED` */
export function optionsOf<Options extends PasskeyCreationOptions | PasskeyRequestOptions>({ data }: DataJSON): Options {
  const options = parse(data)
  if (!isRecord(options) || !isRecord(options['publicKey']) || typeof options['publicKey']['challenge'] !== 'string') {
    throw new ProtocolError('MESSAGE_MALFORMED', 'the server sent options for a passkey that are none')
  }
  return options as unknown as Options
}

/**
 * Writes a new passkey for `account.registerPasskey`.
 *
 * @param outcome - the JSON of WebAuthn, or an object that gives it by `toJSON`
 * @throws {UsageError} `PASSKEY_INVALID`
 */
export function registrationToTl(outcome: unknown): inputPasskeyCredentialPublicKey {
  const { names, response } = read(outcome)
  return {
    _: 'inputPasskeyCredentialPublicKey',
    ...names,
    response: {
      _: 'inputPasskeyResponseRegister',
      client_data: { _: 'dataJSON', data: text(response, 'clientDataJSON') },
      attestation_data: bytes(response, 'attestationObject'),
    },
  }
}

/**
 * Writes a signature for `auth.finishPasskeyLogin`.
 *
 * @param outcome - the JSON of WebAuthn, or an object that gives it by `toJSON`
 * @returns the credential, and the user handle in it
 * @throws {UsageError} `PASSKEY_INVALID`
 */
export function assertionToTl(outcome: unknown): {
  readonly credential: inputPasskeyCredentialPublicKey
  readonly user_handle: string
} {
  const { names, response } = read(outcome)
  const user_handle = text(response, 'userHandle')
  return {
    credential: {
      _: 'inputPasskeyCredentialPublicKey',
      ...names,
      response: {
        _: 'inputPasskeyResponseLogin',
        client_data: { _: 'dataJSON', data: text(response, 'clientDataJSON') },
        authenticator_data: bytes(response, 'authenticatorData'),
        signature: bytes(response, 'signature'),
        user_handle,
      },
    },
    user_handle,
  }
}

function read(outcome: unknown): {
  readonly names: { readonly id: string; readonly raw_id: string }
  readonly response: Readonly<Record<string, unknown>>
} {
  if (outcome === null || outcome === undefined) throw invalid('the device gave none')
  // Credentials of browsers have a toJSON, which this calls.
  const value = parse(JSON.stringify(outcome))
  if (!isRecord(value) || !isRecord(value['response'])) throw invalid('it is no credential as JSON')
  const { id, rawId, response } = value
  if (typeof id !== 'string' || typeof rawId !== 'string') throw invalid('it has no id')
  return { names: { id, raw_id: rawId }, response }
}

function bytes(response: Readonly<Record<string, unknown>>, name: string): Uint8Array {
  const value = response[name]
  if (typeof value !== 'string' || !/^[\w-]*={0,2}$/.test(value)) throw invalid(`its ${name} is no base64url`)
  try {
    return Uint8Array.from(atob(value.replaceAll('-', '+').replaceAll('_', '/')), char => char.charCodeAt(0))
  } catch (cause) {
    throw invalid(`its ${name} is no base64url`, cause)
  }
}

/** What was hashed were these bytes: what is not UTF-8 could not be sent as the same. */
function text(response: Readonly<Record<string, unknown>>, name: string): string {
  const decoded = bytes(response, name)
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(decoded)
  } catch (cause) {
    throw invalid(`its ${name} is no text`, cause)
  }
}

function parse(json: string | undefined): unknown {
  try {
    return json === undefined ? undefined : JSON.parse(json)
  } catch {
    return undefined
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function invalid(why: string, cause?: unknown): UsageError {
  return new UsageError(
    'PASSKEY_INVALID',
    `what was given as a passkey cannot be sent: ${why}. Give what navigator.credentials gives, or its toJSON()`,
    {},
    cause === undefined ? {} : { cause },
  )
}
