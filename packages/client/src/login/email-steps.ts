/** The steps of a login that goes by an e-mail address. @see https://core.telegram.org/api/auth#email-verification */
import type { EmailVerification } from '@chappe/schema/api'
import { UsageError } from '../usage-error.ts'
import type { LoginAnswer, LoginStep, LoginWish } from './login-events.ts'
import type { EmailAddressState, EmailCodeState, EmailSetupCodeState, LoginState } from './login-state.ts'
import { codeEmpty, typedCode, withoutGroups } from './typed-code.ts'
import { wrongStep } from './wrong-step.ts'

/** Sends the code that was mailed: it goes in as a proof of the address, never as `phone_code`. */
export function enterMailedCode(state: EmailCodeState | EmailSetupCodeState, entered: string): LoginStep {
  const code = withoutGroups(typedCode(entered))
  if (code === '') throw codeEmpty()
  return proveAddress(state, { _: 'emailVerificationCode', code })
}

/** Gives the ID token of somebody who vouches for the address. */
export function enterIdToken(state: LoginState, event: LoginWish & { readonly _: 'enterIdToken' }): LoginStep {
  const { provider, token } = event
  if (state.at !== 'emailCode' && state.at !== 'emailAddress' && state.at !== 'emailSetupCode') {
    throw wrongStep(state, 'give an ID token')
  }
  if (!state[provider]) {
    const name = provider === 'google' ? 'Google' : 'Apple'
    throw new UsageError('ID_TOKEN_NOT_ALLOWED', `the server takes no ID token of ${name} here; use the mailed code`, {
      provider,
    })
  }
  const _ = provider === 'google' ? 'emailVerificationGoogle' : 'emailVerificationApple'
  return proveAddress(state, { _, token })
}

function proveAddress(
  state: EmailCodeState | EmailAddressState | EmailSetupCodeState,
  verification: EmailVerification,
): LoginStep {
  const reference = referenceOf(state)
  if (state.at === 'emailCode') return [state, { _: 'signIn', ...reference, email_verification: verification }]
  return [state, { _: 'verifyEmail', ...reference, verification }]
}

/** Gives the address to set up; another one may be given until its code was right. */
export function enterEmail(state: LoginState, entered: string): LoginStep {
  if (state.at !== 'emailAddress' && state.at !== 'emailSetupCode') throw wrongStep(state, 'enter an e-mail address')
  const email = entered.trim()
  if (email === '' || email.length > emailLengthMax) {
    throw new UsageError('EMAIL_EMPTY', `give an e-mail address, of up to ${emailLengthMax} characters`)
  }
  return [state, { _: 'sendVerifyEmailCode', ...referenceOf(state), email }]
}

/** Longest address that can exist. @see https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.1.3 */
const emailLengthMax = 254

/** Has the code mailed again. An address that was set up long ago is known to the server alone: it is left empty. */
export function resendEmail(state: LoginState): LoginStep {
  if (state.at !== 'emailCode' && state.at !== 'emailSetupCode') throw wrongStep(state, 'have a code mailed again')
  const email = state.at === 'emailSetupCode' ? state.email : ''
  return [state, { _: 'sendVerifyEmailCode', ...referenceOf(state), email }]
}

/** Asks to be rid of an address whose mailbox is lost. */
export function resetEmail(state: LoginState): LoginStep {
  if (state.at !== 'emailCode') throw wrongStep(state, 'reset the login e-mail address')
  if (state.reset_available_period === undefined && state.reset_pending_date === undefined) {
    throw new UsageError(
      'RESET_UNAVAILABLE',
      'the server does not offer to reset this address; enter the mailed code, or start again with the phone number',
    )
  }
  return [state, { _: 'resetLoginEmail', ...referenceOf(state) }]
}

/** A code is on its way to the address. */
export function emailSent(
  state: LoginState,
  event: LoginAnswer & { readonly _: 'emailSent' },
  now: number,
): LoginState {
  const { email, email_pattern, length } = event
  if (state.at === 'emailCode') {
    return { ...withoutTrouble(state), email_pattern, length, sentAt: now }
  }
  if (state.at !== 'emailAddress' && state.at !== 'emailSetupCode') return state
  const { google, apple, phone_number, phone_code_hash } = state
  return {
    at: 'emailSetupCode',
    phone_number,
    phone_code_hash,
    google,
    apple,
    email,
    email_pattern,
    length,
    sentAt: now,
  }
}

/** The code of the address is void, or the address was refused: it has to be given again. */
export function backToAddress(state: EmailSetupCodeState | EmailAddressState, problem: string): EmailAddressState {
  const { phone_number, phone_code_hash, google, apple, sentAt } = state
  return { at: 'emailAddress', phone_number, phone_code_hash, google, apple, sentAt, problem }
}

/** A reset was asked for already. Where the server did not say until when, it is taken to have begun now. */
export function resetIsPending(state: EmailCodeState, problem: string, now: number): EmailCodeState {
  const { reset_available_period = 0, reset_pending_date } = state
  const date = reset_pending_date ?? Math.ceil(now / 1000) + reset_available_period
  return { ...withoutTrouble(state), reset_pending_date: date, problem }
}

function withoutTrouble(state: EmailCodeState): EmailCodeState {
  const { problem: _problem, retryAt: _retryAt, notice: _notice, ...rest } = state
  return rest
}

function referenceOf({ phone_number, phone_code_hash }: EmailCodeState | EmailAddressState | EmailSetupCodeState): {
  readonly phone_number: string
  readonly phone_code_hash: string
} {
  return { phone_number, phone_code_hash }
}
