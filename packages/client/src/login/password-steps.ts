/** The part of the login that is about the password: pure, as the rest of the machine. */
import type { account } from '@chappe/schema/api'
import { mailedCode } from '../password/recovery-parameters.ts'
import { passwordEmpty } from '../password/srp-answer.ts'
import { UsageError } from '../usage-error.ts'
import type { LoginCommand, LoginEvent, LoginFailure, LoginStep } from './login-events.ts'
import { backToPhone, type LoginState, type PasswordState } from './login-state.ts'
import { wrongStep } from './wrong-step.ts'

type PasswordEvent = Extract<
  LoginEvent,
  {
    readonly _:
      | 'enterPassword'
      | 'requestRecovery'
      | 'recover'
      | 'deleteAccount'
      | 'passwordAsked'
      | 'recoverySent'
      | 'accountDeleted'
  }
>

/**
 * Takes a step of a login that waits for a password.
 *
 * @param event - for other states than `password` only what the server answers may come, and changes nothing
 */
export function passwordStep(state: LoginState, event: PasswordEvent): LoginStep {
  switch (event._) {
    case 'enterPassword':
      if (state.at !== 'password') throw wrongStep(state, 'enter a password')
      if (event.password === '') throw passwordEmpty()
      return [state, { _: 'checkPassword', password: event.password }]
    case 'requestRecovery':
      if (state.at !== 'password') throw wrongStep(state, 'recover a password')
      return [state, requestRecovery(state)]
    case 'recover': {
      if (state.at !== 'password') throw wrongStep(state, 'recover a password')
      const { _: _event, code: entered, ...wish } = event
      return [state, { _: 'recoverPassword', code: mailedCode(entered), ...wish }]
    }
    case 'deleteAccount':
      if (state.at !== 'password') throw wrongStep(state, 'delete an account whose password is forgotten')
      return [state, { _: 'deleteAccount', reason: event.reason }]
    case 'accountDeleted':
      return [state.at === 'password' ? free(state) : state]
    case 'passwordAsked':
      return [state.at === 'password' ? afterAsked(state, event.password) : state]
    case 'recoverySent': {
      if (state.at !== 'password') return [state]
      const { problem: _problem, ...rest } = state
      return [{ ...rest, has_recovery: true, email_pattern: event.email_pattern }]
    }
  }
}

/** Says what a refusal means for a login that waits for a password. */
export function afterFailedPassword(state: PasswordState, failure: LoginFailure, now: number): LoginState {
  const { name, argument } = failure
  // Whoever deletes an account and hears that it is none got what they wanted.
  if (failure.during === 'deleteAccount' && name === 'USER_DEACTIVATED') return free(state)
  // The login was ended elsewhere, or the password was removed meanwhile: nothing waits for one any more.
  if (endOfLogin.has(name)) return backToPhone(state.phone_number, name)
  switch (name) {
    case 'FLOOD_WAIT':
      // Too many of one kind hold back nothing of the other.
      if (argument === undefined || !aboutRecovery.has(failure.during)) break
      return { ...state, problem: name, recoverAt: now + argument * 1000 }
    case '2FA_CONFIRM_WAIT':
      if (argument === undefined) break
      return { ...state, problem: name, deletableAt: now + argument * 1000 }
    case 'PASSWORD_RECOVERY_NA':
      return { ...withoutRecovery(state), problem: name, has_recovery: false }
    case 'PASSWORD_RECOVERY_EXPIRED':
      return { ...withoutRecovery(state), problem: name }
  }
  return { ...state, problem: name }
}

/** Steps of the recovery, whose limits are not those of the password. */
export const aboutRecovery: ReadonlySet<string> = new Set<LoginCommand['_']>([
  'requestPasswordRecovery',
  'recoverPassword',
])

/** The account is gone, and its number can be registered afresh. */
function free({ phone_number }: PasswordState): LoginState {
  return { at: 'phone', ...(phone_number !== undefined && { phone_number }) }
}

const endOfLogin: ReadonlySet<string> = new Set([
  'AUTH_KEY_UNREGISTERED',
  'PASSWORD_EMPTY',
  'SESSION_EXPIRED',
  'SESSION_REVOKED',
  'USER_DEACTIVATED',
  'USER_DEACTIVATED_BAN',
])

function requestRecovery(state: PasswordState): LoginCommand {
  if (state.has_recovery === false) {
    throw new UsageError(
      'RECOVERY_UNAVAILABLE',
      'the account has no address for recovery; enter the password, or reset it from where the account is logged in',
    )
  }
  return { _: 'requestPasswordRecovery' }
}

/** What was learned before about a recovery under way, and what went wrong, stays. */
function afterAsked(state: PasswordState, asked: account.password): LoginState {
  const { phone_number, email_pattern, retryAt, recoverAt, deletableAt, notice, problem } = state
  if (!asked.has_password) return backToPhone(phone_number, 'PASSWORD_EMPTY')
  const { hint, pending_reset_date } = asked
  return {
    at: 'password',
    ...(phone_number !== undefined && { phone_number }),
    ...(hint !== undefined && hint !== '' && { hint }),
    has_recovery: asked.has_recovery === true,
    ...(email_pattern !== undefined && { email_pattern }),
    ...(pending_reset_date !== undefined && { pending_reset_date }),
    ...(retryAt !== undefined && { retryAt }),
    ...(recoverAt !== undefined && { recoverAt }),
    ...(deletableAt !== undefined && { deletableAt }),
    ...(notice !== undefined && { notice }),
    ...(problem !== undefined && { problem }),
  }
}

function withoutRecovery({ email_pattern: _email_pattern, ...rest }: PasswordState): PasswordState {
  return rest
}
