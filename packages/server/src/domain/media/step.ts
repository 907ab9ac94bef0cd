import type { LoginPolicy } from '../../policy/login-policy.ts'
import { mediumNames } from './media.ts'
import type { MediumName } from './medium.ts'

/**
 * The steps of a login by e-mail, which stand in front of the media of its ladder: a code in the mailbox of the account,
 * or a mailbox that has to be set up before anything is sent.
 *
 * @see https://core.telegram.org/api/auth#email-verification
 */
export type EmailStepName = 'emailCode' | 'setUpEmail'

/** One step of a login: a medium of the delivery, or a step by e-mail. */
export type StepName = MediumName | EmailStepName

/** The names of all steps. */
export const stepNames: readonly StepName[] = [...mediumNames, 'emailCode', 'setUpEmail']

/** Tells the steps by e-mail from the media that the delivery knows. */
export function isEmailStep(name: StepName): name is EmailStepName {
  return name === 'emailCode' || name === 'setUpEmail'
}

/** Seconds from a step until the next may be asked for. */
export function timeoutSecondsOf(policy: LoginPolicy, name: StepName): number {
  switch (name) {
    case 'emailCode':
      return policy.email.timeoutSeconds
    case 'setUpEmail':
      return 0
    default:
      return policy.media[name].timeoutSeconds
  }
}

/** Seconds that a step may take. */
export function lifetimeSecondsOf(policy: LoginPolicy, name: StepName): number {
  switch (name) {
    case 'emailCode':
      return policy.email.lifetimeSeconds
    case 'setUpEmail':
      return policy.email.setUp.seconds
    default:
      return policy.code.lifetimeSeconds
  }
}

/** Wrong codes that a step survives. */
export function wrongAttemptsMaxOf(policy: LoginPolicy, name: StepName): number {
  return isEmailStep(name) ? policy.email.wrongAttemptsMax : policy.code.wrongAttemptsMax
}
