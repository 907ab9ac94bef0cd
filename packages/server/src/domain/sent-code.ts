import type { NextMediumName } from './media/medium.ts'

/**
 * The answer to a request for a code: what was sent, and what a resend would use.
 *
 * @see https://core.telegram.org/type/auth.SentCode
 */
export interface SentCode {
  /** Opaque to clients; the same over resends of one code. */
  readonly phone_code_hash: string
  /** What was sent just now. */
  readonly medium: SentMedium
  /** What `auth.resendCode` would use; absent at the end of the ladder. */
  readonly next: NextMediumName | undefined
  /** Seconds from this answer until a resend is accepted; absent when there is no next medium or no wait. */
  readonly timeoutSeconds: number | undefined
}

/** What the program is told about the code that was sent. */
export type SentMedium =
  | { readonly kind: 'app' | 'sms' | 'call'; readonly length: number }
  /** The caller's number; `*` stands for each digit that the program has to find out. */
  | { readonly kind: 'flashCall'; readonly pattern: string }
  /** The caller's number begins with `prefix`; its last `length` digits are the code. */
  | { readonly kind: 'missedCall'; readonly prefix: string; readonly length: number }
  /** `beginning`: the first letter of the word, the first word of the phrase. */
  | { readonly kind: 'smsWord' | 'smsPhrase'; readonly beginning: string | undefined }
  | { readonly kind: 'fragmentSms'; readonly url: string; readonly length: number }
  /** Nothing was sent yet: the program has to prove itself with this nonce first. */
  | { readonly kind: 'firebaseSms'; readonly length: number; readonly proof: WantedProof }

/** The proof of integrity that a program has to fetch from its platform. */
export type WantedProof =
  | { readonly kind: 'playIntegrity'; readonly projectId: bigint; readonly nonce: Uint8Array }
  | { readonly kind: 'safetyNet'; readonly nonce: Uint8Array }
