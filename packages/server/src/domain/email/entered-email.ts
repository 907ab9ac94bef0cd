/** The proof of the mailbox in the place of a code: what `auth.signIn` takes while the mailbox is the medium. */
import { DomainError } from '../domain-error.ts'
import type { CodeReference, LoginContext } from '../login-context.ts'
import { normaliseCode } from '../media/code-form.ts'
import type { PendingCode } from '../pending-code.ts'
import type { Repositories } from '../repositories.ts'
import type { EmailProof } from './email-verification.ts'
import { isResetDue, isSameMailbox } from './login-email.ts'

/** What was entered to end a login. */
export interface Entered extends CodeReference {
  readonly phone_code: string
  /** Present when the program took the code, or the token of a service, for an e-mail's. */
  readonly emailProof?: EmailProof | undefined
}

/**
 * Whether what was entered ends the step that a login is at: the code of a phone in `phone_code`, the proof of a mailbox
 * in `email_verification`, neither in the place of the other.
 *
 * @param tokenAddress - what the token of the proof says
 * @throws {DomainError} `EMAIL_VERIFY_EXPIRED` for the proof of a mailbox that is not, or no longer, what is asked for
 */
export async function isRight(
  context: LoginContext,
  repositories: Repositories,
  pending: PendingCode,
  entered: Entered,
  tokenAddress: string | undefined,
): Promise<boolean> {
  const name = pending.ladder[pending.step] ?? 'sms'
  const { phone_code_hash, phone_code, emailProof } = entered
  const matches = (code: string): boolean =>
    context.secrets.codeMatches(pending.codeDigest, phone_code_hash, pending.phone_number, normaliseCode(name, code))
  if (name !== 'emailCode') {
    if (phone_code !== '') return matches(phone_code)
    throw new DomainError('EMAIL_VERIFY_EXPIRED', 'the code did not go by e-mail')
  }
  if (emailProof === undefined) return false
  const account = await repositories.accounts.findByPhone(pending.phone_number)
  const email = account === undefined ? undefined : await repositories.loginEmails.find(account.id)
  // Whoever said that it is lost has waited for this day, and the login goes by phone.
  const isGone = email === undefined || isResetDue(email, context.clock.now())
  if (isGone || email.setAtMs > pending.createdAtMs) {
    throw new DomainError('EMAIL_VERIFY_EXPIRED', 'the login e-mail is another since; ask for a new code')
  }
  const right =
    emailProof.kind === 'code'
      ? matches(emailProof.code)
      : tokenAddress !== undefined && isSameMailbox(tokenAddress, email.address)
  // Whoever has the mailbox has not lost it.
  if (right && email.resetAtMs !== undefined) await repositories.loginEmails.put({ ...email, resetAtMs: undefined })
  return right
}
