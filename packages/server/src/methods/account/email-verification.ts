import type { EmailVerification } from '@chappe/schema/api'
import type { EmailProof } from '../../domain/email/email-verification.ts'

/**
 * Reads the proof of a mailbox.
 *
 * @see {@link https://core.telegram.org/type/EmailVerification}
 */
export function emailProofOf(verification: EmailVerification): EmailProof {
  switch (verification._) {
    case 'emailVerificationCode':
      return { kind: 'code', code: verification.code }
    case 'emailVerificationGoogle':
      return { kind: 'google', token: verification.token }
    case 'emailVerificationApple':
      return { kind: 'apple', token: verification.token }
  }
}
