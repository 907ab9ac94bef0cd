/**
 * WebAuthn as JSON, the form in which browsers read options and write credentials: binary values are base64url. Arrays
 * are not readonly here, so that what comes from a server fits the types of browsers.
 *
 * @see {@link https://www.w3.org/TR/webauthn-3/#sctn-parseCreationOptionsFromJSON}
 */

/** What a passkey is to be made for: `navigator.credentials.create` takes it. */
export interface PasskeyCreationOptions {
  readonly publicKey: {
    rp: { id?: string; name: string }
    /** `id` is `<dc>:<user id>`, as base64url. */
    user: { id: string; name: string; displayName: string }
    challenge: string
    pubKeyCredParams: { type: 'public-key'; alg: number }[]
    /** Milliseconds. */
    timeout?: number
    excludeCredentials?: { type: string; id: string }[]
    authenticatorSelection?: { residentKey?: Wish; requireResidentKey?: boolean; userVerification?: Wish }
    attestation?: string
  }
}

/** What a passkey is to sign: `navigator.credentials.get` takes it. */
export interface PasskeyRequestOptions {
  readonly publicKey: {
    challenge: string
    /** Milliseconds. */
    timeout?: number
    rpId?: string
    /** Absent or empty: any passkey that the device has for the domain. */
    allowCredentials?: { type: string; id: string }[]
    userVerification?: Wish
  }
}

/** How much something is wanted. */
type Wish = 'discouraged' | 'preferred' | 'required'

/** A new passkey, as `PublicKeyCredential.toJSON()` gives it. */
export interface PasskeyRegistration {
  readonly id: string
  readonly rawId: string
  readonly response: { readonly clientDataJSON: string; readonly attestationObject: string }
}

/** A signature by a passkey, likewise. */
export interface PasskeyAssertion {
  readonly id: string
  readonly rawId: string
  readonly response: {
    readonly clientDataJSON: string
    readonly authenticatorData: string
    readonly signature: string
    readonly userHandle?: string | null
  }
}

/**
 * Has a device make a passkey. In a web page:
 *
 * @example
 * const create = async ({ publicKey }) =>
 *   navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(publicKey) })
 */
export type CreatePasskey = (
  options: PasskeyCreationOptions,
  more: { readonly signal: AbortSignal | undefined },
) => PasskeyOutcome<PasskeyRegistration>

/**
 * Has a device sign by a passkey. In a web page:
 *
 * @example
 * const get = async ({ publicKey }) =>
 *   navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(publicKey) })
 */
export type GetPasskey = (
  options: PasskeyRequestOptions,
  more: { readonly signal: AbortSignal | undefined },
) => PasskeyOutcome<PasskeyAssertion>

/** The credential, as JSON or as the object of a browser, which has `toJSON`; null when there is none. */
export type PasskeyOutcome<Credential> = Promise<PasskeyCredential<Credential>> | PasskeyCredential<Credential>

type PasskeyCredential<Credential> = Credential | { toJSON(): unknown } | { readonly type: string } | null
