import { DomainError } from '../domain-error.ts'
import type { LoginContext } from '../login-context.ts'
import type { Repositories } from '../repositories.ts'
import { drawId } from './ask-payment.ts'
import { findPurpose, type PaymentPurpose } from './find-payment.ts'
import type { LoginPayment, PaymentForm } from './login-payment.ts'

/**
 * Makes the form by which a login is paid for. Asking again gives the same form, with its life begun anew; while one is
 * with the provider there is no other.
 *
 * @throws {DomainError} `PHONE_CODE_EXPIRED`, `PHONE_NUMBER_INVALID`; `INVOICE_INVALID` when the client wants to pay anything
 *   else than was asked; `NO_PAYMENT_NEEDED` once it is paid
 * @see https://core.telegram.org/method/payments.getPaymentForm
 */
export async function openForm(
  context: LoginContext,
  purpose: PaymentPurpose,
): Promise<LoginPayment & { readonly form: PaymentForm }> {
  const { store, clock } = context
  return store.transaction(async repositories => {
    const payment = await findPurpose(context, repositories, purpose, 'INVOICE_INVALID')
    const { stage, form } = payment
    if (stage === 'paid' || stage === 'used') throw new DomainError('NO_PAYMENT_NEEDED', 'this login is paid for')
    const isAlive = form !== undefined && form.expiresAtMs > clock.now()
    if (isAlive && stage === 'submitted') return { ...payment, form }
    const opened = {
      ...payment,
      stage: 'due' as const,
      form: { form_id: isAlive ? form.form_id : drawId(context), expiresAtMs: formEnd(context) },
    }
    await repositories.payments.put(opened)
    return opened
  })
}

/**
 * Takes a form that was filled in. Whether it was paid is for the provider to say; repeating it changes nothing.
 *
 * @throws {DomainError} like {@link openForm}, and `FORM_EXPIRED` for a form that is unknown or dead
 * @see https://core.telegram.org/method/payments.sendPaymentForm
 */
export async function submitForm(
  context: LoginContext,
  request: { readonly form_id: bigint; readonly purpose: PaymentPurpose },
): Promise<void> {
  const { store, clock } = context
  const { form_id, purpose } = request
  await store.transaction(async repositories => {
    const payment = await findPurpose(context, repositories, purpose, 'INVOICE_INVALID')
    const { stage, form } = payment
    if (stage === 'paid' || stage === 'used') return
    if (form?.form_id !== form_id || form.expiresAtMs <= clock.now()) {
      throw new DomainError('FORM_EXPIRED', 'the payment form is dead; ask for another one')
    }
    if (stage === 'submitted') return
    await submit(context, repositories, payment, form)
  })
}

/** The provider gets the whole life of a form, and the login does not end before that. */
async function submit(
  context: LoginContext,
  { payments, codes }: Repositories,
  payment: LoginPayment,
  form: PaymentForm,
): Promise<void> {
  const formEndMs = formEnd(context)
  const expiresAtMs = Math.max(payment.expiresAtMs, formEndMs)
  await payments.put({ ...payment, stage: 'submitted', form: { ...form, expiresAtMs: formEndMs }, expiresAtMs })
  const pending = await codes.find(payment.key_id, payment.hashDigest)
  if (pending !== undefined) await codes.put({ ...pending, expiresAtMs })
}

function formEnd({ clock, policy }: LoginContext): number {
  return clock.now() + policy.payment.formSeconds * 1000
}
