/** The way back for who is logged in, has forgotten the password and has no address for recovery: to wait. */
import { DomainError } from '../domain-error.ts'
import type { PasswordCaller } from './password.ts'
import { declinedWaitSeconds, type PasswordContext, resetWaitSeconds } from './password-context.ts'
import { removePassword } from './store-password.ts'

/** What became of the request for a reset. Moments are milliseconds since the Unix epoch. */
export type ResetOutcome =
  | { readonly kind: 'done' }
  /** Asking again from `untilMs` on removes the password. */
  | { readonly kind: 'requested'; readonly untilMs: number }
  /** The last request was declined; the next is taken from `retryAtMs` on. */
  | { readonly kind: 'refused'; readonly retryAtMs: number }

/**
 * Asks for the password to be removed after a week, which the other sessions of the account are told, or removes it once
 * the week has passed.
 *
 * @throws {DomainError} `PASSWORD_EMPTY`
 * @see https://core.telegram.org/method/account.resetPassword
 */
export async function resetPassword(context: PasswordContext, caller: PasswordCaller): Promise<ResetOutcome> {
  const { outcome, toTell } = await resetOf(context, caller)
  if (outcome.kind !== 'requested') return outcome
  const news = { kind: 'passwordResetRequested', atMs: context.clock.now(), untilMs: outcome.untilMs } as const
  await Promise.all(toTell.map(key_id => context.devices.tell(key_id, news)))
  return outcome
}

/** The outcome, with the keys that are to hear of a new request. */
function resetOf(
  context: PasswordContext,
  { user_id, key_id }: PasswordCaller,
): Promise<{ readonly outcome: ResetOutcome; readonly toTell: readonly bigint[] }> {
  const silently = (outcome: ResetOutcome) => ({ outcome, toTell: [] })
  return context.store.transaction(async repositories => {
    if ((await repositories.passwords.find(user_id)) === undefined) {
      throw new DomainError('PASSWORD_EMPTY', 'the account has no password')
    }
    const nowMs = context.clock.now()
    const known = await repositories.passwordResets.find(user_id)
    if (known?.stage === 'requested') {
      const { untilMs } = known
      if (untilMs > nowMs) return silently({ kind: 'requested', untilMs })
      await removePassword(repositories, user_id)
      return silently({ kind: 'done' })
    }
    if (known !== undefined && known.retryAtMs > nowMs) {
      return silently({ kind: 'refused', retryAtMs: known.retryAtMs })
    }
    const untilMs = nowMs + resetWaitSeconds * 1000
    await repositories.passwordResets.put({ user_id, stage: 'requested', untilMs })
    const others = (await repositories.sessions.listByUser(user_id)).filter(other => other.key_id !== key_id)
    return { outcome: { kind: 'requested', untilMs }, toTell: others.map(other => other.key_id) }
  })
}

/**
 * Calls a requested reset off, and holds back the next request for a day.
 *
 * @throws {DomainError} `RESET_REQUEST_MISSING`
 * @see https://core.telegram.org/method/account.declinePasswordReset
 */
export async function declineReset(context: PasswordContext, { user_id }: PasswordCaller): Promise<void> {
  await context.store.transaction(async ({ passwordResets }) => {
    if ((await passwordResets.find(user_id))?.stage !== 'requested') {
      throw new DomainError('RESET_REQUEST_MISSING', 'no reset of the password was requested')
    }
    const retryAtMs = context.clock.now() + declinedWaitSeconds * 1000
    await passwordResets.put({ user_id, stage: 'declined', retryAtMs })
  })
}
