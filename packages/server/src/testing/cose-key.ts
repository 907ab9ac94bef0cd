import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import type { CborValue } from './cbor.ts'

/** Kinds of keys that a software authenticator can make; no data center here takes `ES384`. */
export type AuthenticatorAlgorithm = 'ES256' | 'ES384' | 'EdDSA' | 'RS256'

/** Their numbers, https://www.iana.org/assignments/cose/cose.xhtml#algorithms */
export const coseAlgorithms: { readonly [Name in AuthenticatorAlgorithm]: number } = {
  ES256: -7,
  ES384: -35,
  EdDSA: -8,
  RS256: -257,
}

/** Makes a pair of keys. */
export function makeKeys(algorithm: AuthenticatorAlgorithm): {
  readonly publicKey: KeyObject
  readonly privateKey: KeyObject
} {
  switch (algorithm) {
    case 'ES256':
      return generateKeyPairSync('ec', { namedCurve: 'P-256' })
    case 'ES384':
      return generateKeyPairSync('ec', { namedCurve: 'P-384' })
    case 'EdDSA':
      return generateKeyPairSync('ed25519')
    case 'RS256':
      return generateKeyPairSync('rsa', { modulusLength: 2048 })
  }
}

/**
 * Writes a public key as COSE_Key.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9053#name-key-object-parameters
 */
export function coseKey(algorithm: AuthenticatorAlgorithm, publicKey: KeyObject): Map<number, CborValue> {
  const jwk = publicKey.export({ format: 'jwk' })
  const part = (text: string | undefined): Buffer => Buffer.from(text ?? '', 'base64url')
  const alg = coseAlgorithms[algorithm]
  switch (algorithm) {
    case 'ES256':
    case 'ES384':
      return new Map<number, CborValue>([
        [KTY, 2],
        [ALG, alg],
        [-1, algorithm === 'ES256' ? 1 : 2],
        [-2, part(jwk.x)],
        [-3, part(jwk.y)],
      ])
    case 'EdDSA':
      return new Map<number, CborValue>([
        [KTY, 1],
        [ALG, alg],
        [-1, 6],
        [-2, part(jwk.x)],
      ])
    case 'RS256':
      return new Map<number, CborValue>([
        [KTY, 3],
        [ALG, alg],
        [-1, part(jwk.n)],
        [-2, part(jwk.e)],
      ])
  }
}

const KTY = 1
const ALG = 3
