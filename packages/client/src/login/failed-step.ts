/** What the server's refusals mean for a login: pure, as the rest of the machine. */
import { backToAddress, resetIsPending } from './email-steps.ts'
import type { LoginCommand, LoginFailure, LoginStep } from './login-events.ts'
import { backToPhone, initialLoginState, type LoginState, numberOf, pendingCode, type WayIn } from './login-state.ts'
import { aboutRecovery, afterFailedPassword } from './password-steps.ts'
import { afterFailedPayment } from './payment-steps.ts'

/** How often one login begins anew on the server's word (AUTH_RESTART, *_MIGRATE_X) before it gives up. */
export const loginRestartsMax = 2

/** Takes the step that a refusal leads to. */
export function failed(state: LoginState, failure: LoginFailure, now: number): LoginStep {
  const { name, argument, during } = failure
  if (state.at === 'done') return [state]
  if (name === 'SESSION_PASSWORD_NEEDED' && state.at !== 'password') {
    // A passkey may be somebody else's than the number that a code was sent to.
    const phone_number = failure.phone_number ?? (isOfNumber(during) ? numberOf(state) : undefined)
    return [{ at: 'password', ...(phone_number !== undefined && { phone_number }) }, { _: 'getPassword' }]
  }
  if (isStale(state, failure)) return [state]
  if (isOfNumber(during) && startsAnew(failure)) {
    // The code and the hash stay behind with the old key, so it is always auth.sendCode that is repeated.
    return restart(state, failure, name.endsWith('_MIGRATE') ? argument : undefined)
  }
  const next = afterRefusal(state, failure, now)
  return [withWait(next, failure, now)]
}

/** Steps that no number belongs to: what becomes of them does not begin a login by number anew. */
const withoutNumber: ReadonlySet<LoginCommand['_']> = new Set<LoginCommand['_']>([
  'exportLoginToken',
  'importLoginToken',
  'importBotAuthorization',
  'importWebTokenAuthorization',
  'finishPasskeyLogin',
  'cancelCode',
  'logOut',
])

function isOfNumber(during: LoginCommand['_']): boolean {
  return !withoutNumber.has(during)
}

/** The answer to a call about a code that is no longer the pending one says nothing about the one that is. */
function isStale(state: LoginState, { phone_code_hash }: LoginFailure): boolean {
  return phone_code_hash !== undefined && pendingCode(state)?.phone_code_hash !== phone_code_hash
}

function startsAnew({ name }: LoginFailure): boolean {
  return asksToRestart(name) || /^(PHONE|NETWORK|USER)_MIGRATE$/.test(name)
}

/** Tells whether the server asks to take the first step again. */
export function asksToRestart(name: string): boolean {
  return /^(PASSKEY_)?AUTH_RESTART(_|$)/.test(name)
}

/** Begins again with auth.sendCode, a bounded number of times. */
function restart(state: LoginState, failure: LoginFailure, dc: number | undefined): LoginStep {
  const phone_number = failure.phone_number ?? numberOf(state)
  const restarts = (state.at === 'done' ? 0 : (state.restarts ?? 0)) + 1
  if (phone_number === undefined || restarts > loginRestartsMax) return [backToPhone(phone_number, failure.name)]
  const settings = state.at === 'done' ? undefined : state.settings
  return [
    { at: 'phone', phone_number, restarts },
    { _: 'sendCode', phone_number, ...(settings && { settings }), ...(dc !== undefined && { dc }) },
  ]
}

function afterRefusal(state: Exclude<LoginState, { at: 'done' }>, failure: LoginFailure, now: number): LoginState {
  const { name } = failure
  const phone_number = failure.phone_number ?? numberOf(state)
  switch (failure.during) {
    case 'sendCode':
      return state.at === 'phone' ? end(state, phone_number, name) : { ...state, problem: name }
    case 'cancelCode':
      // PHONE_CODE_EXPIRED: there is nothing left to cancel, which is what was wanted.
      return name === 'PHONE_CODE_EXPIRED' ? initialLoginState : { ...state, problem: name }
    case 'signIn':
      // How layers before 104 said authorizationSignUpRequired.
      if (name === 'PHONE_NUMBER_UNOCCUPIED') return toSignUp(state)
      return name === 'PHONE_CODE_EXPIRED' ? end(state, phone_number, name) : { ...state, problem: name }
    case 'requestFirebaseSms':
      return name === 'PHONE_CODE_EXPIRED' ? end(state, phone_number, name) : { ...state, problem: name }
    case 'signUp':
      return deadAtSignUp.has(name) ? end(state, phone_number, name) : { ...state, problem: name }
    case 'resendCode':
      return afterFailedResend(state, failure, now)
    case 'sendVerifyEmailCode':
    case 'verifyEmail':
    case 'resetLoginEmail':
      return afterFailedEmail(state, failure, now)
    case 'getPaymentForm':
    case 'sendPaymentForm':
    case 'assignPurchase':
    case 'checkPaidAuth':
      return state.at === 'payment' ? afterFailedPayment(state, failure, now) : state
    case 'exportLoginToken':
    case 'importLoginToken':
      return afterFailedWay(state, name, 'qr')
    case 'importBotAuthorization':
      return afterFailedWay(state, name, 'bot')
    case 'importWebTokenAuthorization':
      return afterFailedWay(state, name, 'webToken')
    case 'finishPasskeyLogin':
      return afterFailedWay(state, name, 'passkey')
    case 'getPassword':
    case 'checkPassword':
    case 'requestPasswordRecovery':
    case 'recoverPassword':
    case 'deleteAccount':
      return state.at === 'password' ? afterFailedPassword(state, failure, now) : state
    case 'logOut':
      // Whatever the server says to that, nothing is pending here any more.
      return initialLoginState
  }
}

/** A way in without a number was refused: what was pending beside it stays, but for a QR code, of which nothing comes. */
function afterFailedWay(state: Exclude<LoginState, { at: 'done' }>, problem: string, way: WayIn): LoginState {
  if (state.at === 'qr') return { ...backToPhone(numberOf(state), problem), way }
  if (state.at !== 'phone') return { ...state, problem }
  const { retryAt: _retryAt, ...rest } = state
  return { ...rest, problem, way }
}

/** At sign-up there is no code to correct: these mean that the hash is dead or was never proven. */
const deadAtSignUp: ReadonlySet<string> = new Set([
  'PHONE_CODE_EXPIRED',
  'PHONE_CODE_EMPTY',
  'PHONE_CODE_HASH_EMPTY',
  'PHONE_CODE_INVALID',
  'PHONE_NUMBER_OCCUPIED',
])

function afterFailedResend(state: Exclude<LoginState, { at: 'done' }>, failure: LoginFailure, now: number): LoginState {
  const { name, argument } = failure
  // Never loop on a hash that is dead.
  if (deadHash.has(name)) return end(state, numberOf(state), name)
  if (state.at !== 'code' && state.at !== 'integrity' && state.at !== 'emailCode') return { ...state, problem: name }
  if (name === 'SEND_CODE_UNAVAILABLE') {
    // The ladder is at its end; the code that was sent stays valid.
    const { next: _next, resendAt: _resendAt, ...rest } = state
    return { ...rest, problem: name }
  }
  if (name === 'FLOOD_WAIT' && argument !== undefined) {
    return { ...state, resendAt: now + argument * 1000, problem: name }
  }
  return { ...state, problem: name }
}

function afterFailedEmail(state: Exclude<LoginState, { at: 'done' }>, failure: LoginFailure, now: number): LoginState {
  const { name, during } = failure
  if (deadHash.has(name)) return end(state, numberOf(state), name)
  if (state.at === 'emailCode' && name === 'TASK_ALREADY_EXISTS') return resetIsPending(state, name, now)
  const isSetUp = state.at === 'emailAddress' || state.at === 'emailSetupCode'
  if (isSetUp && during === 'verifyEmail' && voidAddress.has(name)) return backToAddress(state, name)
  return { ...state, problem: name }
}

const deadHash: ReadonlySet<string> = new Set(['PHONE_CODE_EXPIRED', 'PHONE_HASH_EXPIRED', 'PHONE_CODE_EMPTY'])

/** The code that was mailed is of no use any more, or the address is not: it has to be given again. */
const voidAddress: ReadonlySet<string> = new Set(['EMAIL_INVALID', 'EMAIL_NOT_ALLOWED', 'EMAIL_VERIFY_EXPIRED'])

function toSignUp(state: Exclude<LoginState, { at: 'done' }>): LoginState {
  const pending = pendingCode(state)
  return pending ? { at: 'signUp', ...pending } : state
}

/** Whatever hung on the key is gone with it: who was logged in, a code that was sent, a password that is owed. */
export function keyLost(state: LoginState, problem: string): LoginState {
  if (state.at === 'done') return initialLoginState
  return state.at === 'phone' ? state : end(state, numberOf(state), problem)
}

/** The end of a login; a popup that the server sent along stays to be read. */
function end(
  state: Exclude<LoginState, { at: 'done' }>,
  phone_number: string | undefined,
  problem: string,
): LoginState {
  return { ...backToPhone(phone_number, problem), ...(state.notice !== undefined && { notice: state.notice }) }
}

/** A login form never waits in silence: the state says until when. */
function withWait(state: LoginState, { name, argument, during }: LoginFailure, now: number): LoginState {
  const isSaid =
    during === 'checkPaidAuth' || aboutRecovery.has(during) || (during === 'resendCode' && 'resendAt' in state)
  if (state.at === 'done' || argument === undefined || !waits.has(name) || isSaid) return state
  return { ...state, retryAt: now + argument * 1000 }
}

const waits: ReadonlySet<string> = new Set(['FLOOD_WAIT', 'FLOOD_PREMIUM_WAIT', 'FLOOD_TEST_PHONE_WAIT'])
