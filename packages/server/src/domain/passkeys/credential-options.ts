/**
 * What a browser or a system is asked for, as the JSON of WebAuthn: binary values are base64url.
 *
 * @see https://www.w3.org/TR/webauthn-3/#dictdef-publickeycredentialcreationoptionsjson
 */
import { challengeLifetimeMs } from './challenges.ts'
import type { Passkey, PasskeySettings } from './passkey.ts'

/** Who a passkey is made for. */
export interface PasskeyOwner {
  /** `<dc>:<user id>`. */
  readonly handle: string
  /** What tells the account from others of the same person. */
  readonly name: string
  /** What people call them. */
  readonly displayName: string
}

/** The options of `navigator.credentials.create`, under `publicKey`. */
export function creationOptions(
  settings: PasskeySettings,
  challenge: Uint8Array,
  owner: PasskeyOwner,
  present: readonly Passkey[],
): string {
  const { rpId, rpName, userVerification } = settings
  return JSON.stringify({
    publicKey: {
      rp: { id: rpId, name: rpName },
      user: { id: base64url(Buffer.from(owner.handle)), name: owner.name, displayName: owner.displayName },
      challenge: base64url(challenge),
      pubKeyCredParams: algorithms.map(alg => ({ type: 'public-key', alg })),
      timeout: challengeLifetimeMs,
      // A device that has one of these already makes no second.
      excludeCredentials: present.map(({ id }) => ({ type: 'public-key', id })),
      // At login nobody has said yet who they are, so the device has to find the passkey by itself.
      authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification },
      attestation: 'none',
    },
  })
}

/** The options of `navigator.credentials.get`, under `publicKey`. */
export function requestOptions({ rpId, userVerification }: PasskeySettings, challenge: Uint8Array): string {
  return JSON.stringify({
    publicKey: { challenge: base64url(challenge), timeout: challengeLifetimeMs, rpId, userVerification },
  })
}

/** Kinds of keys by their COSE numbers, the most wanted first: ES256, EdDSA, RS256. */
export const algorithms: readonly number[] = [-7, -8, -257]

function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url')
}
