/**
 * The login as one pure function: (state, event, now) → [state, command].
 * It knows no connection and no clock; what it cannot decide it leaves to whoever runs the commands.
 * The transitions are those of the client's view in https://core.telegram.org/api/auth.
 */
import { cancel, enterCode, resend, start } from './code-steps.ts'
import { emailSent, enterEmail, enterIdToken, resendEmail, resetEmail } from './email-steps.ts'
import { failed, keyLost } from './failed-step.ts'
import { integrityChecked, proveIntegrity } from './integrity-steps.ts'
import type { LoginEvent, LoginStep } from './login-events.ts'
import { initialLoginState, type LoginState, numberOf, pendingCode } from './login-state.ts'
import { passwordStep } from './password-steps.ts'
import { paymentStep } from './payment-steps.ts'
import { stateAfterSentCode } from './sent-code.ts'
import { afterAuthorization, signUp } from './sign-up-steps.ts'

/**
 * Takes one step.
 *
 * @param now - milliseconds since the epoch
 * @returns the next state and, when a call is needed, the command for it
 * @throws {UsageError} `LOGIN_STEP_WRONG`, `RESEND_TOO_EARLY`, `RESEND_UNAVAILABLE`, `CODE_EMPTY`,
 *   `CODE_UNLIKE_PATTERN`, `EMAIL_EMPTY`, `ID_TOKEN_NOT_ALLOWED`, `PASSWORD_EMPTY`, `PHONE_NUMBER_EMPTY`,
 *   `RECOVERY_UNAVAILABLE`, `RESET_UNAVAILABLE`, `PAYMENT_FORM_MISSING`, `PAYMENT_CHECK_TOO_EARLY`,
 *   `TERMS_NOT_ACCEPTED`: the event does not fit the state, which stays as it was
 */
export function loginStep(state: LoginState, event: LoginEvent, now: number): LoginStep {
  const [next, command] = take(state, event, now)
  const settled = command && !isAnswer(event) ? withoutNotice(next) : carriedOn(next, state)
  return command ? [settled, command] : [settled]
}

function take(state: LoginState, event: LoginEvent, now: number): LoginStep {
  switch (event._) {
    case 'start':
      return start(event.phone_number, event.settings)
    case 'resend':
      return resend(state, event, now)
    case 'enterCode':
      return enterCode(state, event.phone_code)
    case 'proveIntegrity':
      return proveIntegrity(state, event.token)
    case 'integrityChecked':
      return integrityChecked(state, event.accepted, now)
    case 'enterEmail':
      return enterEmail(state, event.email)
    case 'enterIdToken':
      return enterIdToken(state, event)
    case 'resendEmail':
      return resendEmail(state)
    case 'resetEmail':
      return resetEmail(state)
    case 'emailSent':
      return [emailSent(state, event, now)]
    case 'requestPaymentForm':
    case 'pay':
    case 'givePurchase':
    case 'checkPayment':
    case 'paymentForm':
    case 'formSent':
      return paymentStep(state, event, now)
    case 'signUp':
      return signUp(state, event)
    case 'enterPassword':
    case 'requestRecovery':
    case 'recover':
    case 'deleteAccount':
    case 'passwordAsked':
    case 'recoverySent':
    case 'accountDeleted':
      return passwordStep(state, event)
    case 'cancel':
      return cancel(state)
    case 'sent':
      return [sent(state, event, now)]
    case 'authorized':
      return [afterAuthorization(state, event.authorization)]
    case 'tokenShown':
      return [tokenShown(state, event)]
    case 'tokenElsewhere':
      return [state, { _: 'importLoginToken', token: event.token, dc: event.dc }]
    case 'noticed':
      return [state.at === 'done' ? state : { ...state, notice: event.notice }]
    case 'keyLost':
      return [keyLost(state, event.problem)]
    case 'canceled':
    case 'loggedOut':
      return [initialLoginState]
    case 'failed':
      return failed(state, event, now)
  }
}

/** Takes every field from the new answer: nothing of the old code is kept, its hash least of all. */
function sent(state: LoginState, event: LoginEvent & { readonly _: 'sent' }, now: number): LoginState {
  const { sentCode, phone_number, phone_code_hash: asked } = event
  if (sentCode._ === 'auth.sentCodeSuccess') {
    // A future auth token matched: logged in without a code.
    const before: LoginState = pendingCode(state) ? state : { at: 'phone', phone_number }
    return afterAuthorization(before, sentCode.authorization)
  }
  if (asked !== undefined && pendingCode(state)?.phone_code_hash !== asked) return state
  const next = stateAfterSentCode(sentCode, phone_number, now)
  // Still to be paid, says the server: by the form that is open already.
  const isSamePayment =
    state.at === 'payment' && next.at === 'payment' && state.phone_code_hash === next.phone_code_hash
  return isSamePayment && state.form ? { ...next, form: state.form } : next
}

function tokenShown(state: LoginState, event: LoginEvent & { readonly _: 'tokenShown' }): LoginState {
  const phone_number = numberOf(state)
  const { url, expiresAt } = event
  return { at: 'qr', url, expiresAt, ...(phone_number !== undefined && { phone_number }) }
}

const answers: ReadonlySet<string> = new Set<Exclude<LoginEvent['_'], 'start'>>([
  'sent',
  'authorized',
  'emailSent',
  'paymentForm',
  'formSent',
  'passwordAsked',
  'recoverySent',
  'accountDeleted',
  'integrityChecked',
  'tokenShown',
  'tokenElsewhere',
  'noticed',
  'keyLost',
  'canceled',
  'loggedOut',
  'failed',
])

function isAnswer(event: LoginEvent): boolean {
  return answers.has(event._)
}

/** The popup was about an earlier step. */
function withoutNotice(state: LoginState): LoginState {
  if (!('notice' in state)) return state
  const { notice: _notice, ...rest } = state
  return rest
}

/**
 * What goes with a login to its end: how often it began anew, so that a server cannot send it round in circles, and what
 * the program can handle, so that it says the same each time.
 */
function carriedOn(next: LoginState, before: LoginState): LoginState {
  if (before.at === 'done' || next.at === 'done') return next
  const isEnd = next.at === 'phone' && next.restarts === undefined
  const { restarts = before.restarts, settings = before.settings } = next
  const isCarried = next.restarts === restarts && next.settings === settings
  if (isEnd || isCarried) return next
  return { ...next, ...(restarts !== undefined && { restarts }), ...(settings && { settings }) }
}
