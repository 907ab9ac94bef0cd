/** The way in for who has lost the mailbox: to wait, and then to log in by phone. */
import { countedAddress } from '../address-subject.ts'
import { atStep, bringNewCode, describeSentCode } from '../bring-code.ts'
import { DomainError } from '../domain-error.ts'
import { type CodeReference, codeExpired, findPendingCode, type LoginContext } from '../login-context.ts'
import type { PendingCode } from '../pending-code.ts'
import { parsePhoneNumber } from '../phone-number.ts'
import type { Repositories } from '../repositories.ts'
import type { SentCode } from '../sent-code.ts'
import { isResetDue, type LoginEmail } from './login-email.ts'

/** Word that a mailbox is lost. */
export interface ResetRequest extends CodeReference {
  /** Where the request came from; without it no budget per address applies. */
  readonly address?: string
}

/**
 * Asks for the login e-mail of a number to be removed. After the waiting period of the policy, or at once when there is
 * none, the login goes on by phone, under the same hash; until then the code in the mailbox stays good, and who enters it
 * calls the removal off. The sessions of the account are told.
 *
 * @throws {DomainError} `EMAIL_INSTALL_MISSING` when the login does not go by e-mail; `TASK_ALREADY_EXISTS` when it was
 *   asked for before; `PHONE_CODE_EXPIRED`; `PHONE_NUMBER_INVALID`; `SMS_CODE_CREATE_FAILED`
 * @see https://core.telegram.org/method/auth.resetLoginEmail
 */
export async function resetLoginEmail(context: LoginContext, request: ResetRequest): Promise<SentCode> {
  const { phone_code_hash } = request
  const phone_number = parsePhoneNumber(request.phone_number, context.policy.numbers)
  const outcome = await context.store.transaction(async repositories => {
    const pending = await findPendingCode(context, repositories, request, phone_number, 'login')
    if (pending.stage !== 'sent') throw codeExpired()
    return reset(context, repositories, pending, phone_code_hash)
  })
  // Thrown only now, since throwing inside would have undone the removal.
  if (outcome === 'begin anew') throw codeExpired()
  if (outcome.email === undefined) {
    const address = countedAddress(request.address, context.policy.limits.countThisMachine)
    return bringNewCode(context, outcome.pending, phone_code_hash, address)
  }
  const { pending, email, toTell, untilMs } = outcome
  const news = { kind: 'loginEmailResetRequested', atMs: context.clock.now(), untilMs } as const
  await Promise.all(toTell.map(key_id => context.email.devices.tell(key_id, news)))
  return describeSentCode(context, pending, phone_code_hash, email)
}

type Outcome =
  /** The address is gone, and nothing stands behind it: the phone has to be paid for. */
  | 'begin anew'
  /** The login goes on by phone. */
  | { readonly pending: PendingCode; readonly email: undefined }
  /** The address goes at `untilMs`. */
  | {
      readonly pending: PendingCode
      readonly email: LoginEmail
      readonly toTell: readonly bigint[]
      readonly untilMs: number
    }

async function reset(
  context: LoginContext,
  repositories: Repositories,
  pending: PendingCode,
  phone_code_hash: string,
): Promise<Outcome> {
  const { loginEmails, accounts, codes, sessions } = repositories
  const account = await accounts.findByPhone(pending.phone_number)
  const known = account === undefined ? undefined : await loginEmails.find(account.id)
  if (known === undefined || pending.ladder[pending.step] !== 'emailCode') {
    throw new DomainError('EMAIL_INSTALL_MISSING', 'this login does not go by e-mail')
  }
  const nowMs = context.clock.now()
  const waitMs = context.policy.email.resetWaitSeconds * 1000
  if (waitMs === 0 || isResetDue(known, nowMs)) {
    await loginEmails.delete(known.user_id)
    if (pending.step + 1 >= pending.ladder.length) {
      await codes.delete(pending.key_id, pending.purpose)
      return 'begin anew'
    }
    const stored = atStep(context, pending, phone_code_hash, pending.step + 1)
    await repositories.codes.put(stored)
    return { pending: stored, email: undefined }
  }
  if (known.resetAtMs !== undefined) {
    throw new DomainError('TASK_ALREADY_EXISTS', 'the reset of this login e-mail was asked for already')
  }
  const untilMs = nowMs + waitMs
  const email = { ...known, resetAtMs: untilMs }
  await loginEmails.put(email)
  const others = (await sessions.listByUser(known.user_id)).filter(other => other.key_id !== pending.key_id)
  return { pending, email, toTell: others.map(({ key_id }) => key_id), untilMs }
}
