import { resendRemainingSeconds } from './countdown.ts'
import { describeMedium } from './describe-code.ts'
import { describeDate, describeSeconds, describeTrouble, printable, sentences } from './login-problems.ts'
import type { AllowedIdTokens, EmailAddressState, EmailCodeState, EmailSetupCodeState } from './login-state.ts'

/** Says what a login that goes by an e-mail address waits for, and what can be done when the mail does not arrive. */
export function describeEmail(state: EmailCodeState | EmailAddressState | EmailSetupCodeState, now: number): string {
  return sentences(notMailedAgain(state) ?? describeTrouble(state, now), ...whatIsWanted(state, now))
}

/** The address was set up long ago, and nobody typed one: what is refused is to mail the code again. */
function notMailedAgain({
  at,
  problem,
  notice,
}: EmailCodeState | EmailAddressState | EmailSetupCodeState): string | undefined {
  if (at !== 'emailCode' || problem !== 'EMAIL_INVALID' || notice !== undefined) return undefined
  return 'The server does not mail a code again; the one that was mailed stays valid.'
}

function whatIsWanted(
  state: EmailCodeState | EmailAddressState | EmailSetupCodeState,
  now: number,
): readonly (string | undefined)[] {
  const tokens = whoseTokens(state)
  switch (state.at) {
    case 'emailCode':
      return [
        `A ${state.length}-digit code was mailed to ${printable(state.email_pattern)}.`,
        tokens && `${tokens} can vouch for the address instead.`,
        'If it does not arrive, it can be mailed again.',
        byPhone(state, now),
        reset(state, now),
      ]
    case 'emailAddress':
      return [
        'This account needs a login e-mail address before a code can be sent: enter one.',
        tokens && `${tokens} can vouch for one instead.`,
      ]
    case 'emailSetupCode':
      return [
        `A ${state.length}-digit code was mailed to ${printable(state.email_pattern)} to set the address up: enter it.`,
        tokens && `${tokens} can vouch for the address instead.`,
        'If it does not arrive, it can be mailed again, or to another address.',
      ]
  }
}

function whoseTokens({ google, apple }: AllowedIdTokens): string | undefined {
  if (google && apple) return 'A sign-in with Google or Apple'
  if (google) return 'A sign-in with Google'
  return apple ? 'A sign-in with Apple' : undefined
}

function byPhone(state: EmailCodeState, now: number): string | undefined {
  if (state.next === undefined) return undefined
  const seconds = resendRemainingSeconds(state, now)
  return `A code can be sent by ${describeMedium(state.next)} ${seconds > 0 ? `in ${seconds} s` : 'now'}.`
}

function reset({ reset_available_period, reset_pending_date }: EmailCodeState, now: number): string | undefined {
  if (reset_pending_date !== undefined) {
    return reset_pending_date * 1000 > now
      ? `The address will be reset at ${describeDate(reset_pending_date)}; from then on the code goes by phone.`
      : 'The address has been reset by now: start again with the phone number.'
  }
  if (reset_available_period === undefined) return undefined
  return reset_available_period === 0
    ? 'Whoever lost the mailbox can reset the address at once.'
    : `Whoever lost the mailbox can reset the address, which takes ${describeSeconds(reset_available_period)}.`
}
