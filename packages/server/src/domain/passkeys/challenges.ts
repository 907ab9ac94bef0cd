import { DomainError } from '../domain-error.ts'
import type { Repositories } from '../repositories.ts'
import type { ChallengeUse } from './passkey.ts'
import { credentialInvalid, type PasskeyContext } from './passkey-context.ts'

/** For whom a challenge is made, and for what. */
interface ChallengeOwner {
  readonly key_id: bigint
  readonly use: ChallengeUse
  /** The account that registers. */
  readonly user_id?: bigint
}

/** Whose a challenge is said to be, and what for. */
interface ChallengeClaim {
  /** The keys that may have asked for it. */
  readonly keys: readonly bigint[] | 'any'
  readonly use: ChallengeUse
  /** The account that registers. */
  readonly user_id?: bigint
}

/** Makes a challenge; the one that the key had for the same use before ends. Only its digest is kept. */
export async function issueChallenge(
  { secrets, clock }: PasskeyContext,
  repositories: Repositories,
  { key_id, use, user_id }: ChallengeOwner,
): Promise<Uint8Array> {
  const challenge = secrets.create(tokenKinds[use])
  await repositories.passkeyChallenges.put({
    key_id,
    use,
    digest: secrets.digest(tokenKinds[use], challenge),
    user_id,
    expiresAtMs: clock.now() + challengeLifetimeMs,
  })
  return challenge
}

/**
 * Uses a challenge up.
 *
 * @param text - base64url, from the client data
 * @throws {DomainError} `CREDENTIAL_INVALID` for one that was never made here; `PASSKEY_CHALLENGE_EXPIRED` for one that
 *   was used, replaced or is too old, or that was made for another key or account
 */
export async function takeChallenge(
  { secrets, clock }: PasskeyContext,
  repositories: Repositories,
  { keys, use, user_id }: ChallengeClaim,
  text: string,
): Promise<void> {
  const challenge = Buffer.from(text, 'base64url')
  if (!secrets.isOurs(tokenKinds[use], challenge)) throw credentialInvalid('this challenge was not made here')
  const known = await repositories.passkeyChallenges.take(keys, use, secrets.digest(tokenKinds[use], challenge))
  if (known === undefined || known.expiresAtMs <= clock.now() || known.user_id !== user_id) {
    throw new DomainError('PASSKEY_CHALLENGE_EXPIRED', 'this challenge is over; begin again')
  }
}

const tokenKinds = { login: 'passkeyLogin', registration: 'passkeyRegistration' } as const

/** Five minutes: people look for their phone or for their security key first. */
export const challengeLifetimeMs = 300_000
