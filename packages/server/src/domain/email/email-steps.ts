/** Which logins go by e-mail. It stands in front of the phone: the media of the ladder follow behind it. */
import { type Account, nobodysId } from '../account.ts'
import { holdsAll, type Situation } from '../ladder.ts'
import type { LoginContext } from '../login-context.ts'
import { lengthOf } from '../media/code-form.ts'
import { canBeNext } from '../media/media.ts'
import { type EmailStepName, isEmailStep } from '../media/step.ts'
import { findOffer } from '../payment/payment-terms.ts'
import type { PendingCode } from '../pending-code.ts'
import { testNumberDigit } from '../phone-number.ts'
import type { Repositories } from '../repositories.ts'
import { freeAt } from '../send-limits.ts'
import { isResetDue, type LoginEmail } from './login-email.ts'

/** How a login begins. */
export interface EmailStart {
  /** Undefined when it begins by phone. */
  readonly step: EmailStepName | undefined
  /** The mailbox of the account, when its codes go there. */
  readonly email: LoginEmail | undefined
}

/**
 * Decides whether a login begins by e-mail. An address whose time has come is removed first.
 *
 * @param account - that of the number, if there is one
 */
export async function emailStartOf(
  context: Pick<LoginContext, 'policy' | 'clock'>,
  repositories: Repositories,
  account: Account | undefined,
  situation: Situation,
  key_id: bigint,
): Promise<EmailStart> {
  const byPhone: EmailStart = { step: undefined, email: undefined }
  // The code of a test number is known to all, and nothing is sent anywhere for it.
  if (testNumberDigit(situation.phone_number, context.policy.numbers) !== undefined) return byPhone
  const email = await livingLoginEmail(context, repositories, account?.id ?? nobodysId)
  if (email !== undefined) return { step: 'emailCode', email }
  if (!(await hasToSetUp(context, repositories, account, situation))) return byPhone
  const known = await repositories.emailVerifications.find(key_id, 'loginSetup')
  const isSetUp =
    known?.verified === true && known.subject === situation.phone_number && known.expiresAtMs > context.clock.now()
  return isSetUp ? byPhone : { step: 'setUpEmail', email: undefined }
}

/**
 * Puts a step by e-mail in front of a code that is being made. Where a message to the phone has to be paid for, a mailbox
 * is no way around that: its code goes there alone.
 */
export function beginningWith(
  { policy }: LoginContext,
  pending: PendingCode,
  step: EmailStepName,
  situation: Situation,
): PendingCode {
  const isAlone = step === 'emailCode' && findOffer(policy, situation) !== undefined
  return { ...pending, ladder: isAlone ? [step] : [step, ...pending.ladder], length: lengthOf(policy, step) }
}

/** What became of the mailbox that a code went to: its day of leaving has come, or the account has none any more. */
export type MailboxState = 'living' | 'due' | 'missing'

/** Looks at the mailbox that a code went to; undefined when it went elsewhere. */
export async function mailboxStateOf(
  { clock }: Pick<LoginContext, 'clock'>,
  { accounts, loginEmails }: Repositories,
  { ladder, step, phone_number }: PendingCode,
): Promise<MailboxState | undefined> {
  if (ladder[step] !== 'emailCode') return undefined
  const account = await accounts.findByPhone(phone_number)
  const email = account === undefined ? undefined : await loginEmails.find(account.id)
  if (email === undefined) return 'missing'
  return isResetDue(email, clock.now()) ? 'due' : 'living'
}

/**
 * Returns the index of the step that `auth.resendCode` would go on to; undefined when there is none. From a mailbox it
 * goes on to the phone only where the policy lets it or the day of its leaving has come, and only to what `next_type` has
 * a word for.
 *
 * @param mailbox - what became of the mailbox that the code went to, where that is known
 */
export function nextStepOf(
  { policy }: Pick<LoginContext, 'policy'>,
  { ladder, step }: PendingCode,
  mailbox?: MailboxState,
): number | undefined {
  const name = ladder[step]
  if (name === undefined || name === 'setUpEmail') return undefined
  if (name === 'emailCode' && !policy.email.phoneFallback && mailbox !== 'due') return undefined
  const next = ladder.findIndex((other, index) => index > step && !isEmailStep(other) && canBeNext(other))
  return next < 0 ? undefined : next
}

/** The login e-mail of an account, unless its time has come: then it is removed. */
export async function livingLoginEmail(
  { clock }: Pick<LoginContext, 'clock'>,
  { loginEmails }: Repositories,
  user_id: bigint,
): Promise<LoginEmail | undefined> {
  const email = await loginEmails.find(user_id)
  if (email === undefined || !isResetDue(email, clock.now())) return email
  await loginEmails.delete(user_id)
  return undefined
}

async function hasToSetUp(
  { policy, clock }: Pick<LoginContext, 'policy' | 'clock'>,
  { usage }: Repositories,
  account: Account | undefined,
  situation: Situation,
): Promise<boolean> {
  const { required, afterLogins } = policy.email.setUp
  if (required.some(when => holdsAll(policy, situation, when))) return true
  if (account === undefined || afterLogins === null) return false
  return (await freeAt(usage, 'loginWithoutEmail', String(account.id), afterLogins, clock.now())) > clock.now()
}
