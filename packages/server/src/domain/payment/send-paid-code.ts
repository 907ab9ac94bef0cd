import { countedAddress } from '../address-subject.ts'
import { atStep, bringCode, describeSentCode } from '../bring-code.ts'
import type { LoginContext } from '../login-context.ts'
import { codeCreateFailed } from '../new-pending-code.ts'
import type { PendingCode } from '../pending-code.ts'
import type { SentCode } from '../sent-code.ts'
import type { LoginPayment } from './login-payment.ts'

/**
 * Sends the code of a login whose money has arrived, once, under a hash of its own. When no medium takes it, the money
 * stays with the login, and the next try may go better.
 *
 * @param address - where the request came from; undefined when it was no client's
 * @returns undefined when the login is over or its code is on its way already
 * @throws {DomainError} `SMS_CODE_CREATE_FAILED`
 */
export async function sendPaidCode(
  context: LoginContext,
  { id }: LoginPayment,
  address: string | undefined,
): Promise<SentCode | undefined> {
  const { store, secrets, clock, policy } = context
  const phone_code_hash = secrets.paidHash(id)
  const started = await store.transaction(async ({ payments, codes }) => {
    const payment = await payments.find(id)
    if (payment?.stage !== 'paid') return undefined
    const unpaid = await codes.find(payment.key_id, payment.hashDigest)
    if (unpaid?.stage !== 'unpaid' || unpaid.expiresAtMs <= clock.now()) return undefined
    const { paidHashDigest: hashDigest } = payment
    const stored = atStep(context, { ...unpaid, stage: 'sent', hashDigest }, phone_code_hash, 0)
    await codes.put(stored)
    await payments.put({ ...payment, stage: 'used' })
    return { stored, unpaid, payment }
  })
  if (started === undefined) return undefined
  const { accepted, attempt } = await bringCode(context, started.stored, phone_code_hash, {
    address: countedAddress(address, policy.limits.countThisMachine),
    reason: undefined,
  })
  if (accepted) return describeSentCode(context, attempt, phone_code_hash)
  await keepForNextTry(context, attempt, started)
  throw codeCreateFailed()
}

/** Describes the code of a paid login as it stands; undefined when there is none any more. */
export async function describePaidCode(context: LoginContext, payment: LoginPayment): Promise<SentCode | undefined> {
  const { store, secrets, clock } = context
  const pending = await store.transaction(({ codes }) => codes.find(payment.key_id, payment.paidHashDigest))
  if (pending?.stage !== 'sent' || pending.expiresAtMs <= clock.now()) return undefined
  return describeSentCode(context, pending, secrets.paidHash(payment.id))
}

/** Puts login and money back as they were, unless the code was entered, cancelled or replaced meanwhile. */
function keepForNextTry(
  { store }: LoginContext,
  attempt: PendingCode,
  before: { readonly unpaid: PendingCode; readonly payment: LoginPayment },
): Promise<void> {
  return store.transaction(async ({ codes, payments }) => {
    const current = await codes.find(attempt.key_id, attempt.hashDigest)
    if (current?.stage !== 'sent' || current.step !== attempt.step) return
    await codes.put(before.unpaid)
    await payments.put(before.payment)
  })
}
