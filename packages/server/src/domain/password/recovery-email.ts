/** The address for recovery between the wish for it and its confirmation. */
import { DomainError } from '../domain-error.ts'
import type { Repositories } from '../repositories.ts'
import { mailCodeOf, nextMailedCode } from './mail-code.ts'
import type { PasswordCaller, PasswordChange } from './password.ts'
import { mailCode, type PasswordContext } from './password-context.ts'
import { changeNow } from './update-settings.ts'

/**
 * Applies the settings that wait for their address, given the code that was mailed to it.
 *
 * @throws {DomainError} `CODE_INVALID`; `EMAIL_HASH_EXPIRED` when nothing waits
 * @see https://core.telegram.org/method/account.confirmPasswordEmail
 */
export async function confirmEmail(context: PasswordContext, caller: PasswordCaller, code: string): Promise<void> {
  const isRight = await context.store.transaction(async repositories => {
    const change = await waiting(context, repositories, caller)
    if (!context.codes.matches(code, 'confirmRecoveryEmail', String(caller.user_id), change.nonce)) {
      await countWrong(repositories, change)
      return false
    }
    const current = await repositories.passwords.find(caller.user_id)
    if (current === undefined && change.password === undefined) throw nothingWaits()
    const { password: value, email, secure } = change
    await changeNow(context, repositories, caller, { value, email, secure }, current)
    await repositories.passwordChanges.delete(caller.user_id)
    return true
  })
  // Thrown only now, since throwing inside would have undone the counting.
  if (!isRight) throw new DomainError('CODE_INVALID', 'the code is wrong')
}

/**
 * Mails the code once more.
 *
 * @throws {DomainError} `EMAIL_HASH_EXPIRED`; `FLOOD_WAIT`
 * @see https://core.telegram.org/method/account.resendPasswordEmail
 */
export async function resendEmail(context: PasswordContext, caller: PasswordCaller, lang_code: string): Promise<void> {
  const { email: address, nonce } = await context.store.transaction(async repositories => {
    const change = await waiting(context, repositories, caller)
    const again = { ...change, ...(await nextMailedCode(context, repositories, caller.user_id, change)) }
    await repositories.passwordChanges.put(again)
    return again
  })
  if (!(await mailCodeOf(context, caller, { kind: 'confirmRecoveryEmail', address, lang_code, nonce }))) {
    throw nothingWaits()
  }
}

/**
 * Gives the settings up that wait for their address.
 *
 * @throws {DomainError} `EMAIL_HASH_EXPIRED`
 * @see https://core.telegram.org/method/account.cancelPasswordEmail
 */
export async function cancelEmail(context: PasswordContext, caller: PasswordCaller): Promise<void> {
  await context.store.transaction(async repositories => {
    await waiting(context, repositories, caller)
    await repositories.passwordChanges.delete(caller.user_id)
  })
}

async function waiting(
  context: PasswordContext,
  { passwordChanges }: Repositories,
  { user_id }: PasswordCaller,
): Promise<PasswordChange> {
  const change = await passwordChanges.find(user_id)
  if (change === undefined || change.expiresAtMs <= context.clock.now()) throw nothingWaits()
  return change
}

async function countWrong({ passwordChanges }: Repositories, change: PasswordChange): Promise<void> {
  const wrongAttempts = change.wrongAttempts + 1
  if (wrongAttempts >= mailCode.wrongAttemptsMax) await passwordChanges.delete(change.user_id)
  else await passwordChanges.put({ ...change, wrongAttempts })
}

function nothingWaits(): DomainError {
  return new DomainError('EMAIL_HASH_EXPIRED', 'no address waits to be confirmed; set it once more')
}
