import type { ReCaptchaVerifier } from './checks/device-proof.ts'
import type { SilentPushes } from './push-target.ts'

/** The ways in which a program can prove that it is what it claims to be, on a device that is what it claims to be. */
export type IntegrityKind = 'playIntegrity' | 'safetyNet' | 'apns'

/** What a program shows: the token that the platform gave it for our nonce, or the secret of a push. */
export interface IntegrityProof {
  readonly kind: IntegrityKind
  readonly token: string
}

/**
 * Checks proofs of integrity. A data center has none unless it is configured, and then never asks for proofs.
 *
 * @see https://core.telegram.org/api/auth, Firebase
 */
export interface IntegrityVerifier {
  /** The project to name in a Play Integrity request. */
  readonly playIntegrityProjectId: bigint | undefined
  /** Wakes programs on iOS; undefined when that is not configured. */
  readonly pushes?: SilentPushes | undefined
  /** Asks reCAPTCHA about people; undefined when that is not configured. */
  readonly reCaptcha?: ReCaptchaVerifier | undefined
  /** How a program can prove itself, the better way first; empty when it is not known here. */
  kindsFor(api_id: number): readonly IntegrityKind[]
  /**
   * Whether the proof is good: signed by a key that is trusted here, fresh, for the nonce, and about a program and a device
   * that are as they should be. Never rejects.
   */
  verify(proof: IntegrityProof, nonce: Uint8Array, nowMs: number): Promise<boolean>
}
