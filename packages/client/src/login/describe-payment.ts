import { secondsUntil } from './countdown.ts'
import { describeTrouble, printable, sentences } from './login-problems.ts'
import type { PaymentState } from './login-state.ts'

/** Says what has to be paid before a code is sent, and how. */
export function describePayment(state: PaymentState, now: number): string {
  const { phone_number, premium_days } = state
  const gift = premium_days ? `, which includes ${premium_days} days of Telegram Premium` : ''
  return sentences(
    describeTrouble(state, now),
    `A code to ${phone_number} costs ${describePrice(state)}${gift}.`,
    whatIsWanted(state, now),
    `Questions go to ${printable(state.support_email_address)}, with the subject "${printable(state.support_email_subject)}".`,
  )
}

function whatIsWanted({ form, store_product, checkAt }: PaymentState, now: number): string {
  if (form === undefined) {
    return `Buy ${printable(store_product)} in the app's store, or ask for a form to pay by; the code is sent then.`
  }
  if (form.verificationUrl !== undefined) return `Confirm the payment at ${printable(form.verificationUrl)}.`
  if (!form.sent) return `Pay by the form "${printable(form.title)}" at ${printable(form.url)}.`
  const seconds = secondsUntil(checkAt, now)
  return `The payment is on its way${seconds > 0 ? `; it can be asked about in ${seconds} s` : ''}.`
}

/** Writes an amount in the smallest units of its currency as people write it: `1.45 USD`. */
export function describePrice({ amount, currency }: Pick<PaymentState, 'amount' | 'currency'>): string {
  const digits = digitsOf(currency)
  const sign = amount.startsWith('-') ? '-' : ''
  const units = amount.replace('-', '').padStart(digits + 1, '0')
  const whole = units.slice(0, units.length - digits)
  return `${sign}${whole}${digits > 0 ? `.${units.slice(-digits)}` : ''} ${printable(currency)}`
}

/** Digits past the decimal point, as the run time knows them from ISO 4217; 2 for what it does not know. */
function digitsOf(currency: string): number {
  try {
    const { maximumFractionDigits } = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
    return maximumFractionDigits ?? 2
  } catch {
    return 2
  }
}
