import { secondsUntil } from './countdown.ts'
import { describeDate, describeSeconds, describeTrouble, printable, sentences } from './login-problems.ts'
import type { PasswordState } from './login-state.ts'

/** Says in plain English what a login that waits for a password can do now. */
export function describePassword(state: PasswordState, now: number): string {
  return sentences(whatWentWrong(state, now), whatIsWanted(state), whatElse(state, now), deletion(state, now))
}

function whatWentWrong(state: PasswordState, now: number): string | undefined {
  const { problem = '', retryAt, notice } = state
  const seconds = secondsUntil(retryAt, now)
  if (notice === undefined && problem === 'FLOOD_WAIT') {
    return seconds > 0 ? `Too many wrong passwords: another can be tried in ${describeSeconds(seconds)}.` : undefined
  }
  return (notice === undefined ? problems[problem] : undefined) ?? describeTrouble(state, now)
}

/** Where a password makes another sentence of it. */
const problems: Readonly<Record<string, string>> = {
  PASSWORD_HASH_INVALID: 'That password was wrong.',
  PASSWORD_RECOVERY_EXPIRED: 'The recovery code is no longer valid.',
  PASSWORD_RECOVERY_NA: 'A recovery code cannot be mailed.',
}

function whatIsWanted({ hint, email_pattern }: PasswordState): string {
  // Whoever set the password wrote the hint.
  const hinted = hint === undefined ? '' : ` (hint: ${printable(hint)})`
  if (email_pattern === undefined) return `The account has a password${hinted}: enter it to finish the login.`
  const to = printable(email_pattern)
  return `A recovery code was mailed to ${to}: it replaces or removes the password. The password itself is good, too${hinted}.`
}

function whatElse(state: PasswordState, now: number): string | undefined {
  const { has_recovery, email_pattern, pending_reset_date, recoverAt, deletableAt } = state
  const seconds = secondsUntil(recoverAt, now)
  if (seconds > 0) return `Too many recovery codes: go on with that in ${describeSeconds(seconds)}.`
  if (has_recovery === true) {
    return email_pattern === undefined ? 'Forgotten, it can be recovered by e-mail.' : undefined
  }
  if (pending_reset_date === undefined) {
    return has_recovery === undefined || deletableAt !== undefined ? undefined : withoutAddress
  }
  return `Its owner has asked to remove it, which is possible from ${describeDate(pending_reset_date)} on.`
}

const withoutAddress =
  'Forgotten, it can be reset from a device that is logged in; where there is none, only by deleting the account.'

function deletion({ deletableAt }: PasswordState, now: number): string | undefined {
  if (deletableAt === undefined) return undefined
  const seconds = secondsUntil(deletableAt, now)
  return seconds > 0
    ? `The account can be deleted in ${describeSeconds(seconds)}, unless its owner objects.`
    : 'The account can be deleted now: ask for it again.'
}
