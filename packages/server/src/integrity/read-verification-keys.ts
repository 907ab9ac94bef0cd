import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto'
import type { JWK } from 'jose'
import { PolicyError } from '../policy/policy-error.ts'
import { describe, type SettingsReader } from '../policy/settings-reader.ts'

/**
 * Reads the public keys that something may be signed with, each as a JSON Web Key, or as text: PEM, or the base64 that the
 * Play Console shows. What stands there is not repeated in messages: it could be a private key, put there by mistake.
 *
 * @throws {PolicyError} for none, and for what tokens signed with RS256 or ES256 cannot be verified with
 */
export function readVerificationKeys(reader: SettingsReader): readonly JWK[] {
  const keys = reader.list('verificationKeys', [], readKey)
  if (keys.length === 0) throw new PolicyError(reader.pathOf('verificationKeys'), 'at least one key is expected')
  return keys
}

function readKey(item: unknown, path: string): JWK {
  if (typeof item !== 'string' && (typeof item !== 'object' || item === null || Array.isArray(item))) {
    throw new PolicyError(path, `a public key as JSON Web Key, PEM or base64 is expected, got ${describe(item)}`)
  }
  const isPrivate = typeof item === 'string' ? item.includes('PRIVATE KEY') : 'd' in item || 'k' in item
  if (isPrivate) throw new PolicyError(path, 'a public key is expected, and this one is secret')
  const key = open(item)
  if (key === undefined) throw new PolicyError(path, 'this is no public key: a JSON Web Key, PEM or base64 is expected')
  const { modulusLength = 0, namedCurve } = key.asymmetricKeyDetails ?? {}
  if (namedCurve !== 'prime256v1' && modulusLength < rsaBitsMin) {
    throw new PolicyError(path, `a key of P-256, or of RSA with ${rsaBitsMin} bits or more, is expected`)
  }
  return key.export({ format: 'jwk' }) as JWK
}

/** RFC 7518 §3.3. */
const rsaBitsMin = 2048

function open(item: object | string): KeyObject | undefined {
  try {
    if (typeof item === 'object') return createPublicKey({ key: item as JsonWebKey, format: 'jwk' })
    if (item.includes('-----BEGIN')) return createPublicKey(item)
    return createPublicKey({ key: Buffer.from(item, 'base64'), format: 'der', type: 'spki' })
  } catch {
    return undefined
  }
}
