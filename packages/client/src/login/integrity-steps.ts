/** The steps of a login whose code is sent once the app's integrity is proven. */
import { UsageError } from '../usage-error.ts'
import type { LoginStep } from './login-events.ts'
import type { LoginState } from './login-state.ts'
import { wrongStep } from './wrong-step.ts'

/** Sends the proof that the state asks for. */
export function proveIntegrity(state: LoginState, token: string): LoginStep {
  if (state.at !== 'integrity') throw wrongStep(state, "prove the app's integrity")
  const field = proofFields[state.proof.kind]
  if (field === undefined) {
    throw new UsageError(
      'LOGIN_TYPE_UNSUPPORTED',
      'the server asks for a proof that this version does not know; resend with a reason instead',
      { at: state.at, type: 'auth.sentCodeTypeFirebaseSms' },
    )
  }
  const { phone_number, phone_code_hash } = state
  return [state, { _: 'requestFirebaseSms', phone_number, phone_code_hash, [field]: token }]
}

const proofFields: Readonly<
  Record<string, 'play_integrity_token' | 'safety_net_token' | 'ios_push_secret' | undefined>
> = {
  playIntegrity: 'play_integrity_token',
  safetyNet: 'safety_net_token',
  push: 'ios_push_secret',
}

/** Once proven the message is on its way and its time begins; a proof that was refused leads on to the next medium. */
export function integrityChecked(state: LoginState, accepted: boolean, now: number): LoginStep {
  if (state.at !== 'integrity') return [state]
  const { at: _at, length, proof, problem: _problem, retryAt: _retryAt, notice: _notice, ...facts } = state
  if (!accepted) {
    const { phone_number, phone_code_hash } = facts
    return [state, { _: 'resendCode', phone_number, phone_code_hash, reason: refusedReasons[proof.kind] ?? 'UNKNOWN' }]
  }
  const { resendAt, sentAt } = facts
  return [
    {
      ...facts,
      at: 'code',
      medium: { kind: 'firebaseSms', length },
      sentAt: now,
      ...(resendAt !== undefined && { resendAt: now + (resendAt - sentAt) }),
    },
  ]
}

/** As the official apps put it. @see https://core.telegram.org/api/auth */
const refusedReasons: Readonly<Record<string, string>> = {
  playIntegrity: 'PLAYINTEGRITY_REQUESTFIREBASESMS_FALSE',
  safetyNet: 'SAFETYNET_REQUESTFIREBASESMS_FALSE',
  push: 'APNS_REQUESTFIREBASESMS_FALSE',
}
