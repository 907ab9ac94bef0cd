import { secondsUntil } from './countdown.ts'
import { describeCode, describeIntegrity } from './describe-code.ts'
import { describeEmail } from './describe-email.ts'
import { describePassword } from './describe-password.ts'
import { describePayment } from './describe-payment.ts'
import { describeEnd, describeSeconds, describeTrouble, sentences } from './login-problems.ts'
import type { LoginState, PhoneState, QrState, SignUpState, WayIn } from './login-state.ts'

/**
 * Says in plain English what a login waits for: where the code went, how many digits it has, how long until another
 * one can be asked for and by which medium, and what else can be done now.
 *
 * @param now - milliseconds since the epoch, for the countdown
 */
export function describeLogin(state: LoginState, now: number): string {
  switch (state.at) {
    case 'phone':
      return describePhone(state, now)
    case 'code':
      return describeCode(state, now)
    case 'integrity':
      return describeIntegrity(state, now)
    case 'emailCode':
    case 'emailAddress':
    case 'emailSetupCode':
      return describeEmail(state, now)
    case 'payment':
      return describePayment(state, now)
    case 'signUp':
      return describeSignUp(state, now)
    case 'password':
      return describePassword(state, now)
    case 'qr':
      return describeQr(state, now)
    case 'done':
      return sentences(
        `Logged in as user ${state.user_id}.`,
        state.otherwise_relogin_days === undefined
          ? undefined
          : `Set a password within ${state.otherwise_relogin_days} days, or this login will end.`,
      )
  }
}

function describePhone(state: PhoneState, now: number): string {
  if (state.problem === undefined) return sentences(describeTrouble(state, now), 'Waiting for a phone number.')
  const { way = 'number', problem, retryAt } = state
  const seconds = secondsUntil(retryAt, now)
  // No end: whoever iterates over the codes to show gets another one.
  if (way === 'qr' && seconds > 0 && problem !== 'FLOOD_WAIT') {
    return `The server failed (${problem}): another QR code is asked for in ${describeSeconds(seconds)}.`
  }
  return sentences(describeEnd(state, now), againBy[way])
}

/** How to begin again, by the way that ended. */
const againBy: Readonly<Record<WayIn | 'number', string>> = {
  number: 'Start again with the phone number.',
  qr: 'Show another QR code, or start with the phone number.',
  bot: 'Start again with the token of the bot.',
  passkey: 'Ask for the passkey again, or start with the phone number.',
  webToken: 'Open the web page again, or start with the phone number.',
}

function describeSignUp(state: SignUpState, now: number): string {
  const { phone_number, terms_of_service: terms } = state
  return sentences(
    describeTrouble(state, now),
    `The code was right. ${phone_number} has no account yet: a first name is needed to sign up.`,
    terms &&
      (terms.popup ? 'The terms of service have to be agreed to.' : 'Signing up agrees to the terms of service.'),
    terms?.min_age_confirm === undefined ? undefined : `Who signs up confirms to be at least ${terms.min_age_confirm}.`,
  )
}

function describeQr(state: QrState, now: number): string {
  const seconds = secondsUntil(state.expiresAt, now)
  return sentences(
    describeTrouble(state, now),
    'Scan the QR code of this link with an app that is logged in, or give the token to auth.acceptLoginToken there.',
    seconds > 0 ? `It is good for ${seconds} s.` : 'It is over; show another.',
  )
}
