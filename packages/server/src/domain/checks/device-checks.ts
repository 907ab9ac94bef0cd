import { createHash, timingSafeEqual } from 'node:crypto'
import type { Clock } from '../../clock.ts'
import type { CheckPolicy } from '../../policy/check-policy.ts'
import type { IntegrityVerifier } from '../integrity.ts'
import type { PushTarget } from '../push-target.ts'
import type { ChallengeSubject, Challenges } from './challenges.ts'
import type { DeviceChallenge, DeviceProof, ReCaptchaVerifier } from './device-proof.ts'

/** A call as far as it matters for checks. */
export interface CheckedCall {
  readonly key_id: bigint
  readonly method: string
  readonly api_id: number
  /** Where the program can be woken; undefined when that is not known. */
  readonly push: PushTarget | undefined
  readonly proofs: readonly DeviceProof[]
}

/** What checks work with. */
export interface CheckContext {
  readonly policy: CheckPolicy
  readonly clock: Clock
  readonly challenges: Challenges
  readonly integrity: IntegrityVerifier | undefined
  readonly reCaptcha: ReCaptchaVerifier | undefined
}

/**
 * Checks of programs before their calls are carried out, for the methods that the policy names. A proof is good for one
 * call.
 *
 * A program of `integrity.api_ids` answers by the push of its device when it has one, and by Play Integrity otherwise;
 * who can answer neither, and every other program, by reCAPTCHA where the policy names the method there too. A program of
 * the list that can answer nothing is refused: leaving something out is no way around.
 *
 * @see https://core.telegram.org/api/errors
 */
export class DeviceChecks {
  readonly #context: CheckContext

  constructor(context: CheckContext) {
    this.#context = context
  }

  /** Whether a method is checked for any program. */
  concerns(method: string): boolean {
    const { playIntegrity, apns, reCaptcha } = this.#context.policy
    return (
      playIntegrity.includes(method) || apns.includes(method) || reCaptcha.some(rule => rule.methods.includes(method))
    )
  }

  /** Checks one call: it may pass, has failed, or is to be repeated with the answer to a challenge. */
  async check(call: CheckedCall): Promise<'passed' | 'failed' | DeviceChallenge> {
    const { policy, integrity, reCaptcha } = this.#context
    const { method, api_id, push } = call
    const kinds = integrity?.kindsFor(api_id) ?? []
    const byPush = policy.apns.includes(method) && kinds.includes('apns')
    const byPlay = policy.playIntegrity.includes(method) && kinds.includes('playIntegrity')
    if (byPush && push !== undefined) {
      const outcome = await this.#byPush(call, push)
      if (outcome !== undefined) return outcome
    } else if (byPlay && integrity?.playIntegrityProjectId !== undefined) {
      return this.#byPlay(call, integrity.playIntegrityProjectId)
    }
    const rule = policy.reCaptcha.find(({ methods }) => methods.includes(method))
    if (rule !== undefined && reCaptcha !== undefined) {
      const proof = call.proofs.find(({ kind }) => kind === 'reCaptcha')
      if (proof?.kind !== 'reCaptcha') return { kind: 'reCaptcha', action: rule.action, key_id: rule.key_id }
      const isShort = proof.token !== '' && proof.token.length <= tokenLengthMax
      return isShort && (await reCaptcha.verify(proof.token, rule)) ? 'passed' : 'failed'
    }
    return byPush || byPlay ? 'failed' : 'passed'
  }

  async #byPlay(call: CheckedCall, projectId: bigint): Promise<'passed' | 'failed' | DeviceChallenge> {
    const { challenges, integrity, clock } = this.#context
    const subject = subjectOf(call, 'playIntegrity')
    const proof = call.proofs.find(({ kind }) => kind === 'playIntegrity')
    const taken = proof?.kind === 'playIntegrity' ? challenges.take(subject, proof.nonce) : undefined
    if (proof?.kind !== 'playIntegrity' || taken === undefined) {
      return { kind: 'playIntegrity', projectId, nonce: challenges.open(subject).nonce }
    }
    const nonce = Buffer.from(taken.nonce, 'hex')
    const { token } = proof
    return (await integrity?.verify({ kind: 'playIntegrity', token }, nonce, clock.now())) ? 'passed' : 'failed'
  }

  /** Undefined when the platform did not take the push. */
  async #byPush(call: CheckedCall, target: PushTarget): Promise<'passed' | 'failed' | DeviceChallenge | undefined> {
    const { challenges, integrity } = this.#context
    const subject = subjectOf(call, 'apns')
    const proof = call.proofs.find(({ kind }) => kind === 'apns')
    const taken = proof?.kind === 'apns' ? challenges.take(subject, proof.nonce) : undefined
    if (proof?.kind === 'apns' && taken !== undefined) return isSame(proof.secret, taken.secret) ? 'passed' : 'failed'
    const { nonce, secret, isKnown } = challenges.open(subject)
    if (isKnown || (await integrity?.pushes?.push(target, { verify_nonce: nonce, verify_secret: secret }))) {
      return { kind: 'apns', nonce }
    }
    challenges.drop(subject)
    return undefined
  }
}

/** Tokens of reCAPTCHA have about two thousand characters. */
const tokenLengthMax = 16_384

function subjectOf({ key_id, method }: CheckedCall, kind: ChallengeSubject['kind']): ChallengeSubject {
  return { key_id, method, kind }
}

/** Hashed first, since only values of one length can be compared in constant time. */
function isSame(left: string, right: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(left), digest(right))
}
