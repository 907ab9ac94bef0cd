import { holdsAll, type Situation } from './domain/ladder.ts'
import type { NextMediumName } from './domain/media/medium.ts'
import { testNumberDigit } from './domain/phone-number.ts'
import type { LoginPolicy } from './policy/login-policy.ts'

/** What a login by e-mail begins with. */
export type EmailExplanation =
  /** A code in the mailbox of the account. */
  | {
      readonly step: 'emailCode'
      /** Digits of the code. */
      readonly length: number
      /** What `next_type` says; undefined where the phone is no way out. */
      readonly next: NextMediumName | undefined
      /** Seconds until then. */
      readonly timeoutSeconds: number | undefined
      /** Seconds from `auth.resetLoginEmail` until codes go by phone. */
      readonly resetWaitSeconds: number
    }
  /** A mailbox has to be set up. */
  | {
      readonly step: 'setUpEmail'
      /** Index in `policy.email.setUp.required` of what holds. */
      readonly required: number
    }

/**
 * Explains whether a login begins by e-mail.
 *
 * @param hasLoginEmail - the account has a login e-mail
 * @param announced - what the media of the phone are announced as, in order
 */
export function explainEmail(
  policy: LoginPolicy,
  situation: Situation,
  hasLoginEmail: boolean,
  announced: readonly (NextMediumName | undefined)[],
): EmailExplanation | undefined {
  if (testNumberDigit(situation.phone_number, policy.numbers) !== undefined) return undefined
  const { email } = policy
  if (hasLoginEmail) {
    const next = email.phoneFallback ? announced.find(name => name !== undefined) : undefined
    const { length, resetWaitSeconds } = email
    return { step: 'emailCode', length, next, timeoutSeconds: next && email.timeoutSeconds, resetWaitSeconds }
  }
  const required = email.setUp.required.findIndex(when => holdsAll(policy, situation, when))
  return required < 0 ? undefined : { step: 'setUpEmail', required }
}
