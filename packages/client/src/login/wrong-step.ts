import { UsageError } from '../usage-error.ts'
import type { LoginState } from './login-state.ts'

/** Makes the refusal of a step that the state has no place for. */
export function wrongStep(state: LoginState, wish: string): UsageError {
  return new UsageError('LOGIN_STEP_WRONG', `cannot ${wish} now: ${needs[state.at]}`, { at: state.at })
}

const needs: Readonly<Record<LoginState['at'], string>> = {
  phone: 'no code is pending; start with the phone number',
  code: 'the login waits for the code that was sent',
  integrity: "the code is sent once the app's integrity is proven; prove it, or resend with a reason",
  emailCode: 'the login waits for the code that was mailed to the login e-mail address',
  emailAddress: 'the login waits for an e-mail address to set up; enter that',
  emailSetupCode: 'the login waits for the code that was mailed to the new address; enter it, or another address',
  payment: 'the code is sent once it is paid for; pay, or start with another phone number',
  signUp: 'the code was accepted and the login waits for a name; sign up',
  password: 'the code was accepted and the account has a password; enter that',
  qr: 'a QR code waits to be scanned; let it be scanned, or start with the phone number',
  done: 'the login is finished; log out first',
}
