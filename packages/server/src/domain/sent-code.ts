import type { MediumName, NextMediumName } from './media/medium.ts'

/**
 * The answer to a request for a code: what was sent, and what a resend would use.
 *
 * @see https://core.telegram.org/type/auth.SentCode
 */
export interface SentCode {
  /** Opaque to clients; the same over resends of one code. */
  readonly phone_code_hash: string
  /** What was sent just now. */
  readonly medium: { readonly kind: MediumName; readonly length: number }
  /** What `auth.resendCode` would use; absent at the end of the ladder. */
  readonly next: NextMediumName | undefined
  /** Seconds from this answer until a resend is accepted; absent when there is no next medium or no wait. */
  readonly timeoutSeconds: number | undefined
}
