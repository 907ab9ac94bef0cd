import { countedAddress } from './address-subject.ts'
import { atStep, bringCode, changeIfWaiting, describeSentCode } from './bring-code.ts'
import { DomainError, floodWait } from './domain-error.ts'
import { type MailboxState, mailboxStateOf, nextStepOf } from './email/email-steps.ts'
import { type CodeReference, codeExpired, findPendingCode, type LoginContext } from './login-context.ts'
import { timeoutSecondsOf } from './media/step.ts'
import { codeCreateFailed } from './new-pending-code.ts'
import { describeDue } from './payment/ask-payment.ts'
import { findPayment } from './payment/find-payment.ts'
import type { PendingCode } from './pending-code.ts'
import { parsePhoneNumber } from './phone-number.ts'
import type { SentCode } from './sent-code.ts'

/** A request for a code by the next medium. */
export interface ResendRequest extends CodeReference {
  /**
   * Why the client could not prove its integrity: while Firebase is the medium, the code then goes by another one at
   * once. In any other state it changes nothing. It is noted in the delivery log either way.
   */
  readonly reason?: string
  /** Where the request came from; without it no budget per address applies. */
  readonly address?: string
}

/**
 * Sends a pending code by the next medium of its ladder. The hash stays; the code stays or is replaced as the policy
 * says; its life begins anew.
 *
 * @throws {DomainError} `PHONE_CODE_HASH_EMPTY`; `PHONE_NUMBER_INVALID`; `PHONE_CODE_EXPIRED` for a hash that is
 *   unknown, of another key, cancelled, replaced, expired or used; `EMAIL_INSTALL_MISSING` where a login e-mail has to be
 *   set up first or was removed since; `SEND_CODE_UNAVAILABLE` after the last medium, and
 *   `FLOOD_WAIT` before its time, in both cases with the code already sent staying good; `SMS_CODE_CREATE_FAILED`
 * @see https://core.telegram.org/method/auth.resendCode
 */
export async function resendCode(context: LoginContext, request: ResendRequest): Promise<SentCode> {
  const { phone_code_hash } = request
  if (phone_code_hash === '') throw new DomainError('PHONE_CODE_HASH_EMPTY', 'phone_code_hash is empty')
  const phone_number = parsePhoneNumber(request.phone_number, context.policy.numbers)
  const outcome = await context.store.transaction(async repositories => {
    const before = await findPendingCode(context, repositories, request, phone_number)
    if (before.stage === 'unpaid') return findPayment(context, repositories, request)
    const unproven = request.reason === undefined ? undefined : withoutProof(before)
    const mailbox = await mailboxStateOf(context, repositories, before)
    if (unproven === undefined) assertResendable(context, before, mailbox)
    const from = unproven ?? before
    const stored = atStep(context, from, phone_code_hash, nextStepOf(context, from, mailbox) ?? from.ladder.length)
    await repositories.codes.put(stored)
    return { before, stored }
  })
  // Nothing was sent that could be sent again: the program is told once more what to pay.
  if ('terms' in outcome) return describeDue(context, outcome, phone_code_hash)
  const { before, stored } = outcome
  const { accepted, attempt } = await bringCode(context, stored, phone_code_hash, {
    address: countedAddress(request.address, context.policy.limits.countThisMachine),
    reason: request.reason,
  })
  if (accepted) return describeSentCode(context, attempt, phone_code_hash)
  await stepBack(context, before, attempt)
  throw codeCreateFailed()
}

/**
 * When the program says that it cannot prove its integrity, the code goes by the next medium at once, and by text message
 * when there is no other; the timeout is for people who wait for a message, and none was sent.
 *
 * @returns the code with a medium left, or undefined in every other state: there a reason changes nothing
 * @throws {DomainError} `SEND_CODE_UNAVAILABLE`
 */
function withoutProof(pending: PendingCode): PendingCode | undefined {
  const { stage, ladder, step, proof } = pending
  // A proof that is still being checked counts as none: the check may take long, or have ended with the process.
  if (stage !== 'sent' || ladder[step] !== 'firebaseSms' || proof === 'proven') return undefined
  if (step + 1 < ladder.length) return pending
  if (ladder.includes('sms')) throw everyMediumUsed()
  return { ...pending, ladder: [...ladder, 'sms'] }
}

function assertResendable(context: LoginContext, pending: PendingCode, mailbox: MailboxState | undefined): void {
  const nowMs = context.clock.now()
  if (pending.stage !== 'sent') throw codeExpired()
  if (pending.ladder[pending.step] === 'setUpEmail') {
    throw new DomainError('EMAIL_INSTALL_MISSING', 'a login e-mail has to be set up before anything is sent')
  }
  if (nextStepOf(context, pending, mailbox) === undefined) {
    if (mailbox === 'missing') throw new DomainError('EMAIL_INSTALL_MISSING', 'the login e-mail was removed')
    // The mailed code ends with its mailbox; a new one goes by phone.
    if (mailbox === 'due') throw codeExpired()
    throw everyMediumUsed()
  }
  if (pending.resendAtMs > nowMs) {
    throw floodWait(nowMs, pending.resendAtMs, 'the code was sent a moment ago')
  }
}

function everyMediumUsed(): DomainError {
  return new DomainError('SEND_CODE_UNAVAILABLE', 'every medium was used; the code already sent stays good')
}

/** Nobody took the code by any further medium: the one sent before is good as it was, and a new try is possible in a while. */
async function stepBack(context: LoginContext, before: PendingCode, attempt: PendingCode): Promise<void> {
  const medium = before.ladder[before.step]
  const waitMs = medium === undefined ? 0 : timeoutSecondsOf(context.policy, medium) * 1000
  await changeIfWaiting(context, attempt, current => ({
    ...before,
    wrongAttempts: current.wrongAttempts,
    resendAtMs: context.clock.now() + waitMs,
  }))
}
