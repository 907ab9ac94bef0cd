import type { auth, payments } from '@chappe/schema/api'
import { createReceiptSigner } from '../../src/testing/index.ts'
import {
  ask,
  enter,
  invoice,
  onlyPayment,
  paidPolicy,
  phone_number,
  purpose,
  unpaidClient,
} from '../support/paid-world.ts'
import type { RawClient } from '../support/raw-client.ts'
import type { SessionWorld } from '../support/session-world.ts'
import { type Row, row } from './row.ts'

const policy = { policy: paidPolicy }
const withStores = { ...policy, receipts: (await createReceiptSigner()).options }

const check = (client: RawClient, phone_code_hash: string, changes: object = {}) =>
  client.call<auth.sentCode>('auth.checkPaidAuth', { phone_number, phone_code_hash, form_id: 0n, ...changes })
const openForm = (client: RawClient, phone_code_hash: string, changes: object = {}) =>
  client.call<payments.paymentForm>('payments.getPaymentForm', { invoice: invoice(phone_code_hash, changes) })
const submit = (client: RawClient, phone_code_hash: string, form_id: bigint, data = '{}') =>
  client.call('payments.sendPaymentForm', {
    form_id,
    invoice: invoice(phone_code_hash),
    credentials: { _: 'inputPaymentCredentials', data: { _: 'dataJSON', data } },
  })
const play = (client: RawClient, phone_code_hash: string, data: string) =>
  client.call('payments.assignPlayMarketTransaction', {
    receipt: { _: 'dataJSON', data },
    purpose: purpose(phone_code_hash),
  })

/** A client that has to pay, and a call of its. */
const unpaid =
  (call: (client: RawClient, phone_code_hash: string, world: SessionWorld) => Promise<unknown>): Row['arrange'] =>
  async world => {
    const { client, phone_code_hash } = await unpaidClient(world)
    return () => call(client, phone_code_hash, world)
  }

const paid =
  (call: (client: RawClient, phone_code_hash: string) => Promise<unknown>): Row['arrange'] =>
  async world => {
    const { client, phone_code_hash } = await unpaidClient(world)
    await world.dc.payments.settle((await onlyPayment(world)).id)
    return () => call(client, phone_code_hash)
  }

/** https://core.telegram.org/api/auth#paid-auth */
export const paymentRows: readonly Row[] = [
  row(
    'auth.sendCode',
    '406 UPDATE_APP_TO_LOGIN',
    'it has to be paid for in a layer without a word for that',
    async world => {
      const client = await world.connect({ layer: 189 })
      return () => ask(client)
    },
    policy,
  ),
  row(
    'auth.signIn',
    '400 PHONE_CODE_INVALID',
    'a code is entered that nobody has paid for',
    unpaid((client, phone_code_hash) =>
      client.call('auth.signIn', { phone_number, phone_code_hash, phone_code: '12345' }),
    ),
    policy,
  ),
  row(
    'auth.signIn',
    '400 PHONE_CODE_EXPIRED',
    'the hash from before the payment is used',
    async world => {
      const { client, phone_code_hash } = await unpaidClient(world)
      await world.dc.payments.settle((await onlyPayment(world)).id)
      return () => enter(world, client, phone_code_hash)
    },
    policy,
  ),
  row(
    'auth.checkPaidAuth',
    '400 PHONE_NUMBER_INVALID',
    'the number is none',
    unpaid((client, phone_code_hash) => check(client, phone_code_hash, { phone_number: 'x' })),
    policy,
  ),
  row(
    'auth.checkPaidAuth',
    '400 PHONE_NUMBER_INVALID',
    'the number is another',
    unpaid((client, phone_code_hash) => check(client, phone_code_hash, { phone_number: '+999 777 00 02' })),
    policy,
  ),
  row(
    'auth.checkPaidAuth',
    '420 FLOOD_WAIT_X',
    'the payment has not arrived',
    async world => {
      const { client, phone_code_hash } = await unpaidClient(world)
      const { form_id } = await openForm(client, phone_code_hash)
      return () => check(client, phone_code_hash, { form_id })
    },
    policy,
  ),
  row(
    'auth.checkPaidAuth',
    '400 PHONE_CODE_EXPIRED',
    'the login has timed out',
    async world => {
      const { client, phone_code_hash } = await unpaidClient(world)
      await world.pass(3_600_000)
      const back = await world.again(client)
      return () => check(back, phone_code_hash)
    },
    policy,
  ),
  row(
    'auth.checkPaidAuth',
    '400 PHONE_CODE_EXPIRED',
    'another key asks',
    async world => {
      const { phone_code_hash } = await unpaidClient(world)
      const stranger = await world.connect()
      return () => check(stranger, phone_code_hash)
    },
    policy,
  ),
  row(
    'auth.checkPaidAuth',
    '400 FORM_EXPIRED',
    'the form is five minutes old',
    async world => {
      const { client, phone_code_hash } = await unpaidClient(world)
      const { form_id } = await openForm(client, phone_code_hash)
      await world.pass(300_000)
      return () => check(client, phone_code_hash, { form_id })
    },
    policy,
  ),
  row(
    'auth.checkPaidAuth',
    '400 FORM_EXPIRED',
    'the payment has failed',
    async world => {
      const { client, phone_code_hash } = await unpaidClient(world)
      const { form_id } = await openForm(client, phone_code_hash)
      await world.dc.payments.fail((await onlyPayment(world)).id)
      return () => check(client, phone_code_hash, { form_id })
    },
    policy,
  ),
  row(
    'payments.getPaymentForm',
    '400 INVOICE_INVALID',
    'the amount is not what was asked',
    unpaid((client, phone_code_hash) => openForm(client, phone_code_hash, { amount: 1n })),
    policy,
  ),
  row(
    'payments.getPaymentForm',
    '400 PHONE_CODE_EXPIRED',
    'there is no such login',
    unpaid(client => openForm(client, '0'.repeat(18))),
    policy,
  ),
  row(
    'payments.getPaymentForm',
    '400 NO_PAYMENT_NEEDED',
    'the login is paid for',
    paid((client, phone_code_hash) => openForm(client, phone_code_hash)),
    policy,
  ),
  row(
    'payments.sendPaymentForm',
    '400 FORM_EXPIRED',
    'there is no such form',
    unpaid((client, phone_code_hash) => submit(client, phone_code_hash, 1n)),
    policy,
  ),
  row(
    'payments.sendPaymentForm',
    '400 PAYMENT_CREDENTIALS_INVALID',
    'the credentials are no JSON',
    async world => {
      const { client, phone_code_hash } = await unpaidClient(world)
      const { form_id } = await openForm(client, phone_code_hash)
      return () => submit(client, phone_code_hash, form_id, 'visa')
    },
    policy,
  ),
  row(
    'payments.canPurchaseStore',
    '400 INPUT_PURPOSE_INVALID',
    'the currency is not what was asked',
    unpaid((client, phone_code_hash) =>
      client.call('payments.canPurchaseStore', { purpose: purpose(phone_code_hash, { currency: 'EUR' }) }),
    ),
    withStores,
  ),
  row(
    'payments.canPurchaseStore',
    '406 PREMIUM_CURRENTLY_UNAVAILABLE',
    'no receipts can be read',
    unpaid((client, phone_code_hash) =>
      client.call('payments.canPurchaseStore', { purpose: purpose(phone_code_hash) }),
    ),
    policy,
  ),
  row(
    'payments.assignPlayMarketTransaction',
    '400 DATA_JSON_INVALID',
    'the receipt proves no purchase',
    unpaid((client, phone_code_hash) => play(client, phone_code_hash, '{"purchase":"x"}')),
    withStores,
  ),
  row(
    'payments.assignAppStoreTransaction',
    '400 RECEIPT_EMPTY',
    'the receipt is empty',
    unpaid((client, phone_code_hash) =>
      client.call('payments.assignAppStoreTransaction', {
        receipt: new Uint8Array(0),
        purpose: purpose(phone_code_hash),
      }),
    ),
    withStores,
  ),
  row(
    'payments.assignAppStoreTransaction',
    '400 INPUT_PURPOSE_INVALID',
    'the receipt proves no purchase',
    unpaid((client, phone_code_hash) =>
      client.call('payments.assignAppStoreTransaction', {
        receipt: new Uint8Array(9),
        purpose: purpose(phone_code_hash),
      }),
    ),
    withStores,
  ),
  row(
    'payments.sendPaymentForm',
    '400 INVOICE_INVALID',
    'the invoice is another than the one that was asked',
    unpaid((client, phone_code_hash) =>
      client.call('payments.sendPaymentForm', {
        form_id: 1n,
        invoice: invoice(phone_code_hash, { amount: 1n }),
        credentials: { _: 'inputPaymentCredentials', data: { _: 'dataJSON', data: '{}' } },
      }),
    ),
    policy,
  ),
]
