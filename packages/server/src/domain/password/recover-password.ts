/** The way back for who has forgotten the password and has an address for recovery. */
import type { Account } from '../account.ts'
import { finishLogin } from '../authorize.ts'
import { DomainError } from '../domain-error.ts'
import { emailPattern } from '../email-address.ts'
import { mailCodeOf, nextMailedCode } from './mail-code.ts'
import { checkProposed, newAlgorithm } from './new-password.ts'
import type { PasswordCaller } from './password.ts'
import type { PasswordContext } from './password-context.ts'
import { withRecoveryCode } from './second-factor.ts'
import { removePassword, storePassword } from './store-password.ts'
import type { NewSettings } from './update-settings.ts'

/**
 * Mails a code to the address for recovery. Asked again, the same code goes out as long as it is good.
 *
 * @returns the address, made unreadable but recognisable
 * @throws {DomainError} `PASSWORD_EMPTY`; `PASSWORD_RECOVERY_NA`; `FLOOD_WAIT`
 * @see https://core.telegram.org/method/auth.requestPasswordRecovery
 */
export async function requestRecovery(
  context: PasswordContext,
  caller: PasswordCaller,
  lang_code: string,
): Promise<string> {
  const { key_id, user_id } = caller
  const { address, nonce } = await context.store.transaction(async repositories => {
    const password = await repositories.passwords.find(user_id)
    if (password === undefined) throw new DomainError('PASSWORD_EMPTY', 'the account has no password')
    if (password.email === undefined) throw notAvailable('there is no address for recovery')
    const stored = await repositories.passwordRecoveries.find(key_id)
    const known = stored?.user_id === user_id ? stored : undefined
    const recovery = { ...(await nextMailedCode(context, repositories, user_id, known)), key_id, user_id }
    await repositories.passwordRecoveries.put(recovery)
    return { address: password.email, nonce: recovery.nonce }
  })
  if (!(await mailCodeOf(context, caller, { kind: 'recoverPassword', address, lang_code, nonce }))) {
    throw notAvailable('no mail could be delivered to the address for recovery')
  }
  return emailPattern(address)
}

/**
 * Checks the code without using it up.
 *
 * @throws {DomainError} `CODE_EMPTY`; `CODE_INVALID`; `PASSWORD_RECOVERY_EXPIRED`
 * @see https://core.telegram.org/method/auth.checkRecoveryPassword
 */
export async function checkRecovery(context: PasswordContext, caller: PasswordCaller, code: string): Promise<void> {
  await withRecoveryCode(context, caller, code, async () => undefined)
}

/**
 * Replaces the password, or removes it when there are no new settings, and finishes the login that owed it.
 *
 * @throws {DomainError} those of the code; `NEW_SETTINGS_INVALID`; `NEW_SALT_INVALID`; `NEW_PASSWORD_BAD`
 * @see https://core.telegram.org/method/auth.recoverPassword
 */
export function recoverPassword(
  context: PasswordContext,
  caller: PasswordCaller,
  code: string,
  settings: NewSettings | undefined,
): Promise<Account> {
  return withRecoveryCode(context, caller, code, async (repositories, proof) => {
    const { user_id } = caller
    const current = await repositories.passwords.find(user_id)
    if (current === undefined) throw new DomainError('PASSWORD_RECOVERY_EXPIRED', 'the account has no password by now')
    if (settings !== undefined && (settings.password === undefined || settings.email !== undefined)) {
      throw new DomainError('NEW_SETTINGS_INVALID', 'a recovery sets a password, and nothing but that')
    }
    const proposed = settings?.password
    const value = proposed && checkProposed(proposed, newAlgorithm(context.saltKey, user_id, current))
    if (value === undefined) await removePassword(repositories, user_id)
    else {
      // The address has just been proven, so it stays.
      const rest = { email: current.email, secure: settings?.secure }
      await storePassword(context, repositories, caller, value, rest)
    }
    return finishLogin(context, repositories, proof)
  })
}

function notAvailable(why: string): DomainError {
  return new DomainError('PASSWORD_RECOVERY_NA', why)
}
