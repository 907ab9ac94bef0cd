import { describe, expect, it } from 'vitest'
import {
  checkRows,
  code,
  expired,
  failed,
  fresh,
  now,
  paying,
  payment,
  pending,
  phone_number,
  refusal,
  sentCode,
} from '../../test/support/login-rows.ts'
import type { LoginEvent } from './login-events.ts'
import type { LoginState } from './login-state.ts'

const price = { ...pending, currency: 'USD', amount: '145', premium_days: 7 } as const
const unsent = {
  ...paying,
  form: { form_id: '5', title: 'Premium', url: 'https://pay.example/5', sent: false },
} as const
const credentials = { _: 'inputPaymentCredentials', data: { _: 'dataJSON', data: '{}' } } as const

describe('a code that has to be paid for', () => {
  checkRows([
    {
      what: 'a form is asked for',
      from: payment,
      event: { _: 'requestPaymentForm' },
      to: payment,
      command: { _: 'getPaymentForm', ...price },
    },
    {
      what: 'getPaymentForm → the form',
      from: payment,
      event: { _: 'paymentForm', form_id: '5', title: 'Premium', url: 'https://pay.example/5' },
      to: unsent,
    },
    {
      what: 'the form is paid by',
      from: unsent,
      event: { _: 'pay', credentials },
      to: unsent,
      command: { _: 'sendPaymentForm', ...price, form_id: '5', credentials },
    },
    { what: 'sendPaymentForm → accepted', from: unsent, event: { _: 'formSent' }, to: paying },
    {
      what: 'sendPaymentForm → a page on which to confirm it',
      from: unsent,
      event: { _: 'formSent', verificationUrl: 'https://bank.example/3ds' },
      to: { ...paying, form: { ...unsent.form, sent: true, verificationUrl: 'https://bank.example/3ds' } },
    },
    {
      what: 'a purchase in a store is handed over',
      from: payment,
      event: { _: 'givePurchase', purchase: { store: 'play', receipt: '{}' } },
      to: payment,
      command: { _: 'assignPurchase', ...price, purchase: { store: 'play', receipt: '{}' } },
    },
    {
      what: 'the server is asked whether it is paid',
      from: paying,
      event: { _: 'checkPayment' },
      to: paying,
      command: { _: 'checkPaidAuth', ...pending, form_id: '5' },
    },
    {
      what: 'it is asked without a form as well: a purchase in a store has none',
      from: payment,
      event: { _: 'checkPayment' },
      to: payment,
      command: { _: 'checkPaidAuth', ...pending, form_id: '0' },
    },
    {
      what: 'checkPaidAuth → FORM_EXPIRED without a form ends nothing',
      from: payment,
      event: failed('checkPaidAuth', 'FORM_EXPIRED'),
      to: payment,
    },
    {
      what: 'checkPaidAuth → FLOOD_WAIT_X: not yet, and when to ask again',
      from: { ...paying, problem: 'TIMEOUT' },
      event: failed('checkPaidAuth', 'FLOOD_WAIT', 5),
      to: { ...paying, checkAt: now + 5000 },
    },
    {
      what: 'checkPaidAuth → the code, with a new hash',
      from: paying,
      event: { ...sentCode({ _: 'auth.sentCodeTypeSms', length: 5 }), phone_code_hash: 'hash-1' },
      to: { at: 'code', ...fresh, medium: { kind: 'sms', length: 5 } },
    },
    {
      what: 'checkPaidAuth → FORM_EXPIRED needs the number again',
      from: paying,
      event: failed('checkPaidAuth', 'FORM_EXPIRED'),
      to: { at: 'phone', phone_number, problem: 'FORM_EXPIRED' },
    },
    {
      what: 'checkPaidAuth → PHONE_CODE_EXPIRED needs the number again',
      from: paying,
      event: failed('checkPaidAuth', 'PHONE_CODE_EXPIRED'),
      to: expired,
    },
    {
      what: 'sendPaymentForm → any other error stays',
      from: unsent,
      event: failed('sendPaymentForm', 'PAYMENT_FAILED'),
      to: { ...unsent, problem: 'PAYMENT_FAILED' },
    },
    {
      what: 'checkPaidAuth → still to be paid: the form stays, that of the same code',
      from: paying,
      event: {
        _: 'sent',
        phone_number,
        phone_code_hash: 'hash-1',
        sentCode: {
          _: 'auth.sentCodePaymentRequired',
          phone_code_hash: 'hash-1',
          store_product: 'premium.week',
          support_email_address: 'sms@mail.example',
          support_email_subject: 'code 42',
          premium_days: 7,
          currency: 'USD',
          amount: 145n,
        },
      },
      to: paying,
    },
    { what: 'a form that comes too late changes nothing', from: code, event: { _: 'formSent' }, to: code },
  ])

  it.each<[string, LoginState, LoginEvent, string]>([
    ['a payment without a form', payment, { _: 'pay', credentials }, 'PAYMENT_FORM_MISSING'],
    ['a question before its time', { ...paying, checkAt: now + 1 }, { _: 'checkPayment' }, 'PAYMENT_CHECK_TOO_EARLY'],
    ['a payment for nothing', code, { _: 'requestPaymentForm' }, 'LOGIN_STEP_WRONG'],
    [
      'a purchase of nothing',
      code,
      { _: 'givePurchase', purchase: { store: 'play', receipt: '' } },
      'LOGIN_STEP_WRONG',
    ],
  ])('refuses %s', (_what, from, event, expected) => {
    expect(refusal(from, event)?.code).toBe(expected)
  })
})
