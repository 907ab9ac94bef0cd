import type { PasswordState } from './login-state.ts'

/** Says in plain English what a login that waits for a password can do now. */
export function describePassword(state: PasswordState, now: number): string {
  return [whatWentWrong(state, now), whatIsWanted(state), whatElse(state)].filter(part => part !== undefined).join(' ')
}

function whatWentWrong({ problem = '', retryAt }: PasswordState, now: number): string | undefined {
  const seconds = retryAt === undefined ? 0 : Math.ceil((retryAt - now) / 1000)
  if (seconds > 0) return `Too many wrong passwords: another can be tried in ${seconds} s.`
  return problems[problem]
}

const problems: Readonly<Record<string, string>> = {
  PASSWORD_HASH_INVALID: 'That password was wrong.',
  CODE_INVALID: 'That code was wrong.',
  CODE_EMPTY: 'No code was given.',
  PASSWORD_RECOVERY_EXPIRED: 'The recovery code is no longer valid.',
  PASSWORD_RECOVERY_NA: 'A recovery code cannot be mailed.',
}

function whatIsWanted({ hint, email_pattern }: PasswordState): string {
  // Whoever set the password wrote the hint, and may have wanted to do more to a terminal than to write on it.
  const hinted = hint === undefined ? '' : ` (hint: ${hint.replaceAll(/\p{Cc}/gu, ' ')})`
  if (email_pattern === undefined) return `The account has a password${hinted}: enter it to finish the login.`
  return `A recovery code was mailed to ${email_pattern}: enter it, with a new password or none, or the password${hinted}.`
}

function whatElse({ has_recovery, email_pattern, pending_reset_date }: PasswordState): string | undefined {
  if (has_recovery === true)
    return email_pattern === undefined ? 'Forgotten, it can be recovered by e-mail.' : undefined
  if (pending_reset_date === undefined) return undefined
  return `Its owner has asked to remove it, which is possible from ${new Date(pending_reset_date * 1000).toISOString()} on.`
}
