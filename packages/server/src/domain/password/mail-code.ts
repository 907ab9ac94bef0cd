import { DomainError, floodWait } from '../domain-error.ts'
import type { MailKind } from '../mail.ts'
import type { Repositories } from '../repositories.ts'
import { count, freeAt } from '../send-limits.ts'
import type { MailedCode, PasswordCaller } from './password.ts'
import { mailCode, type PasswordContext, passwordMails } from './password-context.ts'

/**
 * Counts one mail about the password of an account and returns the code as it is when mailed now.
 *
 * @param known - a code that is still good and is to be mailed again
 * @throws {DomainError} `FLOOD_WAIT`
 */
export async function nextMailedCode(
  context: PasswordContext,
  { usage }: Repositories,
  user_id: bigint,
  known?: MailedCode,
): Promise<MailedCode> {
  const nowMs = context.clock.now()
  const freeAtMs = await freeAt(usage, 'passwordMail', String(user_id), passwordMails, nowMs)
  if (freeAtMs > nowMs) throw floodWait(nowMs, freeAtMs, 'too many mails were sent about this password')
  await count(usage, 'passwordMail', String(user_id), passwordMails, nowMs)
  const expiresAtMs = nowMs + mailCode.lifetimeSeconds * 1000
  if (known !== undefined && known.expiresAtMs > nowMs) return { ...known, expiresAtMs }
  return { nonce: context.random.bytes(nonceBytes), wrongAttempts: 0, expiresAtMs }
}

/** Mails a code that is stored already; tells whether anybody accepted the mail. */
export async function mailCodeOf(
  context: PasswordContext,
  { user_id }: PasswordCaller,
  letter: { readonly kind: MailKind; readonly address: string; readonly lang_code: string; readonly nonce: Uint8Array },
): Promise<boolean> {
  const { kind, address, lang_code, nonce } = letter
  const account = await context.store.transaction(({ accounts }) => accounts.find(user_id))
  if (account === undefined) throw new DomainError('AUTH_KEY_UNREGISTERED', 'the account is gone')
  const code = context.codes.code(kind, String(user_id), nonce)
  const { phone_number } = account
  return (await context.mailer.mail({ kind, address, phone_number, code, lang_code })) === 'accepted'
}

const nonceBytes = 16
