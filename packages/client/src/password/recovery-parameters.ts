import type { account } from '@chappe/schema/api'
import { codeEmpty, withoutGroups } from '../login/typed-code.ts'
import { askForPassword, newPasswordFields, type SrpEnv } from './srp-answer.ts'

/** What ends the recovery of a password. */
export interface RecoveryWish {
  /** As it was mailed. Spaces and dashes do not matter. */
  readonly code: string
  /** Takes the place of the forgotten password; without one there is none any more. */
  readonly newPassword?: string
  readonly hint?: string
}

/**
 * Makes the parameters of `auth.recoverPassword`.
 *
 * @throws {UsageError} `CODE_EMPTY`, `PASSWORD_EMPTY`, `HINT_UNSAFE`, `PASSWORD_ALGORITHM_UNKNOWN`
 */
export async function recoveryParameters(
  env: SrpEnv,
  wish: RecoveryWish,
  signal: AbortSignal | undefined,
): Promise<{ readonly code: string; readonly new_settings?: account.passwordInputSettings }> {
  const { newPassword: password, hint } = wish
  const code = mailedCode(wish.code)
  if (password === undefined) return { code }
  const fields = await newPasswordFields(env, await askForPassword(env, signal), { password, hint })
  return { code, new_settings: { _: 'account.passwordInputSettings', ...fields } }
}

/**
 * Takes a code out of what was typed.
 *
 * @throws {UsageError} `CODE_EMPTY`
 */
export function mailedCode(entered: string): string {
  const code = withoutGroups(entered)
  if (code === '') throw codeEmpty()
  return code
}
