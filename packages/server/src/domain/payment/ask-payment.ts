import { DomainError } from '../domain-error.ts'
import type { Situation } from '../ladder.ts'
import type { LoginContext } from '../login-context.ts'
import type { PendingCode } from '../pending-code.ts'
import type { Repositories } from '../repositories.ts'
import type { SentCode } from '../sent-code.ts'
import type { LoginPayment } from './login-payment.ts'
import { findOffer, termsOf } from './payment-terms.ts'

/** A login that waits for money, or whose money is there already. */
export interface UnpaidLogin {
  readonly payment: LoginPayment
}

/**
 * Makes a login wait for its payment instead of sending the code when the policy asks for one, and stores both. Money that
 * was taken for an earlier login of this key and number, whose code was never sent, pays for this one: its stage is `paid`,
 * and the caller has to send the code.
 *
 * @param first - the code as it would be sent first
 * @returns undefined when nothing has to be paid
 * @throws {DomainError} `UPDATE_APP_TO_LOGIN` when the program's layer has no word for it; `SMS_CODE_CREATE_FAILED`
 */
export async function askPayment(
  context: LoginContext,
  repositories: Repositories,
  first: PendingCode,
  situation: Situation,
): Promise<UnpaidLogin | undefined> {
  const { policy, clock, secrets } = context
  const found = findOffer(policy, situation)
  if (found === undefined) return undefined
  const { key_id, phone_number, hashDigest } = first
  const nowMs = clock.now()
  await repositories.payments.deleteExpired(nowMs)
  await repositories.payments.deleteDue(key_id)
  const before = await repositories.payments.findPaid(key_id, phone_number)
  if (before !== undefined) return wait(repositories, first, { ...before, hashDigest })
  // Letting it through would be the way around every payment.
  if (!situation.settings.canPay) {
    throw new DomainError(
      'UPDATE_APP_TO_LOGIN',
      'this login has to be paid for, which the layer of the program cannot say',
    )
  }
  const id = drawId(context)
  const expiresAtMs = nowMs + policy.payment.loginSeconds * 1000
  const payment: LoginPayment = {
    id,
    key_id,
    phone_number,
    hashDigest,
    paidHashDigest: secrets.hashDigest(secrets.paidHash(id)),
    terms: termsOf(found.offer),
    stage: 'due',
    form: undefined,
    purchaseDigest: undefined,
    createdAtMs: nowMs,
    expiresAtMs,
  }
  return wait(repositories, first, payment)
}

/** Stores a login without its code, and what is to be paid or was paid for it. */
async function wait(
  { codes, payments }: Repositories,
  first: PendingCode,
  payment: LoginPayment,
): Promise<UnpaidLogin> {
  const { expiresAtMs } = payment
  await codes.put({ ...first, stage: 'unpaid', ladder: phoneMedia(first), expiresAtMs })
  await payments.put(payment)
  return { payment }
}

/** Describes what has to be paid to the client that asked for a code. */
export function describeDue({ policy }: LoginContext, payment: LoginPayment, phone_code_hash: string): SentCode {
  const { support_email_address, support_email_subject } = policy.payment
  return {
    phone_code_hash,
    medium: { kind: 'payment', due: { ...payment.terms, support_email_address, support_email_subject } },
    next: undefined,
    timeoutSeconds: undefined,
  }
}

/** Draws an id that nobody can guess: positive, 63 bits. */
export function drawId({ random }: LoginContext): bigint {
  const drawn = Buffer.from(random.bytes(8)).readBigUInt64LE() & 0x7fff_ffff_ffff_ffffn
  return drawn === 0n ? 1n : drawn
}

/** What was paid for is a message to the phone: the other sessions of an account are for nothing. */
function phoneMedia({ ladder }: PendingCode): PendingCode['ladder'] {
  const media = ladder.filter(name => name !== 'app')
  if (media.length > 0) return media
  throw new DomainError('SMS_CODE_CREATE_FAILED', 'no medium reaches the phone, whatever is paid')
}
