import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import type { IdTokenPolicy } from '../policy/email-policy.ts'

/** Stands in for a service that vouches for addresses: signs ID tokens that a data center with its `policy` accepts. */
export interface IdTokenSigner {
  /** For `policy.email.google` or `policy.email.apple`. */
  readonly policy: IdTokenPolicy
  /** The public keys, as the service would publish them. */
  readonly jwks: { readonly keys: readonly Readonly<Record<string, unknown>>[] }
  /** A token about a mailbox that its owner has proven to the service; `changes` spoil it. */
  token(email: string, nowMs: number, changes?: IdTokenChanges): Promise<string>
}

/** What a token says that it should not. */
export interface IdTokenChanges {
  readonly audience?: string
  readonly issuer?: string
  /** Seconds from now until it ends; below 0 it is over. Default 3600. */
  readonly lifetimeSeconds?: number
  /** Left out when null. Default true. */
  readonly email_verified?: boolean | string | null
}

/** Makes a signer with keys of its own. */
export async function createIdTokenSigner(): Promise<IdTokenSigner> {
  const { publicKey, privateKey } = await generateKeyPair('ES256')
  const key = { ...(await exportJWK(publicKey)), kid: 'test', alg: 'ES256' }
  const audience = 'messenger.example'
  const issuer = 'https://identity.example'
  return {
    policy: { audiences: [audience], issuers: [issuer], jwks: { keys: [key] } },
    jwks: { keys: [key] },
    token(email, nowMs, changes = {}) {
      const { email_verified = true, lifetimeSeconds = 3600 } = changes
      const now = Math.floor(nowMs / 1000)
      return new SignJWT({ email, ...(email_verified !== null && { email_verified }) })
        .setProtectedHeader({ alg: 'ES256', kid: 'test' })
        .setIssuer(changes.issuer ?? issuer)
        .setAudience(changes.audience ?? audience)
        .setSubject('1')
        .setIssuedAt(now)
        .setExpirationTime(now + lifetimeSeconds)
        .sign(privateKey)
    },
  }
}
