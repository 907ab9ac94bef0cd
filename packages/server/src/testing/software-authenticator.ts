import { createHash, type KeyObject, randomBytes, sign } from 'node:crypto'
import { type CborValue, encodeCbor } from './cbor.ts'
import { type AuthenticatorAlgorithm, coseAlgorithms, coseKey, makeKeys } from './cose-key.ts'

/** What a server asks a browser to make, as JSON. */
export interface CreationRequest {
  readonly publicKey: {
    readonly challenge: string
    readonly rp: { readonly id?: string }
    readonly user: { readonly id: string }
    readonly pubKeyCredParams: readonly { readonly alg: number }[]
    readonly excludeCredentials?: readonly { readonly id: string }[]
  }
}

/** What a server asks a browser to sign, as JSON. */
export interface AssertionRequest {
  readonly publicKey: {
    readonly challenge: string
    readonly rpId?: string
    readonly allowCredentials?: readonly { readonly id: string }[]
  }
}

/** How a ceremony goes. */
export interface Ceremony {
  /** The page that asks. Default: `https://` and the domain; for `localhost` `http://localhost`. */
  readonly origin?: string
  /** Whether somebody touches the authenticator. Default true. */
  readonly userPresent?: boolean
  /** Whether it checks who that is. Default true. */
  readonly userVerified?: boolean
  /** What it says about how often it has signed. Default: the truth. */
  readonly counter?: number
}

/** `RegistrationResponseJSON` of WebAuthn. */
export interface CreatedCredential {
  readonly id: string
  readonly rawId: string
  readonly type: 'public-key'
  readonly clientExtensionResults: Record<string, never>
  readonly response: { readonly clientDataJSON: string; readonly attestationObject: string }
}

/** `AuthenticationResponseJSON` of WebAuthn. */
export interface AssertedCredential {
  readonly id: string
  readonly rawId: string
  readonly type: 'public-key'
  readonly clientExtensionResults: Record<string, never>
  readonly response: {
    readonly clientDataJSON: string
    readonly authenticatorData: string
    readonly signature: string
    readonly userHandle: string
  }
}

/**
 * A browser with an authenticator, in software: it makes passkeys and signs with them as a real one does, for tests of
 * whatever speaks WebAuthn. Its passkeys are gone with it.
 */
export interface SoftwareAuthenticator {
  /**
   * Does what `navigator.credentials.create` does.
   *
   * @throws {DOMException} `InvalidStateError` when it has one of the excluded passkeys; `NotSupportedError` for kinds of
   *   keys that it cannot make; `SecurityError` for a page of another domain
   */
  create(request: CreationRequest, ceremony?: Ceremony): CreatedCredential
  /**
   * Does what `navigator.credentials.get` does, with the newest passkey that fits.
   *
   * @throws {DOMException} `NotAllowedError` when none does; `SecurityError`
   */
  get(request: AssertionRequest, ceremony?: Ceremony): AssertedCredential
}

/** What kind of authenticator. */
export interface AuthenticatorSettings {
  /** Default `ES256`. */
  readonly algorithm?: AuthenticatorAlgorithm
  /** Its maker, 32 hexadecimal digits with or without dashes. Default: it does not say. */
  readonly aaguid?: string
  /** Whether it counts its signatures. Default true; passkeys that are copied between devices do not. */
  readonly counts?: boolean
}

/** Makes an authenticator without passkeys. */
export function createSoftwareAuthenticator(settings: AuthenticatorSettings = {}): SoftwareAuthenticator {
  const { algorithm = 'ES256', aaguid = '0'.repeat(32), counts = true } = settings
  const passkeys: StoredPasskey[] = []
  return {
    create({ publicKey }, ceremony = {}) {
      const { challenge, rp, user, pubKeyCredParams, excludeCredentials = [] } = publicKey
      const rpId = rp.id ?? 'localhost'
      const origin = originOf(rpId, ceremony)
      if (excludeCredentials.some(({ id }) => passkeys.some(passkey => passkey.id.toString('base64url') === id))) {
        throw new DOMException('the authenticator has a passkey of this account', 'InvalidStateError')
      }
      if (!pubKeyCredParams.some(({ alg }) => alg === coseAlgorithms[algorithm])) {
        throw new DOMException('the authenticator makes no such keys', 'NotSupportedError')
      }
      const { publicKey: publicHalf, privateKey } = makeKeys(algorithm)
      const id = randomBytes(32)
      passkeys.push({ id, rpId, userHandle: user.id, privateKey, counter: 0 })
      const attested = Buffer.concat([
        Buffer.from(aaguid.replaceAll('-', ''), 'hex'),
        Buffer.of(0, id.length),
        id,
        encodeCbor(coseKey(algorithm, publicHalf)),
      ])
      const authData = Buffer.concat([authenticatorData(rpId, ceremony, ceremony.counter ?? 0, ATTESTED), attested])
      const attestationObject = encodeCbor(
        new Map<string, CborValue>([
          ['fmt', 'none'],
          ['attStmt', new Map()],
          ['authData', authData],
        ]),
      )
      return {
        ...names(id),
        response: {
          clientDataJSON: clientData('webauthn.create', challenge, origin).toString('base64url'),
          attestationObject: attestationObject.toString('base64url'),
        },
      }
    },

    get({ publicKey }, ceremony = {}) {
      const { challenge, rpId = 'localhost', allowCredentials = [] } = publicKey
      const origin = originOf(rpId, ceremony)
      const passkey = passkeys.findLast(
        ({ id, rpId: own }) =>
          own === rpId &&
          (allowCredentials.length === 0 || allowCredentials.some(allowed => allowed.id === id.toString('base64url'))),
      )
      if (passkey === undefined) throw new DOMException('the authenticator has no passkey for this', 'NotAllowedError')
      if (counts) passkey.counter += 1
      const data = authenticatorData(rpId, ceremony, ceremony.counter ?? passkey.counter, 0)
      const json = clientData('webauthn.get', challenge, origin)
      const signed = Buffer.concat([data, createHash('sha256').update(json).digest()])
      const signature = sign(algorithm === 'EdDSA' ? null : digests[algorithm], signed, passkey.privateKey)
      return {
        ...names(passkey.id),
        response: {
          clientDataJSON: json.toString('base64url'),
          authenticatorData: data.toString('base64url'),
          signature: signature.toString('base64url'),
          userHandle: passkey.userHandle,
        },
      }
    },
  }
}

interface StoredPasskey {
  readonly id: Buffer
  readonly rpId: string
  readonly userHandle: string
  readonly privateKey: KeyObject
  counter: number
}

const digests = { ES256: 'sha256', ES384: 'sha384', RS256: 'sha256' } as const

/** Flags of the authenticator data, https://www.w3.org/TR/webauthn-3/#authdata-flags */
const USER_PRESENT = 0x01
const USER_VERIFIED = 0x04
const ATTESTED = 0x40

function names(id: Buffer): Pick<CreatedCredential, 'id' | 'rawId' | 'type' | 'clientExtensionResults'> {
  const text = id.toString('base64url')
  return { id: text, rawId: text, type: 'public-key', clientExtensionResults: {} }
}

function authenticatorData(rpId: string, ceremony: Ceremony, counter: number, more: number): Buffer {
  const { userPresent = true, userVerified = true } = ceremony
  const data = Buffer.alloc(37)
  createHash('sha256').update(rpId).digest().copy(data)
  data[32] = (userPresent ? USER_PRESENT : 0) | (userVerified ? USER_VERIFIED : 0) | more
  data.writeUInt32BE(counter, 33)
  return data
}

function clientData(type: string, challenge: string, origin: string): Buffer {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }))
}

/** Browsers give no passkey of a domain to a page of another. */
function originOf(rpId: string, { origin }: Ceremony): string {
  if (origin === undefined) return rpId === 'localhost' ? 'http://localhost' : `https://${rpId}`
  const host = URL.parse(origin)?.hostname
  if (origin.startsWith('android:') || host === rpId || host?.endsWith(`.${rpId}`)) return origin
  throw new DOMException(`${origin} is no page of ${rpId}`, 'SecurityError')
}
