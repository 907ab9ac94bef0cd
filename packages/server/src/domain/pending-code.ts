import type { IntegrityKind } from './integrity.ts'
import type { StepName } from './media/step.ts'
import type { PushTarget } from './push-target.ts'

/**
 * What a code is for. One live code per key and purpose, whatever the number: who asks for another number has given the
 * first up, and a key cannot fill the table with numbers.
 */
export type CodePurpose = 'login' | 'change' | 'confirm' | 'verify'

/**
 * A login code that is on its way, or was proven a moment ago. Neither the code nor its `phone_code_hash` is in it:
 * only keyed hashes, so that who steals the database can log in nowhere.
 */
export interface PendingCode {
  readonly key_id: bigint
  readonly purpose: CodePurpose
  readonly phone_number: string
  /** Keyed hash of `phone_code_hash`, 32 bytes. */
  readonly hashDigest: Uint8Array
  /** Keyed hash of the code, 32 bytes. */
  readonly codeDigest: Uint8Array
  /** Keyed hash of the code alone, by which its owner's leak of it is noticed; 32 bytes. */
  readonly codeMark: Uint8Array
  /** Which code of this hash it is, from 0: a resend with a new code counts up. */
  readonly generation: number
  /** Digits of the code, syllables of a word, words of a phrase. */
  readonly length: number
  /** The steps of this login in order, as the policy had them when it began: e-mail first, the media of a phone behind. */
  readonly ladder: readonly StepName[]
  /** Index of the step in use. */
  readonly step: number
  /** When a resend becomes acceptable. */
  readonly resendAtMs: number
  readonly wrongAttempts: number
  /** `unpaid`: nothing is sent before somebody pays. `sent`: waits for the code. `proven`: the code was right, sign-up is awaited. The others are kept for a repeat of an answer that got lost. */
  readonly stage: 'unpaid' | 'sent' | 'proven' | 'signedIn' | 'signedUp' | 'used'
  /** The account that was signed in or up. */
  readonly user_id: bigint | undefined
  /** When the record dies, whatever its stage. */
  readonly expiresAtMs: number
  readonly createdAtMs: number
  readonly api_id: number
  readonly lang_code: string
  /** The program wants its token at the end of text messages. */
  readonly allow_app_hash: boolean
  /** How the program can prove its integrity; undefined when it is not asked to. */
  readonly integrity: IntegrityKind | undefined
  /** Where the program is pushed to; present when that is how it proves its integrity. */
  readonly push: PushTarget | undefined
  /** Where the proof stands while Firebase is the medium: a nonce is good for one try. */
  readonly proof: ProofStage
}

/** `awaited`: the program has not tried yet. `checking`: a try is under way. `proven`, `refused`: it was the one try. */
export type ProofStage = 'awaited' | 'checking' | 'proven' | 'refused'
