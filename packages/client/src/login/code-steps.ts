/** The steps of a login by a code: pure, as the rest of the machine. */
import { UsageError } from '../usage-error.ts'
import { matchesPattern } from './caller-pattern.ts'
import { secondsUntil } from './countdown.ts'
import { enterMailedCode } from './email-steps.ts'
import type { LoginStep } from './login-events.ts'
import type { KeptSettings } from './login-settings.ts'
import { initialLoginState, type LoginState, pendingCode, type SentFacts } from './login-state.ts'
import { callerUnlike, codeEmpty, typedCode, withoutGroups } from './typed-code.ts'
import { wrongStep } from './wrong-step.ts'

/** Begins, whatever was under way. */
export function start(phone_number: string, settings: KeptSettings | undefined): LoginStep {
  if (!/\d/.test(phone_number)) {
    throw new UsageError(
      'PHONE_NUMBER_EMPTY',
      'the phone number has no digits; give it in the international form, for example +44 7911 123456',
    )
  }
  const asked = { phone_number, ...(settings && { settings }) }
  return [
    { at: 'phone', ...asked },
    { _: 'sendCode', ...asked },
  ]
}

/** Asks for the code by the next medium. */
export function resend(
  state: LoginState,
  event: { readonly force?: boolean; readonly reason?: string },
  now: number,
): LoginStep {
  const isSent = state.at === 'code' || state.at === 'integrity' || state.at === 'emailCode'
  const pending = pendingCode(state)
  if (!isSent || !pending) throw wrongStep(state, 'ask for another code')
  // Who cannot prove the app's integrity says why, and gets the code by another medium at once.
  const reason = state.at === 'integrity' ? event.reason : undefined
  if (!event.force && reason === undefined) refuseUselessResend(state, now)
  return [state, { _: 'resendCode', ...pending, ...(reason !== undefined && { reason }) }]
}

/** The server would answer SEND_CODE_UNAVAILABLE or FLOOD_WAIT_X; saying it here costs no call and no flood limit. */
function refuseUselessResend(state: SentFacts & { readonly at: string }, now: number): void {
  if (state.next === undefined) {
    throw new UsageError(
      'RESEND_UNAVAILABLE',
      'the server offers no other way to send this code; the one already sent stays valid. ' +
        (state.at === 'emailCode'
          ? 'Enter it, have it mailed again (resendEmail), reset the address (resetEmail), or start again'
          : 'Enter it, or start again with the phone number'),
      { sentAt: state.sentAt },
    )
  }
  const remainingSeconds = secondsUntil(state.resendAt, now)
  if (remainingSeconds > 0) {
    throw new UsageError(
      'RESEND_TOO_EARLY',
      `another code can be asked for in ${remainingSeconds} s (it would go by ${state.next}); wait until then`,
      { remainingSeconds, next: state.next },
    )
  }
}

/** Sends the code that was typed in, wherever it came to. */
export function enterCode(state: LoginState, entered: string): LoginStep {
  if (state.at === 'emailCode' || state.at === 'emailSetupCode') return enterMailedCode(state, entered)
  if (state.at !== 'code') throw wrongStep(state, 'enter a code')
  const { phone_number, phone_code_hash, medium } = state
  const isWordy = medium.kind === 'smsWord' || medium.kind === 'smsPhrase'
  const phone_code = isWordy ? typedCode(entered) : withoutGroups(typedCode(entered))
  if (phone_code === '') throw codeEmpty()
  if (medium.kind === 'flashCall' && !matchesPattern(medium.pattern, phone_code)) throw callerUnlike(medium.pattern)
  return [state, { _: 'signIn', phone_number, phone_code_hash, phone_code }]
}

/** Gives up what is pending. */
export function cancel(state: LoginState): LoginStep {
  // The server remembers that this key owes a password; it need not.
  if (state.at === 'password') return [state, { _: 'logOut' }]
  const pending = pendingCode(state)
  return pending ? [state, { _: 'cancelCode', ...pending }] : [state.at === 'done' ? state : initialLoginState]
}
