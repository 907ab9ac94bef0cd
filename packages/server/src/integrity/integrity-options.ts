import type { JWK } from 'jose'
import type { ApnsOptions } from './apns/apns-options.ts'
import type { ReCaptchaOptions } from './recaptcha.ts'

/**
 * How programs prove to this data center that they are what they claim to be. Without it nobody is asked to, and Firebase
 * is no medium.
 */
export interface IntegrityOptions {
  /** The programs that may be asked: their api_ids. */
  readonly api_ids: readonly number[]
  /** Android packages that are accepted, such as `org.example.messenger`; needed for Google's proofs. */
  readonly packages?: readonly string[] | undefined
  /** SHA-256 of the certificates that those packages are signed with: 64 hexadecimal digits each; needed for Google's proofs. */
  readonly certificates?: readonly string[] | undefined
  /** Seconds that a proof stays fresh. Default 300. */
  readonly maxAgeSeconds?: number
  /** Proofs by Play Integrity. Default: not accepted. */
  readonly playIntegrity?: PlayIntegrityOptions
  /** Proofs by SafetyNet, its predecessor. Default: not accepted. */
  readonly safetyNet?: SafetyNetOptions
  /** Proofs by silent push to a program on iOS. Default: none are sent. */
  readonly apns?: ApnsOptions
  /** Tokens of reCAPTCHA, for the methods that `policy.checks` names. Default: nobody is asked for one. */
  readonly reCaptcha?: ReCaptchaOptions
}

/** Play Integrity with response keys of one's own, as the Play Console hands them out. */
export interface PlayIntegrityOptions {
  /** Number of the cloud project that programs name in their request. */
  readonly projectId: bigint
  /** Public keys that tokens may be signed with (ES256). */
  readonly verificationKeys: readonly JWK[]
  /** The 32 bytes, as base64, that tokens are encrypted with. Left out, tokens are expected to be signed only. */
  readonly decryptionKey?: string
}

/** SafetyNet: tokens are signed only. */
export interface SafetyNetOptions {
  /** Public keys that tokens may be signed with (RS256 or ES256). */
  readonly verificationKeys: readonly JWK[]
}
