import { describe, expect, it } from 'vitest'
import { now, paying, payment } from '../../test/support/login-rows.ts'
import { describeLogin } from './describe-login.ts'
import { describePrice } from './describe-payment.ts'
import type { PaymentForm, PaymentState } from './login-state.ts'

const form: PaymentForm = { form_id: '5', title: 'Premium', url: 'https://pay.example/5', sent: false }

describe('a price', () => {
  it.each([
    ['145', 'USD', '1.45 USD'],
    ['5', 'EUR', '0.05 EUR'],
    ['1450', 'JPY', '1450 JPY'],
    ['1450', 'KWD', '1.450 KWD'],
    ['145', 'no currency', '1.45 no currency'],
    ['-145', 'USD', '-1.45 USD'],
  ])('of %s in %s is %s', (amount, currency, text) => {
    expect(describePrice({ amount, currency })).toBe(text)
  })
})

describe('a payment in words', () => {
  it.each<[string, PaymentState, string]>([
    ['how to pay', payment, "Buy premium.week in the app's store, or ask for a form to pay by; the code is sent then."],
    ['a form', { ...payment, form }, 'Pay by the form "Premium" at https://pay.example/5.'],
    [
      'a page to confirm it on',
      { ...payment, form: { ...form, sent: true, verificationUrl: 'https://bank.example/3ds' } },
      'Confirm the payment at https://bank.example/3ds.',
    ],
    [
      'a payment on its way',
      { ...paying, checkAt: now + 4500 },
      'The payment is on its way; it can be asked about in 5 s.',
    ],
    ['a payment on its way, to be asked about now', paying, 'The payment is on its way.'],
  ])('%s', (_what, state, text) => {
    expect(describeLogin(state, now)).toBe(
      `A code to +447911123456 costs 1.45 USD, which includes 7 days of Telegram Premium. ${text} ` +
        'Questions go to sms@mail.example, with the subject "code 42".',
    )
  })
})
