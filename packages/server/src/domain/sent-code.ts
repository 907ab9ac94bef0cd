import type { NextMediumName } from './media/medium.ts'
import type { PaymentTerms } from './payment/login-payment.ts'

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
  /** It is in the mailbox of the account. */
  | {
      readonly kind: 'emailCode'
      readonly length: number
      /** The address, so that its owner recognises it. */
      readonly pattern: string
      /** Whether the word of these services is taken in the place of the code. */
      readonly apple: boolean
      readonly google: boolean
      /** Seconds from word that the mailbox is lost until the login goes by phone; absent once that was given. */
      readonly resetAvailableSeconds: number | undefined
      /** When the login goes by phone, after word that the mailbox is lost; milliseconds since the Unix epoch. */
      readonly resetAtMs: number | undefined
    }
  /** Nothing was sent: a mailbox has to be set up first. */
  | { readonly kind: 'setUpEmail'; readonly apple: boolean; readonly google: boolean }
  /** Nothing was sent yet: the program has to prove itself with this nonce first. */
  | { readonly kind: 'firebaseSms'; readonly length: number; readonly proof: WantedProof }
  /** Nothing was sent yet: somebody has to pay first. */
  | { readonly kind: 'payment'; readonly due: PaymentDue }

/** What has to be paid, and whom to write to about it. */
interface PaymentDue extends PaymentTerms {
  readonly support_email_address: string
  readonly support_email_subject: string
}

/** The proof of integrity that a program has to fetch from its platform. */
export type WantedProof =
  | { readonly kind: 'playIntegrity'; readonly projectId: bigint; readonly nonce: Uint8Array }
  | { readonly kind: 'safetyNet'; readonly nonce: Uint8Array }
  /** A push was sent that holds the same receipt, and a secret; it is there in so many seconds or not at all. */
  | { readonly kind: 'apns'; readonly receipt: string; readonly timeoutSeconds: number }
