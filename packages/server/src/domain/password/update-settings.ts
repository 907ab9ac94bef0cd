import { DomainError } from '../domain-error.ts'
import { parseEmailAddress } from '../email-address.ts'
import type { Repositories } from '../repositories.ts'
import { mailCodeOf, nextMailedCode } from './mail-code.ts'
import { checkProposed, newAlgorithm, type ProposedPassword } from './new-password.ts'
import type { AccountPassword, PasswordCaller, PasswordChange, PasswordValue, SecureSecret } from './password.ts'
import { mailCode, type PasswordContext } from './password-context.ts'
import { type SrpAnswer, withPasswordIfSet } from './second-factor.ts'
import { removePassword, storePassword } from './store-password.ts'

/** What a client wants to be other than it is. What is left out stays. */
export interface NewSettings {
  readonly password: ProposedPassword | undefined
  /** An empty text removes the address. */
  readonly email: string | undefined
  readonly secure: SecureSecret | undefined
}

/** What became of new settings. */
export type Updated =
  | { readonly kind: 'applied' }
  /** They wait until the code that was mailed is entered. */
  | { readonly kind: 'emailUnconfirmed'; readonly codeLength: number }

/**
 * Sets, changes or removes the password of an account and its address for recovery. With a new address nothing changes
 * before that is confirmed.
 *
 * @throws {DomainError} those of a wrong password; `NEW_SETTINGS_EMPTY`; `NEW_SETTINGS_INVALID`; `NEW_SALT_INVALID`;
 *   `NEW_PASSWORD_BAD`; `EMAIL_INVALID`; `FLOOD_WAIT`
 * @see https://core.telegram.org/method/account.updatePasswordSettings
 */
export async function updateSettings(
  context: PasswordContext,
  caller: PasswordCaller,
  answer: SrpAnswer,
  settings: NewSettings,
  lang_code: string,
): Promise<Updated> {
  const change = await withPasswordIfSet(context, caller, answer, async repositories =>
    apply(context, repositories, caller, settings, await repositories.passwords.find(caller.user_id)),
  )
  if (change === undefined) return { kind: 'applied' }
  const { email: address, nonce } = change
  if (!(await mailCodeOf(context, caller, { kind: 'confirmRecoveryEmail', address, lang_code, nonce }))) {
    await context.store.transaction(({ passwordChanges }) => passwordChanges.delete(caller.user_id))
    throw new DomainError('EMAIL_INVALID', 'no mail could be delivered to this address')
  }
  return { kind: 'emailUnconfirmed', codeLength: mailCode.digits }
}

/** Returns the change that has to wait for its mail; undefined when all is done. */
async function apply(
  context: PasswordContext,
  repositories: Repositories,
  caller: PasswordCaller,
  settings: NewSettings,
  current: AccountPassword | undefined,
): Promise<PasswordChange | undefined> {
  const { password: proposed, secure } = settings
  const email = settings.email?.trim()
  if (proposed === undefined && ((email === undefined && secure === undefined) || current === undefined)) {
    throw new DomainError('NEW_SETTINGS_EMPTY', 'there is no password and none is given, or nothing is to change')
  }
  const offered = newAlgorithm(context.saltKey, caller.user_id, current)
  const value = proposed === undefined ? undefined : checkProposed(proposed, offered)
  if (proposed !== undefined && value === undefined) {
    return remove(repositories, caller, { ...settings, email }, current)
  }
  const hasNewAddress = email !== undefined && email !== '' && email !== current?.email
  if (hasNewAddress) return postpone(context, repositories, caller, { email, password: value, secure })
  const address = email === '' ? undefined : (email ?? current?.email)
  await changeNow(context, repositories, caller, { value, secure, email: address }, current)
  if (email === '') await repositories.passwordChanges.delete(caller.user_id)
  return undefined
}

async function remove(
  repositories: Repositories,
  { user_id }: PasswordCaller,
  { email, secure }: NewSettings,
  current: AccountPassword | undefined,
): Promise<undefined> {
  if (current === undefined) throw new DomainError('NEW_SETTINGS_EMPTY', 'there is no password to remove')
  if ((email !== undefined && email !== '') || secure !== undefined) {
    throw new DomainError('NEW_SETTINGS_INVALID', 'without a password there is nothing to recover or to encrypt with')
  }
  await removePassword(repositories, user_id)
}

async function postpone(
  context: PasswordContext,
  repositories: Repositories,
  { user_id }: PasswordCaller,
  wish: Pick<PasswordChange, 'email' | 'password' | 'secure'>,
): Promise<PasswordChange> {
  const email = parseEmailAddress(wish.email)
  const change = { ...wish, email, user_id, ...(await nextMailedCode(context, repositories, user_id)) }
  await repositories.passwordChanges.put(change)
  return change
}

/** Applies what needs no confirmation any more. A secret that was encrypted under the old password goes with it. */
export async function changeNow(
  context: PasswordContext,
  repositories: Repositories,
  caller: PasswordCaller,
  wish: {
    readonly value: PasswordValue | undefined
    readonly email: string | undefined
    readonly secure: SecureSecret | undefined
  },
  current: AccountPassword | undefined,
): Promise<void> {
  const { value, email, secure } = wish
  if (value !== undefined) await storePassword(context, repositories, caller, value, { email, secure })
  else if (current !== undefined) {
    await repositories.passwords.put({ ...current, email, secure: secure ?? current.secure })
    // A code that went to the former address is in a mailbox that its owner has given up.
    if (email !== current.email) await repositories.passwordRecoveries.deleteAllOf(current.user_id)
  }
}
