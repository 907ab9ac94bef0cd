import { importPKCS8, SignJWT } from 'jose'
import type { Clock } from '../../clock.ts'
import type { ApnsOptions } from './apns-options.ts'

/** The token by which a data center shows Apple who it is. */
export interface ProviderToken {
  /** The token to use now: Apple wants it younger than an hour, and no new one within twenty minutes. */
  current(): Promise<string>
  /** Apple called the present one expired: the next one is new. */
  renew(): void
}

/** @see https://developer.apple.com/documentation/usernotifications/establishing-a-token-based-connection-to-apns */
export function createProviderToken(
  { keyId, teamId, privateKey }: Pick<ApnsOptions, 'keyId' | 'teamId' | 'privateKey'>,
  clock: Clock,
): ProviderToken {
  let made: { readonly token: Promise<string>; readonly atMs: number } | undefined
  const sign = async (atMs: number): Promise<string> =>
    new SignJWT()
      .setProtectedHeader({ alg: 'ES256', kid: keyId })
      .setIssuer(teamId)
      .setIssuedAt(Math.floor(atMs / 1000))
      .sign(await importPKCS8(privateKey, 'ES256'))
  return {
    current() {
      const nowMs = clock.now()
      if (made === undefined || nowMs - made.atMs >= lifeMs || nowMs < made.atMs) {
        made = { token: sign(nowMs), atMs: nowMs }
      }
      return made.token
    },
    renew() {
      if (made !== undefined && clock.now() - made.atMs >= renewalMs) made = undefined
    },
  }
}

const lifeMs = 40 * 60_000
/** Sooner than this Apple answers TooManyProviderTokenUpdates. */
const renewalMs = 20 * 60_000
