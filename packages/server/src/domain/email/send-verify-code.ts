import { deliverNow } from '../bring-code.ts'
import { DomainError, isDomainError } from '../domain-error.ts'
import { emailPattern } from '../email-address.ts'
import { type CodeReference, findPendingCode, type LoginContext } from '../login-context.ts'
import { lifetimeSecondsOf } from '../media/step.ts'
import { codeCreateFailed } from '../new-pending-code.ts'
import type { PendingCode } from '../pending-code.ts'
import { parsePhoneNumber } from '../phone-number.ts'
import type { Repositories } from '../repositories.ts'
import type { EmailVerification } from './email-verification.ts'
import type { LoginEmail } from './login-email.ts'
import { countLetter, mailVerification, nextVerification, type SentEmailCode, usableAddress } from './mailed-code.ts'

/** A wish for a letter in the course of a login. */
export interface SetUpCodeRequest extends CodeReference {
  /** Empty: the address that is known already. */
  readonly email: string
  readonly lang_code: string
}

/** A wish for a letter by somebody who is logged in. */
export interface AccountCodeRequest {
  readonly key_id: bigint
  readonly user_id: bigint
  readonly purpose: 'loginChange' | 'passport'
  readonly email: string
  readonly lang_code: string
}

/**
 * Mails a code in the course of a login: to the address that somebody wants to set up, or, while the code of the login
 * itself is in the mailbox of the account, that code once more.
 *
 * @throws {DomainError} `PHONE_CODE_EMPTY`; `PHONE_HASH_EXPIRED` for a hash that is dead or that no e-mail belongs to;
 *   `PHONE_NUMBER_INVALID`; `EMAIL_INVALID`; `EMAIL_NOT_ALLOWED`; `FLOOD_WAIT`; `SMS_CODE_CREATE_FAILED`
 * @see https://core.telegram.org/method/account.sendVerifyEmailCode
 */
export async function sendSetUpCode(context: LoginContext, request: SetUpCodeRequest): Promise<SentEmailCode> {
  if (request.phone_code_hash === '') throw new DomainError('PHONE_CODE_EMPTY', 'phone_code_hash is empty')
  const phone_number = parsePhoneNumber(request.phone_number, context.policy.numbers)
  const letter = await context.store.transaction(async (repositories): Promise<NextLetter> => {
    const pending = await waitingLogin(context, repositories, request, phone_number)
    switch (pending.ladder[pending.step]) {
      case 'emailCode':
        return mailAgain(context, repositories, pending, request.email)
      case 'setUpEmail':
        return toNewAddress(context, repositories, pending, request.email)
      default:
        throw hashExpired('this login goes by phone')
    }
  })
  const { lang_code } = request
  if ('verification' in letter) return mailVerification(context, letter.verification, { phone_number, lang_code })
  const { pending, email } = letter
  const asked = { address: undefined, reason: undefined, email }
  if (!(await deliverNow(context, pending, request.phone_code_hash, asked))) throw codeCreateFailed()
  return { pattern: emailPattern(email.address), length: pending.length }
}

/** The letter that goes out: with the code of the login, or with one that proves an address. */
type NextLetter =
  | { readonly pending: PendingCode; readonly email: LoginEmail }
  | { readonly verification: EmailVerification }

/**
 * Mails a code to an address that somebody who is logged in wants to use.
 *
 * @throws {DomainError} `EMAIL_NOT_SETUP` when there is no login e-mail that could be changed; `EMAIL_INVALID`;
 *   `EMAIL_NOT_ALLOWED`; `FLOOD_WAIT`; `AUTH_KEY_UNREGISTERED`
 * @see https://core.telegram.org/method/account.sendVerifyEmailCode
 */
export async function sendAccountCode(context: LoginContext, request: AccountCodeRequest): Promise<SentEmailCode> {
  const { key_id, user_id, purpose, lang_code } = request
  const { phone_number, verification } = await context.store.transaction(async repositories => {
    const account = await repositories.accounts.find(user_id)
    if (account === undefined) throw new DomainError('AUTH_KEY_UNREGISTERED', 'the account is gone')
    if (purpose === 'loginChange') await assertChangeable(context, repositories, user_id)
    const address = usableAddress(context, request.email)
    await countLetter(context, repositories, account.phone_number, address)
    const of = { key_id, purpose, subject: String(user_id) }
    return {
      phone_number: account.phone_number,
      verification: await nextVerification(context, repositories, of, address),
    }
  })
  return mailVerification(context, verification, { phone_number, lang_code })
}

/**
 * Refuses a change of the login e-mail where there is none and the policy lets nobody add one.
 *
 * @throws {DomainError} `EMAIL_NOT_SETUP`
 */
export async function assertChangeable(
  { policy }: LoginContext,
  { loginEmails }: Repositories,
  user_id: bigint,
): Promise<void> {
  if (policy.email.addInSettings || (await loginEmails.find(user_id)) !== undefined) return
  throw new DomainError('EMAIL_NOT_SETUP', 'the account has no login e-mail that could be changed')
}

async function waitingLogin(
  context: LoginContext,
  repositories: Repositories,
  reference: CodeReference,
  phone_number: string,
): Promise<PendingCode> {
  try {
    const pending = await findPendingCode(context, repositories, reference, phone_number, 'login')
    if (pending.stage === 'sent') return pending
  } catch (error) {
    if (!isDomainError(error) || error.code !== 'PHONE_CODE_EXPIRED') throw error
  }
  // This method has a name of its own for it.
  throw hashExpired('no such login is waiting; ask for a code first')
}

async function mailAgain(
  context: LoginContext,
  repositories: Repositories,
  pending: PendingCode,
  address: string,
): Promise<NextLetter> {
  // Whichever: to answer otherwise for the right one would tell strangers what is behind its pattern.
  if (address.trim() !== '') throw new DomainError('EMAIL_INVALID', 'the account has a login e-mail; leave it empty')
  const account = await repositories.accounts.findByPhone(pending.phone_number)
  const email = account === undefined ? undefined : await repositories.loginEmails.find(account.id)
  if (email === undefined || email.setAtMs > pending.createdAtMs) throw hashExpired('the login e-mail is another now')
  await countLetter(context, repositories, pending.phone_number, email.address)
  const expiresAtMs = context.clock.now() + lifetimeSecondsOf(context.policy, 'emailCode') * 1000
  const renewed = { ...pending, expiresAtMs }
  await repositories.codes.put(renewed)
  return { pending: renewed, email }
}

async function toNewAddress(
  context: LoginContext,
  repositories: Repositories,
  pending: PendingCode,
  text: string,
): Promise<NextLetter> {
  const { key_id, phone_number } = pending
  const of = { key_id, purpose: 'loginSetup', subject: phone_number } as const
  const known = text.trim() === '' ? await repositories.emailVerifications.find(key_id, 'loginSetup') : undefined
  const address = usableAddress(context, known?.subject === phone_number ? known.address : text)
  await countLetter(context, repositories, phone_number, address)
  const verification = await nextVerification(context, repositories, of, address)
  const expiresAtMs = Math.max(pending.expiresAtMs, verification.expiresAtMs)
  await repositories.codes.put({ ...pending, expiresAtMs })
  return { verification }
}

function hashExpired(why: string): DomainError {
  return new DomainError('PHONE_HASH_EXPIRED', why)
}
