import { readFileSync } from 'node:fs'
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  type JSONWebKeySet,
  type JWTPayload,
  type JWTVerifyGetKey,
  jwtVerify,
} from 'jose'
import type { IdTokenService } from '../domain/email/email-verification.ts'
import type { IdTokens } from '../domain/email/id-tokens.ts'
import type { EmailPolicy, IdTokenPolicy, JwksSource } from '../policy/email-policy.ts'
import { PolicyError } from '../policy/policy-error.ts'

/**
 * Makes a verifier of the ID tokens that a policy accepts: the signature against the configured keys alone, then who made
 * the token, whom for, how long it is good, and whether the service knows that the mailbox is its owner's.
 *
 * @throws {PolicyError} when a file of keys cannot be read
 * @see https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation
 */
export function createIdTokens(policy: Pick<EmailPolicy, IdTokenService>): IdTokens {
  const services = { google: open(policy.google, 'google'), apple: open(policy.apple, 'apple') }
  return {
    accepts: service => services[service] !== undefined,
    async addressOf(service, token, nowMs) {
      const opened = services[service]
      if (opened === undefined || token.length > tokenLengthMax) return undefined
      const { issuers, audiences } = opened.policy
      try {
        const { payload } = await jwtVerify(token, opened.keys, {
          algorithms,
          issuer: [...issuers],
          audience: [...audiences],
          requiredClaims: ['exp', 'iat', 'email'],
          clockTolerance: clockSkewSeconds,
          currentDate: new Date(nowMs),
        })
        return provenAddress(payload)
      } catch {
        // Not a token, not of this service, not for us, or too old: whatever it is, it proves nothing.
        return undefined
      }
    },
  }
}

/** Tokens have about 1,200 characters. */
const tokenLengthMax = 16_384
/** How far a clock over there may differ. */
const clockSkewSeconds = 60
/** Those of the services; a token does not get to choose a weaker one. */
const algorithms = ['RS256', 'ES256']

interface OpenService {
  readonly policy: IdTokenPolicy
  readonly keys: JWTVerifyGetKey
}

function open(policy: IdTokenPolicy | null, service: IdTokenService): OpenService | undefined {
  return policy === null ? undefined : { policy, keys: keySet(policy.jwks, `email.${service}.jwks`) }
}

function keySet(source: JwksSource, path: string): JWTVerifyGetKey {
  if ('url' in source) {
    return createRemoteJWKSet(new URL(source.url), {
      timeoutDuration: fetchTimeoutMs,
      cooldownDuration: fetchPauseMs,
      cacheMaxAge: keysAgeMsMax,
    })
  }
  try {
    const keys = 'keys' in source ? { keys: source.keys } : JSON.parse(readFileSync(source.file, 'utf8'))
    return createLocalJWKSet(keys as JSONWebKeySet)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    const where = 'file' in source ? `${path}.file` : path
    throw new PolicyError(where, `a JSON Web Key Set is expected: { "keys": […] }; ${why}`)
  }
}

/** A client waits for the answer meanwhile. */
const fetchTimeoutMs = 5_000
/** Tokens that name an unknown key make the service be asked this often at most. */
const fetchPauseMs = 30_000
const keysAgeMsMax = 600_000

/** Apple writes truth as text in older tokens. */
function provenAddress({ email, email_verified }: JWTPayload): string | undefined {
  const isVerified = email_verified === true || email_verified === 'true'
  return isVerified && typeof email === 'string' ? email : undefined
}
