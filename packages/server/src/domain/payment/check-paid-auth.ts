import { DomainError, floodWait } from '../domain-error.ts'
import { codeExpired, type LoginContext } from '../login-context.ts'
import type { SentCode } from '../sent-code.ts'
import { findPayment, type PaymentReference } from './find-payment.ts'
import { describePaidCode, sendPaidCode } from './send-paid-code.ts'

/** A client asks whether its payment has arrived. */
export interface PaidAuthRequest extends PaymentReference {
  /** The form that was paid by. Once the login is paid for, by whatever, it makes no difference. */
  readonly form_id: bigint
  readonly address: string
}

/**
 * Tells how a paid login goes on, once its payment has arrived.
 *
 * @throws {DomainError} `FLOOD_WAIT` while it has not; `FORM_EXPIRED` when the form is unknown, has failed or is older than
 *   it may be; `PHONE_CODE_EXPIRED` when the login is over; `PHONE_NUMBER_INVALID`; `SMS_CODE_CREATE_FAILED` when
 *   nobody took the code, which is tried again at the next call
 * @see https://core.telegram.org/method/auth.checkPaidAuth
 */
export async function checkPaidAuth(context: LoginContext, request: PaidAuthRequest): Promise<SentCode> {
  const { store, clock, policy } = context
  const payment = await store.transaction(repositories => findPayment(context, repositories, request))
  const nowMs = clock.now()
  switch (payment.stage) {
    case 'due':
    case 'submitted': {
      const { form } = payment
      if (form?.form_id !== request.form_id || form.expiresAtMs <= nowMs) {
        throw new DomainError('FORM_EXPIRED', 'the payment form is dead; ask for another one')
      }
      throw floodWait(nowMs, nowMs + policy.payment.pollSeconds * 1000, 'the payment has not arrived')
    }
    case 'paid':
    case 'used': {
      const sent = await sendPaidCode(context, payment, request.address)
      const known = sent ?? (await describePaidCode(context, payment))
      if (known === undefined) throw codeExpired()
      return known
    }
  }
}
