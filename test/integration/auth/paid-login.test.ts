/** Logins that have to be paid for, over real TCP between the client and the data center, in a time that the test owns. */
import { type Client, memorySession } from '@chappe/client/node'
import { createReceiptSigner, type ReceiptSigner } from '@chappe/server/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FakeTimeWorld, startFakeTimeWorld } from '../../support/fake-time.ts'

const phone_number = '+999 777 00 01'
const credentials = { _: 'inputPaymentCredentials', data: { _: 'dataJSON', data: '{"token":"visa"}' } } as const
let world: FakeTimeWorld
let signer: ReceiptSigner
let tg: Client

beforeEach(async () => {
  signer = await createReceiptSigner()
  world = await startFakeTimeWorld({
    accounts: [{ phone_number, first_name: 'Ada' }],
    receipts: signer.options,
    policy: {
      payment: {
        offers: [
          {
            when: { prefixes: ['999777'] },
            store_product: 'premium.week',
            currency: 'USD',
            amount: 499,
            premium_days: 7,
          },
        ],
        support_email_address: 'help@example.org',
      },
      limits: { codesPerNumber: null },
    },
  })
  tg = await world.openClient()
})

afterEach(() => world[Symbol.asyncDispose]())

const settle = async (): Promise<void> => {
  const [payment] = await world.dc.payments.list()
  await world.dc.payments.settle(payment?.id ?? 0n)
}
const enterCode = (client: Client): Promise<unknown> =>
  client.login.enterCode(world.dc.inbox.list({ phone_number }).at(-1)?.code ?? '')

describe('a login that has to be paid for', () => {
  it('says what it costs and where to turn', async () => {
    await tg.login.start({ phone_number })
    expect(tg.login.describe()).toBe(
      'A code to +999 777 00 01 costs 4.99 USD, which includes 7 days of Telegram Premium. ' +
        "Buy premium.week in the app's store, or ask for a form to pay by; the code is sent then. " +
        'Questions go to help@example.org, with the subject "Paid login".',
    )
  })

  it('is paid by a form: the program asks as often as it may, and the code comes by itself', async () => {
    await tg.login.start({ phone_number })
    expect(await tg.login.requestPaymentForm()).toMatchObject({ at: 'payment', form: { sent: false } })
    expect(await tg.login.pay(credentials)).toMatchObject({ at: 'payment', form: { sent: true } })
    expect(await tg.login.checkPayment()).toMatchObject({ at: 'payment', checkAt: world.clock.now() + 5000 })
    await expect(tg.login.checkPayment()).rejects.toMatchObject({ code: 'PAYMENT_CHECK_TOO_EARLY' })
    const paid = tg.login.awaitPayment()
    await world.pass(12)
    await settle()
    await world.pass(1)
    expect(await paid).toMatchObject({ at: 'code', medium: { kind: 'sms' } })
    expect(await enterCode(tg)).toMatchObject({ at: 'done' })
  })

  it('goes on when the code comes while nobody waits for it', async () => {
    await tg.login.start({ phone_number })
    await settle()
    await world.pass(1)
    expect(tg.login.state).toMatchObject({ at: 'code', medium: { kind: 'sms' } })
    expect(await enterCode(tg)).toMatchObject({ at: 'done' })
  })

  it('goes on when the code came while the program was not running', async () => {
    const session = memorySession()
    const first = await world.openClient({ session })
    await first.login.start({ phone_number })
    await first.close()
    await settle()
    const second = await world.openClient({ session })
    expect(second.login.state).toMatchObject({ at: 'payment' })
    expect(await second.login.awaitPayment()).toMatchObject({ at: 'code' })
    expect(await enterCode(second)).toMatchObject({ at: 'done' })
  })

  it('is bought in either store', async () => {
    await tg.login.start({ phone_number })
    const receipt = await signer.playMarket('premium.week', world.clock.now())
    expect(await tg.login.givePurchase({ store: 'play', receipt })).toMatchObject({ at: 'code' })
    expect(await enterCode(tg)).toMatchObject({ at: 'done' })
    const other = await world.openClient()
    await other.login.start({ phone_number })
    const bought = await signer.appStore('premium.week', world.clock.now())
    expect(await other.login.givePurchase({ store: 'apple', receipt: bought })).toMatchObject({ at: 'code' })
  })

  it('needs the number again when the payment failed', async () => {
    await tg.login.start({ phone_number })
    await tg.login.requestPaymentForm()
    await tg.login.pay(credentials)
    const [payment] = await world.dc.payments.list()
    await world.dc.payments.fail(payment?.id ?? 0n)
    expect(await tg.login.awaitPayment()).toMatchObject({ at: 'phone', phone_number, problem: 'FORM_EXPIRED' })
  })

  it('may be given up', async () => {
    await tg.login.start({ phone_number })
    expect(await tg.login.cancel()).toEqual({ at: 'phone' })
  })
})
