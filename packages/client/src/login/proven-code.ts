/**
 * A code that was right, while the account's password is still owed. When that password is removed meanwhile, the same
 * code is all that the login needs. It is in memory alone: a state may be shown, saved or sent to a page.
 */
import type { LoginCommand, LoginEvent } from './login-events.ts'

/** The call that a code was right in. */
export type ProvenCode = LoginCommand & { readonly _: 'signIn' }

/** Takes a call whose code was right; undefined when that is not what the server said. */
export function provenCode(command: LoginCommand, event: LoginEvent): ProvenCode | undefined {
  if (command._ !== 'signIn' || event._ !== 'failed' || event.name !== 'SESSION_PASSWORD_NEEDED') return undefined
  return command
}

/** Tells whether the server says that there is no password any more. */
export function saysNoPassword(event: LoginEvent): boolean {
  if (event._ === 'passwordAsked') return !event.password.has_password
  return event._ === 'failed' && event.name === 'PASSWORD_EMPTY'
}
