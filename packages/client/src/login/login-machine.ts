/**
 * The login by phone code as one pure function: (state, event, now) → [state, command].
 * It knows no connection and no clock; what it cannot decide it leaves to whoever runs the commands.
 * The transitions are those of the client's view in https://core.telegram.org/api/auth.
 */
import type { account, auth } from '@chappe/schema/api'
import { UsageError } from '../usage-error.ts'
import { integrityChecked, proveIntegrity } from './integrity-steps.ts'
import {
  backToPhone,
  type CodeState,
  type IntegrityState,
  initialLoginState,
  type LoginState,
  pendingCode,
  type UnsupportedState,
} from './login-state.ts'
import { afterFailedPassword, passwordStep } from './password-steps.ts'
import { stateAfterSentCode } from './sent-code.ts'
import { wrongStep } from './wrong-step.ts'

/** What a person does, and what the server answers. */
export type LoginEvent =
  | { readonly _: 'start'; readonly phone_number: string }
  | { readonly _: 'resend'; readonly force?: boolean; readonly reason?: string }
  | { readonly _: 'enterCode'; readonly phone_code: string }
  | { readonly _: 'proveIntegrity'; readonly token: string }
  | { readonly _: 'signUp'; readonly first_name: string; readonly last_name?: string }
  | { readonly _: 'enterPassword'; readonly password: string }
  | { readonly _: 'requestRecovery' }
  | { readonly _: 'recover'; readonly code: string; readonly newPassword?: string; readonly hint?: string }
  | { readonly _: 'cancel' }
  | { readonly _: 'sent'; readonly phone_number: string; readonly sentCode: auth.SentCode }
  | { readonly _: 'authorized'; readonly authorization: auth.Authorization }
  | { readonly _: 'passwordAsked'; readonly password: account.password }
  | { readonly _: 'recoverySent'; readonly email_pattern: string }
  | { readonly _: 'integrityChecked'; readonly accepted: boolean }
  | { readonly _: 'tokenShown'; readonly url: string; readonly expiresAt: number }
  | { readonly _: 'canceled' }
  | { readonly _: 'loggedOut'; readonly future_auth_token?: Uint8Array }
  | LoginFailure

/** An `rpc_error` that answered one of the login's calls. */
export interface LoginFailure {
  readonly _: 'failed'
  readonly during: LoginCommand['_']
  /** `FLOOD_WAIT` of `FLOOD_WAIT_31`. */
  readonly name: string
  /** 31 of `FLOOD_WAIT_31`. */
  readonly argument?: number
  readonly phone_number?: string
}

/** The call to make next; the answer comes back as an event. */
export type LoginCommand =
  | { readonly _: 'sendCode'; readonly phone_number: string; readonly dc?: number }
  | {
      readonly _: 'resendCode'
      readonly phone_number: string
      readonly phone_code_hash: string
      readonly reason?: string
    }
  | {
      readonly _: 'requestFirebaseSms'
      readonly phone_number: string
      readonly phone_code_hash: string
      readonly play_integrity_token?: string
      readonly safety_net_token?: string
      readonly ios_push_secret?: string
    }
  | { readonly _: 'cancelCode'; readonly phone_number: string; readonly phone_code_hash: string }
  | {
      readonly _: 'signIn'
      readonly phone_number: string
      readonly phone_code_hash: string
      readonly phone_code: string
    }
  | {
      readonly _: 'signUp'
      readonly phone_number: string
      readonly phone_code_hash: string
      readonly first_name: string
      readonly last_name: string
    }
  | { readonly _: 'exportLoginToken'; readonly except_ids: readonly bigint[] }
  | { readonly _: 'importBotAuthorization'; readonly bot_auth_token: string }
  | { readonly _: 'getPassword' }
  | { readonly _: 'checkPassword'; readonly password: string }
  | { readonly _: 'requestPasswordRecovery' }
  | { readonly _: 'recoverPassword'; readonly code: string; readonly newPassword?: string; readonly hint?: string }
  | { readonly _: 'logOut' }

/** How often in a row one login starts over on the server's word (AUTH_RESTART, *_MIGRATE_X) before it gives up. */
export const loginRestartsMax = 3

type Step = readonly [LoginState, LoginCommand?]

/**
 * Takes one step.
 *
 * @param now - milliseconds since the epoch
 * @returns the next state and, when a call is needed, the command for it
 * @throws {UsageError} `LOGIN_STEP_WRONG`, `RESEND_TOO_EARLY`, `RESEND_UNAVAILABLE`, `CODE_EMPTY`, `PASSWORD_EMPTY`,
 *   `PHONE_NUMBER_EMPTY`, `RECOVERY_UNAVAILABLE`:
 *   the event does not fit the state, which stays as it was
 */
export function loginStep(state: LoginState, event: LoginEvent, now: number): Step {
  switch (event._) {
    case 'start':
      return start(event.phone_number)
    case 'resend':
      return resend(state, event, now)
    case 'enterCode':
      return enterCode(state, event.phone_code)
    case 'proveIntegrity':
      return proveIntegrity(state, event.token)
    case 'integrityChecked':
      return integrityChecked(state, event.accepted, now)
    case 'signUp':
      return signUp(state, event)
    case 'enterPassword':
    case 'requestRecovery':
    case 'recover':
    case 'passwordAsked':
    case 'recoverySent':
      return passwordStep(state, event)
    case 'cancel':
      return cancel(state)
    case 'sent':
      return sent(event, now)
    case 'authorized':
      return [afterAuthorization(state, event.authorization)]
    case 'tokenShown':
      return [{ at: 'qr', url: event.url, expiresAt: event.expiresAt }]
    case 'canceled':
    case 'loggedOut':
      return [initialLoginState]
    case 'failed':
      return failed(state, event, now)
  }
}

function start(phone_number: string): Step {
  if (!/\d/.test(phone_number)) {
    throw new UsageError(
      'PHONE_NUMBER_EMPTY',
      'the phone number has no digits; give it in the international form, for example +44 7911 123456',
    )
  }
  return [
    { at: 'phone', phone_number, restarts: 0 },
    { _: 'sendCode', phone_number },
  ]
}

function resend(state: LoginState, event: { readonly force?: boolean; readonly reason?: string }, now: number): Step {
  const isSent = state.at === 'code' || state.at === 'integrity' || state.at === 'unsupported'
  const pending = pendingCode(state)
  if (!isSent || !pending) throw wrongStep(state, 'ask for another code')
  // Who cannot prove the app's integrity says why, and gets the code by another medium at once.
  const isUnproven = state.at === 'integrity' && event.reason !== undefined
  if (!event.force && !isUnproven) refuseUselessResend(state, now)
  return [state, { _: 'resendCode', ...pending, ...(event.reason !== undefined && { reason: event.reason }) }]
}

/** The server would answer SEND_CODE_UNAVAILABLE or FLOOD_WAIT_X; saying it here costs no call and no flood limit. */
function refuseUselessResend(state: CodeState | IntegrityState | UnsupportedState, now: number): void {
  if (state.next === undefined) {
    throw new UsageError(
      'RESEND_UNAVAILABLE',
      'the server offers no other way to send this code; the one already sent stays valid. ' +
        'Enter it, or start again with the phone number',
      { sentAt: state.sentAt },
    )
  }
  const remainingSeconds = resendRemainingSeconds(state, now)
  if (remainingSeconds > 0) {
    throw new UsageError(
      'RESEND_TOO_EARLY',
      `another code can be asked for in ${remainingSeconds} s (it would go by ${state.next}); wait until then`,
      { remainingSeconds, next: state.next },
    )
  }
}

/** Whole seconds until a resend may be asked for, rounded up; 0 when it may be asked for now. */
export function resendRemainingSeconds(state: LoginState, now: number): number {
  const resendAt = 'resendAt' in state ? state.resendAt : undefined
  return resendAt === undefined ? 0 : Math.max(0, Math.ceil((resendAt - now) / 1000))
}

function enterCode(state: LoginState, entered: string): Step {
  if (state.at !== 'code') throw wrongStep(state, 'enter a code')
  const wordy = state.medium.kind === 'smsWord' || state.medium.kind === 'smsPhrase'
  // Digits may be typed in groups; words and phrases are sent as they stand.
  const phone_code = wordy ? entered.trim() : entered.replaceAll(/[\s\-–+()]/g, '')
  if (phone_code === '') throw new UsageError('CODE_EMPTY', 'the code is empty; type the code that was sent')
  const { phone_number, phone_code_hash } = state
  return [state, { _: 'signIn', phone_number, phone_code_hash, phone_code }]
}

function signUp(state: LoginState, event: { readonly first_name: string; readonly last_name?: string }): Step {
  if (state.at !== 'signUp') throw wrongStep(state, 'sign up')
  const { phone_number, phone_code_hash } = state
  return [
    state,
    { _: 'signUp', phone_number, phone_code_hash, first_name: event.first_name, last_name: event.last_name ?? '' },
  ]
}

function cancel(state: LoginState): Step {
  // The server remembers that this key owes a password; it need not.
  if (state.at === 'password') return [state, { _: 'logOut' }]
  const pending = pendingCode(state)
  return pending ? [state, { _: 'cancelCode', ...pending }] : [state.at === 'done' ? state : initialLoginState]
}

function sent(event: { readonly phone_number: string; readonly sentCode: auth.SentCode }, now: number): Step {
  const { sentCode, phone_number } = event
  if (sentCode._ === 'auth.sentCodeSuccess') {
    // A future auth token matched: logged in without a code.
    return [afterAuthorization({ at: 'phone', phone_number, restarts: 0 }, sentCode.authorization)]
  }
  return [stateAfterSentCode(sentCode, phone_number, now)]
}

function afterAuthorization(state: LoginState, authorization: auth.Authorization): LoginState {
  if (authorization._ === 'auth.authorization') {
    const { user, otherwise_relogin_days } = authorization
    return {
      at: 'done',
      user_id: String(user.id),
      ...(otherwise_relogin_days !== undefined && { otherwise_relogin_days }),
    }
  }
  const pending = pendingCode(state)
  if (!pending) return { at: 'unsupported', type: authorization._, phone_number: numberOf(state) ?? '', sentAt: 0 }
  const terms = authorization.terms_of_service
  return {
    at: 'signUp',
    ...pending,
    ...(terms && {
      terms_of_service: {
        text: terms.text,
        popup: terms.popup === true,
        ...(terms.min_age_confirm !== undefined && { min_age_confirm: terms.min_age_confirm }),
      },
    }),
  }
}

function failed(state: LoginState, failure: LoginFailure, now: number): Step {
  const { name, argument } = failure
  const phone_number = failure.phone_number ?? numberOf(state)
  if (/^AUTH_RESTART(_|$)/.test(name)) return restart(state, phone_number, name)
  if (/^(PHONE|NETWORK|USER)_MIGRATE$/.test(name) && failure.during === 'sendCode') {
    // The code and the hash stay behind with the old key, so it is always auth.sendCode that is repeated.
    return restart(state, phone_number, name, argument)
  }
  if (name === 'SESSION_PASSWORD_NEEDED') {
    return [{ at: 'password', ...(phone_number !== undefined && { phone_number }) }, { _: 'getPassword' }]
  }
  switch (failure.during) {
    case 'sendCode':
      return [backToPhone(phone_number, name)]
    case 'cancelCode':
      // PHONE_CODE_EXPIRED: there is nothing left to cancel, which is what was wanted.
      return [name === 'PHONE_CODE_EXPIRED' ? initialLoginState : withProblem(state, name)]
    case 'resendCode':
      return [afterFailedResend(state, failure, now)]
    case 'exportLoginToken':
    case 'importBotAuthorization':
      return [state.at === 'done' ? state : backToPhone(undefined, name)]
    case 'requestFirebaseSms':
      return [name === 'PHONE_CODE_EXPIRED' ? backToPhone(phone_number, name) : withProblem(state, name)]
    case 'signIn':
      if (name === 'PHONE_NUMBER_UNOCCUPIED') return [toSignUp(state)]
      return [name === 'PHONE_CODE_EXPIRED' ? backToPhone(phone_number, name) : withProblem(state, name)]
    case 'signUp':
      return [deadHash.has(name) ? backToPhone(phone_number, name) : withProblem(state, name)]
    case 'getPassword':
    case 'checkPassword':
    case 'requestPasswordRecovery':
    case 'recoverPassword':
      return [state.at === 'password' ? afterFailedPassword(state, failure, now) : state]
    case 'logOut':
      // Whatever the server says to that, nothing is pending here any more.
      return [initialLoginState]
  }
}

/** At sign-up there is no code to correct: these mean that the hash is dead or was never proven. */
const deadHash: ReadonlySet<string> = new Set([
  'PHONE_CODE_EXPIRED',
  'PHONE_CODE_EMPTY',
  'PHONE_CODE_INVALID',
  'PHONE_NUMBER_OCCUPIED',
])

/** Begins again with auth.sendCode, a bounded number of times. */
function restart(state: LoginState, phone_number: string | undefined, name: string, dc?: number): Step {
  const restarts = (state.at === 'phone' ? state.restarts : 0) + 1
  if (phone_number === undefined || restarts > loginRestartsMax) return [backToPhone(phone_number, name)]
  return [
    { at: 'phone', phone_number, restarts },
    { _: 'sendCode', phone_number, ...(dc !== undefined && { dc }) },
  ]
}

function afterFailedResend(state: LoginState, failure: LoginFailure, now: number): LoginState {
  // Never loop on a hash that is dead.
  if (failure.name === 'PHONE_CODE_EXPIRED') return backToPhone(numberOf(state), failure.name)
  if (state.at !== 'code' && state.at !== 'integrity' && state.at !== 'unsupported') return state
  if (failure.name === 'SEND_CODE_UNAVAILABLE') {
    // The ladder is at its end; the code that was sent stays valid.
    const { next: _next, resendAt: _resendAt, ...rest } = state
    return { ...rest, problem: failure.name }
  }
  if (failure.name === 'FLOOD_WAIT' && failure.argument !== undefined) {
    return { ...state, resendAt: now + failure.argument * 1000, problem: failure.name }
  }
  return withProblem(state, failure.name)
}

/** PHONE_NUMBER_UNOCCUPIED is how layers before 104 said authorizationSignUpRequired. */
function toSignUp(state: LoginState): LoginState {
  const pending = pendingCode(state)
  return pending ? { at: 'signUp', ...pending } : state
}

function withProblem(state: LoginState, problem: string): LoginState {
  return state.at === 'done' ? state : { ...state, problem }
}

function numberOf(state: LoginState): string | undefined {
  return 'phone_number' in state ? state.phone_number : undefined
}
