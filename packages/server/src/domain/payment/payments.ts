import { isDomainError } from '../domain-error.ts'
import type { SentCode } from '../sent-code.ts'
import { checkPaidAuth, type PaidAuthRequest } from './check-paid-auth.ts'
import type { PaymentPurpose } from './find-payment.ts'
import type { LoginPayment, PaymentTerms } from './login-payment.ts'
import type { PaymentContext } from './payment-context.ts'
import { openForm, submitForm } from './payment-forms.ts'
import { sendPaidCode } from './send-paid-code.ts'
import { isOpen, notePaid } from './settle-payment.ts'
import { assignPurchase, canPurchase, type StorePurchase } from './store-purchases.ts'

/** A payment as the operator sees it. */
export interface PaymentView extends PaymentTerms {
  readonly id: bigint
  /** Digits only. */
  readonly phone_number: string
  readonly status: LoginPayment['stage']
  readonly createdAtMs: number
  /** When the login is over unless it is paid for. */
  readonly expiresAtMs: number
}

/** Logins that have to be paid for: by forms, by purchases in stores, and by the word of the operator. */
export class Payments {
  readonly #context: PaymentContext

  constructor(context: PaymentContext) {
    this.#context = context
  }

  /** The page where a form is filled in by programs that show one. */
  get formUrl(): string {
    return this.#context.policy.payment.formUrl
  }

  /** The payments of the logins under way, oldest first. */
  async list(): Promise<PaymentView[]> {
    const { store, clock } = this.#context
    const payments = await store.transaction(repositories => repositories.payments.list(clock.now()))
    return payments.map(view)
  }

  /**
   * Says that the money of a payment has arrived: the code is sent, and the program is told. A payment is settled once.
   *
   * @returns the payment as it is now; undefined when no payment of this id waits for money
   */
  async settle(id: bigint): Promise<PaymentView | undefined> {
    const context = this.#context
    const paid = await context.store.transaction(async repositories => {
      const payment = await this.#open(repositories.payments.find(id))
      return payment && notePaid(context, repositories, payment, undefined)
    })
    if (paid === undefined) return undefined
    const sent = await this.#send(paid)
    if (sent !== undefined) await context.devices.tell(paid.key_id, { kind: 'sentPhoneCode', sent })
    return view({ ...paid, stage: sent === undefined ? 'paid' : 'used' })
  }

  /**
   * Says that a payment has failed: its form is dead, and the payer may try another one.
   *
   * @returns the payment as it is now; undefined when no payment of this id waits for money
   */
  async fail(id: bigint): Promise<PaymentView | undefined> {
    return this.#context.store.transaction(async ({ payments }) => {
      const payment = await this.#open(payments.find(id))
      if (payment === undefined) return undefined
      const failed: LoginPayment = { ...payment, stage: 'due', form: undefined }
      await payments.put(failed)
      return view(failed)
    })
  }

  /** Tells how a paid login goes on. See {@link checkPaidAuth}. */
  check(request: PaidAuthRequest): Promise<SentCode> {
    return checkPaidAuth(this.#context, request)
  }

  /** Makes the form by which a login is paid for. See {@link openForm}. */
  openForm(purpose: PaymentPurpose): ReturnType<typeof openForm> {
    return openForm(this.#context, purpose)
  }

  /** Takes a form that was filled in. See {@link submitForm}. */
  submitForm(request: { readonly form_id: bigint; readonly purpose: PaymentPurpose }): Promise<void> {
    return submitForm(this.#context, request)
  }

  /** Whether a login can be paid for in a store. See {@link canPurchase}. */
  canPurchase(purpose: PaymentPurpose): Promise<boolean> {
    return canPurchase(this.#context, purpose)
  }

  /** Settles a login by a purchase in a store. See {@link assignPurchase}. */
  assign(purchase: StorePurchase): Promise<SentCode> {
    return assignPurchase(this.#context, purchase)
  }

  async #open(found: Promise<LoginPayment | undefined>): Promise<LoginPayment | undefined> {
    const payment = await found
    return payment && isOpen(payment) && payment.expiresAtMs > this.#context.clock.now() ? payment : undefined
  }

  /** The money is there whether or not a code can be sent now: the program's next question tries it again. */
  async #send(paid: LoginPayment): Promise<SentCode | undefined> {
    try {
      return await sendPaidCode(this.#context, paid, undefined)
    } catch (error) {
      if (isDomainError(error)) return undefined
      throw error
    }
  }
}

function view({ id, phone_number, terms, stage: status, createdAtMs, expiresAtMs }: LoginPayment): PaymentView {
  return { id, phone_number, ...terms, status, createdAtMs, expiresAtMs }
}
