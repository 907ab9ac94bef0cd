import { countedAddress } from './address-subject.ts'
import { refuseBanned } from './bans/bans.ts'
import { atStep, bringNewCode } from './bring-code.ts'
import { type CodeSettings, plainSettings } from './code-settings.ts'
import { DomainError } from './domain-error.ts'
import { beginningWith, emailStartOf } from './email/email-steps.ts'
import { situationOf } from './ladder.ts'
import type { LoginContext } from './login-context.ts'
import { codeCreateFailed, integrityOf, newCodeHash, newPendingCode } from './new-pending-code.ts'
import { askPayment, describeDue, type UnpaidLogin } from './payment/ask-payment.ts'
import { sendPaidCode } from './payment/send-paid-code.ts'
import type { PendingCode } from './pending-code.ts'
import { parsePhoneNumber, testNumberDigit } from './phone-number.ts'
import { countSend } from './send-limits.ts'
import type { SentCode } from './sent-code.ts'

/** A request for a login code. */
export interface SendRequest {
  /** The permanent auth key that asks; the code works under it alone. */
  readonly key_id: bigint
  /** As the client wrote it. */
  readonly phone_number: string
  readonly api_id: number
  /** Where the request came from; without it the limit per address does not apply. */
  readonly address?: string
  /** IETF tag of the client's language. */
  readonly lang_code?: string
  /** What the program can handle. Default: what every program can. */
  readonly settings?: CodeSettings
}

/**
 * Sends a login code by the first medium of its ladder. It replaces the code that this key asked for before.
 *
 * @throws {DomainError} `PHONE_NUMBER_INVALID`, `PHONE_NUMBER_BANNED`, `PHONE_MIGRATE`, `NETWORK_MIGRATE`, `FLOOD_WAIT`, `PHONE_NUMBER_FLOOD`,
 *   `FLOOD_TEST_PHONE_WAIT`, `PHONE_PASSWORD_FLOOD`, `PHONE_NUMBER_APP_SIGNUP_FORBIDDEN`,
 *   `UPDATE_APP_TO_LOGIN`, `SMS_CODE_CREATE_FAILED` when no medium accepted it
 * @see https://core.telegram.org/method/auth.sendCode
 */
export async function sendCode(context: LoginContext, request: SendRequest): Promise<SentCode> {
  const { policy, clock, secrets, store } = context
  const phone_number = parsePhoneNumber(request.phone_number, policy.numbers)
  const phone_code_hash = newCodeHash(context)
  const address = countedAddress(request.address, policy.limits.countThisMachine)
  const pending = await store.transaction(
    async (repositories): Promise<PendingCode | UnpaidLogin | 'signUpForbidden'> => {
      const { key_id, api_id, settings = plainSettings } = request
      await refuseBanned(repositories, phone_number)
      const account = await repositories.accounts.findByPhone(phone_number)
      context.homes.checkNumber({ phone_number, account, address: request.address })
      const isTest = testNumberDigit(phone_number, policy.numbers) !== undefined
      const subject = { phone_number, address, api_id, account_id: account?.id, isTest }
      await countSend(repositories.usage, policy.limits, clock.now(), subject)
      // Counted before it is refused, since the refusal tells that the number has no account.
      if (account === undefined && policy.apps.noSignUp.includes(api_id)) return 'signUpForbidden'
      const integrity = integrityOf(context, { api_id, settings })
      const asker = { key_id, phone_number, api_id, settings, integrity }
      const situation = await situationOf(repositories, account, asker)
      const { step } = await emailStartOf(context, repositories, account, situation, key_id)
      const phoneFirst = newPendingCode(context, {
        key_id,
        purpose: 'login',
        situation,
        user_id: undefined,
        hashDigest: secrets.hashDigest(phone_code_hash),
        lang_code: request.lang_code ?? '',
      })
      const first = step === undefined ? phoneFirst : beginningWith(context, phoneFirst, step, situation)
      await repositories.codes.deleteExpired(clock.now())
      // A letter costs nothing.
      const unpaid = step === 'emailCode' ? undefined : await askPayment(context, repositories, first, situation)
      if (unpaid !== undefined) return unpaid
      const stored = atStep(context, first, phone_code_hash, 0)
      await repositories.codes.put(stored)
      return stored
    },
  )
  if (pending === 'signUpForbidden') {
    throw new DomainError('PHONE_NUMBER_APP_SIGNUP_FORBIDDEN', 'numbers are not signed up by this program; use another')
  }
  if ('payment' in pending) {
    const { payment } = pending
    if (payment.stage !== 'paid') return describeDue(context, payment, phone_code_hash)
    const sent = await sendPaidCode(context, payment, request.address)
    if (sent === undefined) throw codeCreateFailed()
    return sent
  }
  return bringNewCode(context, pending, phone_code_hash, address)
}
