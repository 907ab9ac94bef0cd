import { RpcError } from '@chappe/mtproto'
import type { auth, payments, Updates } from '@chappe/schema/api'
import { describe, expect, it } from 'vitest'
import { type LoginState, memorySession } from '../src/index.ts'
import { setUp, type TestSetup } from './support/open-test-client.ts'
import { script } from './support/script-of-answers.ts'

const phone_number = '+447911123456'

const toPay: auth.sentCodePaymentRequired = {
  _: 'auth.sentCodePaymentRequired',
  store_product: 'premium.week',
  phone_code_hash: 'hash-1',
  support_email_address: 'sms@mail.example',
  support_email_subject: 'code 42',
  premium_days: 7,
  currency: 'USD',
  amount: 145n,
}
const bySms: auth.sentCode = {
  _: 'auth.sentCode',
  type: { _: 'auth.sentCodeTypeSms', length: 5 },
  phone_code_hash: 'hash-2',
}
const settled: Updates = { _: 'updateShort', update: { _: 'updateSentPhoneCode', sent_code: bySms }, date: 1 }
const noUpdates: Updates = { _: 'updates', updates: [], users: [], chats: [], date: 1, seq: 0 }
const form: payments.paymentForm = {
  _: 'payments.paymentForm',
  form_id: 5n,
  bot_id: 0n,
  title: 'Premium',
  description: 'A week of it',
  invoice: { _: 'invoice', currency: 'USD', prices: [] },
  provider_id: 0n,
  url: 'https://pay.example/5',
  users: [],
}
const price = { phone_number, phone_code_hash: 'hash-1', premium_days: 7, currency: 'USD', amount: 145n }
const credentials = { _: 'inputPaymentCredentials', data: { _: 'dataJSON', data: '{}' } } as const

async function unpaid(answers: Readonly<Record<string, readonly unknown[]>>): Promise<TestSetup> {
  return await setUp(script({ 'auth.sendCode': [toPay], ...answers }))
}

describe('a code that has to be paid for', () => {
  it('is paid by a form, and asked about as often as the server allows', async () => {
    const setup = await unpaid({
      'payments.getPaymentForm': [form],
      'payments.sendPaymentForm': [{ _: 'payments.paymentResult', updates: noUpdates }],
      'auth.checkPaidAuth': [new RpcError(420, 'FLOOD_WAIT_5'), new RpcError(420, 'FLOOD_WAIT_5'), bySms],
    })
    await using tg = await setup.open()
    expect(await tg.login.start({ phone_number })).toMatchObject({ at: 'payment', amount: '145', currency: 'USD' })
    expect(tg.login.describe()).toContain('costs 1.45 USD, which includes 7 days of Telegram Premium.')
    expect(await tg.login.requestPaymentForm()).toMatchObject({ form: { form_id: '5', url: 'https://pay.example/5' } })
    expect(await tg.login.pay(credentials)).toMatchObject({ form: { sent: true } })
    const paid = tg.login.awaitPayment()
    await setup.clock.advance(4000)
    expect(tg.login.state).toMatchObject({ at: 'payment' })
    await setup.clock.advance(7000)
    expect(await paid).toMatchObject({ at: 'code', medium: { kind: 'sms' }, phone_code_hash: 'hash-2' })
    const invoice = { _: 'inputInvoicePremiumAuthCode', purpose: { _: 'inputStorePaymentAuthCode', ...price } }
    expect(setup.server.calls.map(({ query }) => query)).toMatchObject([
      { _: 'auth.sendCode' },
      { _: 'payments.getPaymentForm', invoice },
      { _: 'payments.sendPaymentForm', form_id: 5n, invoice, credentials },
      ...Array.from({ length: 3 }, () => ({ _: 'auth.checkPaidAuth', phone_code_hash: 'hash-1', form_id: 5n })),
    ])
  })

  it('goes on when the server sends the code while nobody waits for it', async () => {
    const setup = await unpaid({})
    const session = memorySession()
    {
      await using tg = await setup.open({ session })
      await tg.login.start({ phone_number })
      setup.server.sendUpdates(settled)
      await setup.clock.advance(1000)
      expect(tg.login.state).toMatchObject({ at: 'code', phone_code_hash: 'hash-2' })
    }
    // It is kept, too.
    await using tg = await setup.open({ session })
    expect(tg.login.state).toMatchObject({ at: 'code', phone_code_hash: 'hash-2' })
  })

  it('goes on when the server sends the code while somebody waits, without a form', async () => {
    const setup = await unpaid({})
    await using tg = await setup.open()
    await tg.login.start({ phone_number })
    const paid = tg.login.awaitPayment()
    await setup.clock.advance(1000)
    setup.server.sendUpdates(settled)
    await setup.clock.advance(1000)
    expect(await paid).toMatchObject({ at: 'code', phone_code_hash: 'hash-2' })
  })

  it('shows each state to whoever follows the changes', async () => {
    const setup = await unpaid({ 'auth.signIn': [{ _: 'auth.authorization', user: { _: 'userEmpty', id: 777n } }] })
    await using tg = await setup.open()
    await tg.login.start({ phone_number })
    const seen: LoginState['at'][] = []
    const following = (async () => {
      for await (const { at } of tg.login.changes()) seen.push(at)
    })()
    await setup.clock.advance(1000)
    setup.server.sendUpdates(settled)
    await setup.clock.advance(1000)
    await tg.login.enterCode('12345')
    await following
    expect(seen).toEqual(['payment', 'code', 'done'])
  })

  it('is bought in a store, whose receipt brings the code at once', async () => {
    const setup = await unpaid({ 'payments.assignPlayMarketTransaction': [settled] })
    await using tg = await setup.open()
    await tg.login.start({ phone_number })
    expect(await tg.login.givePurchase({ store: 'play', receipt: '{"id":1}' })).toMatchObject({ at: 'code' })
    expect(setup.server.calls.at(-1)?.query).toMatchObject({
      receipt: { _: 'dataJSON', data: '{"id":1}' },
      purpose: { _: 'inputStorePaymentAuthCode', ...price },
    })
  })

  it('is bought through a call that the program makes by itself', async () => {
    const setup = await unpaid({ 'payments.assignAppStoreTransaction': [settled] })
    await using tg = await setup.open()
    await tg.login.start({ phone_number })
    await tg.payments.assignAppStoreTransaction({
      receipt: Uint8Array.of(1),
      purpose: { _: 'inputStorePaymentAuthCode', ...price },
    })
    expect(tg.login.state).toMatchObject({ at: 'code', phone_code_hash: 'hash-2' })
  })

  it('needs the number again when the payment took too long', async () => {
    const setup = await unpaid({
      'payments.getPaymentForm': [form],
      'auth.checkPaidAuth': [new RpcError(400, 'FORM_EXPIRED')],
    })
    await using tg = await setup.open()
    await tg.login.start({ phone_number })
    await tg.login.requestPaymentForm()
    expect(await tg.login.awaitPayment()).toEqual({ at: 'phone', phone_number, problem: 'FORM_EXPIRED' })
    expect(tg.login.describe()).toBe('The payment failed or took too long. Start again with the phone number.')
  })

  it('stops waiting when it is told to, and when the client is closed', async () => {
    const setup = await unpaid({})
    const tg = await setup.open()
    await tg.login.start({ phone_number })
    const stop = new AbortController()
    const stopped = tg.login.awaitPayment({ signal: stop.signal })
    stop.abort(new Error('enough'))
    await expect(stopped).rejects.toThrow('enough')
    const closed = tg.login.awaitPayment()
    await setup.clock.advance(100)
    await tg.close()
    expect(await closed).toMatchObject({ at: 'payment' })
  })
})

describe('a refusal with a popup', () => {
  it('shows the words of the server, whether they come before or after', async () => {
    const setup = await setUp(script({ 'auth.sendCode': [new RpcError(406, 'UPDATE_APP_TO_LOGIN')] }))
    await using tg = await setup.open()
    await expect(tg.login.start({ phone_number })).rejects.toMatchObject({ errorName: 'UPDATE_APP_TO_LOGIN' })
    setup.server.sendUpdates({
      _: 'updateShort',
      update: {
        _: 'updateServiceNotification',
        popup: true,
        type: 'UPDATE_APP_TO_LOGIN',
        message: 'Please get the new version.',
        media: { _: 'messageMediaEmpty' },
        entities: [],
      },
      date: 1,
    })
    await setup.clock.advance(1000)
    expect(tg.login.state).toEqual({
      at: 'phone',
      phone_number,
      problem: 'UPDATE_APP_TO_LOGIN',
      notice: 'Please get the new version.',
    })
    expect(tg.login.describe()).toBe('Please get the new version. Start again with the phone number.')
  })
})
