/** The steps of a login whose code has to be paid for first. @see https://core.telegram.org/api/auth#paid-auth */
import { UsageError } from '../usage-error.ts'
import { secondsUntil } from './countdown.ts'
import type { LoginAnswer, LoginFailure, LoginStep, LoginWish, PriceOfCode } from './login-events.ts'
import { backToPhone, type LoginState, type PaymentForm, type PaymentState } from './login-state.ts'
import { wrongStep } from './wrong-step.ts'

type PaymentEvent = Extract<
  LoginWish | LoginAnswer,
  { readonly _: 'requestPaymentForm' | 'pay' | 'givePurchase' | 'checkPayment' | 'paymentForm' | 'formSent' }
>

/** Takes a step of a login that waits for a payment. Answers that come when it no longer does change nothing. */
export function paymentStep(state: LoginState, event: PaymentEvent, now: number): LoginStep {
  switch (event._) {
    case 'requestPaymentForm':
      return [state, { _: 'getPaymentForm', ...priceOf(waiting(state, 'ask for a payment form')) }]
    case 'pay': {
      const paying = waiting(state, 'pay')
      const { form_id } = formOf(paying)
      return [state, { _: 'sendPaymentForm', ...priceOf(paying), form_id, credentials: event.credentials }]
    }
    case 'givePurchase':
      return [state, { _: 'assignPurchase', ...priceOf(waiting(state, 'give a purchase')), purchase: event.purchase }]
    case 'checkPayment':
      return checkPayment(waiting(state, 'ask whether it is paid'), now)
    case 'paymentForm': {
      if (state.at !== 'payment') return [state]
      const { form_id, title, url } = event
      return [{ ...settled(state), form: { form_id, title, url, sent: false } }]
    }
    case 'formSent': {
      if (state.at !== 'payment' || state.form === undefined) return [state]
      const { verificationUrl } = event
      return [{ ...settled(state), form: { ...state.form, sent: true, ...(verificationUrl && { verificationUrl }) } }]
    }
  }
}

/** Says what a refusal means for a login that waits for a payment. */
export function afterFailedPayment(state: PaymentState, failure: LoginFailure, now: number): LoginState {
  const { name, argument } = failure
  // There is no form that could have timed out: the server has no other word for not knowing the number 0.
  if (name === 'FORM_EXPIRED' && state.form === undefined) return settled(state)
  // The form, or the login, timed out: both begin with the number.
  if (endOfPayment.has(name)) return backToPhone(state.phone_number, name)
  // Not paid yet, says the server, and when to ask again.
  if (failure.during === 'checkPaidAuth' && name === 'FLOOD_WAIT' && argument !== undefined) {
    return { ...settled(state), checkAt: now + argument * 1000 }
  }
  return { ...state, problem: name }
}

const endOfPayment: ReadonlySet<string> = new Set(['FORM_EXPIRED', 'PHONE_CODE_EXPIRED'])

/** What is bought, in the words of the call. */
function priceOf(state: PaymentState): PriceOfCode {
  const { phone_number, phone_code_hash, currency, amount, premium_days = 0 } = state
  return { phone_number, phone_code_hash, currency, amount, premium_days }
}

function checkPayment(state: PaymentState, now: number): LoginStep {
  const { phone_number, phone_code_hash } = state
  // Paid by other means than a form, in a store say: the server knows by the hash alone.
  const form_id = state.form?.form_id ?? '0'
  const remainingSeconds = secondsUntil(state.checkAt, now)
  if (remainingSeconds > 0) {
    throw new UsageError(
      'PAYMENT_CHECK_TOO_EARLY',
      `the payment can be asked about in ${remainingSeconds} s; awaitPayment does that by itself`,
      { remainingSeconds },
    )
  }
  return [state, { _: 'checkPaidAuth', phone_number, phone_code_hash, form_id }]
}

function formOf(state: PaymentState): PaymentForm {
  if (state.form !== undefined) return state.form
  throw new UsageError('PAYMENT_FORM_MISSING', 'there is no form to pay by yet; call requestPaymentForm first')
}

function waiting(state: LoginState, wish: string): PaymentState {
  if (state.at !== 'payment') throw wrongStep(state, wish)
  return state
}

function settled(state: PaymentState): PaymentState {
  const { problem: _problem, retryAt: _retryAt, notice: _notice, ...rest } = state
  return rest
}
