import type { auth, payments, updates } from '@chappe/schema/api'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createReceiptSigner, type ReceiptSigner } from '../src/testing/index.ts'
import { httpPeer } from './support/http-peer.ts'
import {
  ask,
  enter,
  invoice,
  onlyPayment,
  paidPolicy,
  paidWorld,
  phone_number,
  purpose,
  terms,
  toldCode,
  unpaidClient,
} from './support/paid-world.ts'
import { errorOf, type RawClient } from './support/raw-client.ts'
import type { SessionWorld } from './support/session-world.ts'
import { temporaryDirectory } from './support/temporary-directory.ts'

// Paid logins over TCP: https://core.telegram.org/api/auth#paid-auth

let world: SessionWorld
let signer: ReceiptSigner

beforeEach(async () => {
  signer = await createReceiptSigner()
  world = await paidWorld({ receipts: signer.options })
})

afterEach(() => world[Symbol.asyncDispose]())

const check = (client: RawClient, phone_code_hash: string, form_id = 0n) =>
  client.call<auth.sentCode>('auth.checkPaidAuth', { phone_number, phone_code_hash, form_id })
const openForm = (client: RawClient, phone_code_hash: string, changes: object = {}) =>
  client.call<payments.paymentForm>('payments.getPaymentForm', { invoice: invoice(phone_code_hash, changes) })
const submit = (client: RawClient, phone_code_hash: string, form_id: bigint, more: object = {}) =>
  client.call<payments.paymentResult>('payments.sendPaymentForm', {
    form_id,
    invoice: invoice(phone_code_hash),
    credentials: { _: 'inputPaymentCredentials', data: { _: 'dataJSON', data: '{"token":"visa"}' } },
    ...more,
  })
const byPlay = (client: RawClient, phone_code_hash: string, receipt: string, changes: object = {}) =>
  client.call<updates>('payments.assignPlayMarketTransaction', {
    receipt: { _: 'dataJSON', data: receipt },
    purpose: purpose(phone_code_hash, changes),
  })
const byAppStore = (client: RawClient, phone_code_hash: string, receipt: Uint8Array, changes: object = {}) =>
  client.call<updates>('payments.assignAppStoreTransaction', { receipt, purpose: purpose(phone_code_hash, changes) })
const canBuy = (client: RawClient, phone_code_hash: string, changes: object = {}) =>
  client.call<boolean>('payments.canPurchaseStore', { purpose: purpose(phone_code_hash, changes) })
const sentIn = ({ updates: [update] }: updates): auth.sentCode => {
  if (update?._ !== 'updateSentPhoneCode' || update.sent_code._ !== 'auth.sentCode') throw new TypeError('no code')
  return update.sent_code
}
const resend = (client: RawClient, phone_code_hash: string) =>
  client.call<auth.SentCode>('auth.resendCode', { phone_number, phone_code_hash })

describe('a number that has to pay', () => {
  it('is told what, and gets no code', async () => {
    const client = await world.connect()
    expect(await ask(client)).toEqual({
      _: 'auth.sentCodePaymentRequired',
      ...terms,
      phone_code_hash: expect.stringMatching(/^[\da-f]{18}$/),
      support_email_address: 'help@example.org',
      support_email_subject: 'Paid login',
    })
    expect(world.dc.inbox.list()).toEqual([])
    expect(await onlyPayment(world)).toMatchObject({ ...terms, phone_number: '9997770001', status: 'due' })
    expect(await ask(client, '+999 123 00 00')).toMatchObject({ _: 'auth.sentCode' })
  })

  it('gets the code once the operator says that the money is there, under a hash that an update tells', async () => {
    const { client, phone_code_hash } = await unpaidClient(world)
    const { id } = await onlyPayment(world)
    expect(await world.dc.payments.settle(id)).toMatchObject({ id, status: 'used' })
    await world.settle()
    const [sent] = toldCode(client)
    if (sent?._ !== 'auth.sentCode') throw new TypeError('not told of a code')
    expect(sent).toMatchObject({
      type: { _: 'auth.sentCodeTypeSms' },
      next_type: { _: 'auth.codeTypeCall' },
      timeout: 60,
    })
    expect(sent.phone_code_hash).not.toBe(phone_code_hash)
    expect(await check(client, phone_code_hash)).toEqual(sent)
    expect(await check(client, sent.phone_code_hash)).toEqual(sent)
    expect(world.dc.inbox.list()).toHaveLength(1)
    expect(await errorOf(enter(world, client, phone_code_hash))).toBe('400 PHONE_CODE_EXPIRED')
    expect((await enter(world, client, sent.phone_code_hash)).user).toMatchObject({ self: true })
    expect(await errorOf(check(client, sent.phone_code_hash))).toBe('400 PHONE_CODE_EXPIRED')
  })

  it('is told to pay again by auth.resendCode, and no code is right before', async () => {
    const { client, phone_code_hash } = await unpaidClient(world)
    expect(await resend(client, phone_code_hash)).toMatchObject({ _: 'auth.sentCodePaymentRequired', phone_code_hash })
    const guess = client.call('auth.signIn', { phone_number, phone_code_hash, phone_code: '12345' })
    expect(await errorOf(guess)).toBe('400 PHONE_CODE_INVALID')
    await world.dc.payments.settle((await onlyPayment(world)).id)
    const { phone_code_hash: paid } = await check(client, phone_code_hash)
    expect(await errorOf(resend(client, paid))).toBe('420 FLOOD_WAIT_60')
    await world.pass(60_000)
    expect(await resend(client, paid)).toMatchObject({ type: { _: 'auth.sentCodeTypeCall' }, phone_code_hash: paid })
    await enter(world, client, paid)
  })

  it('cannot be signed up before its code was entered', async () => {
    const client = await world.connect()
    const stranger = '+999 777 00 09'
    const { phone_code_hash } = await ask(client, stranger)
    const name = { first_name: 'Eve', last_name: '' }
    const signUp = (hash: string) =>
      client.call('auth.signUp', { phone_number: stranger, phone_code_hash: hash, ...name })
    expect(await errorOf(signUp(phone_code_hash))).toBe('400 PHONE_CODE_EMPTY')
    await world.dc.payments.settle((await onlyPayment(world)).id)
    expect(await errorOf(signUp(phone_code_hash))).toBe('400 PHONE_CODE_EXPIRED')
    await world.settle()
    const [sent] = toldCode(client)
    const paid = sent?._ === 'auth.sentCode' ? sent.phone_code_hash : ''
    expect(await errorOf(signUp(paid))).toBe('400 PHONE_CODE_EMPTY')
    expect(await world.dc.accounts.find(stranger)).toBeUndefined()
    const phone_code = world.dc.inbox.list({ phone_number: stranger }).at(-1)?.code
    await client.call('auth.signIn', { phone_number: stranger, phone_code_hash: paid, phone_code })
    expect(await signUp(paid)).toMatchObject({ _: 'auth.authorization' })
  })

  it("is in nobody's way who is logged in to it", async () => {
    const owner = await world.connect()
    const receipt = await signer.playMarket('premium.week', world.clock.now())
    const { phone_code_hash } = await ask(owner)
    const sent = sentIn(await byPlay(owner, phone_code_hash, receipt))
    await enter(world, owner, sent.phone_code_hash)
    await unpaidClient(world)
    expect(await owner.call('account.invalidateSignInCodes', { codes: ['12345', ''] })).toBe(true)
  })

  it('answers every other method for codes as one that has no code', async () => {
    const { client, phone_code_hash } = await unpaidClient(world)
    const login = { phone_number, phone_code_hash }
    const email_verification = { _: 'emailVerificationCode', code: '123456' }
    expect(await errorOf(client.call('auth.signIn', { ...login, email_verification }))).toBe('400 CODE_INVALID')
    expect(await errorOf(client.call('auth.requestFirebaseSms', login))).toBe('400 PHONE_CODE_EXPIRED')
    expect(await errorOf(client.call('auth.resetLoginEmail', login))).toBe('400 PHONE_CODE_EXPIRED')
    expect(await client.call('auth.reportMissingCode', { ...login, mnc: '01' })).toBe(true)
    expect(world.dc.missingCodes.list()).toEqual([])
  })

  it('is over when it is cancelled, replaced, or nobody pays for an hour', async () => {
    const { client, phone_code_hash } = await unpaidClient(world)
    await client.call('auth.cancelCode', { phone_number, phone_code_hash })
    expect(await errorOf(check(client, phone_code_hash))).toBe('400 PHONE_CODE_EXPIRED')
    const { phone_code_hash: second } = await ask(client)
    const { phone_code_hash: third } = await ask(client)
    expect(await errorOf(canBuy(client, second))).toBe('400 PHONE_CODE_EXPIRED')
    expect(await canBuy(client, third)).toBe(true)
    await world.pass(3_600_000)
    const back = await world.again(client)
    expect(await errorOf(check(back, third))).toBe('400 PHONE_CODE_EXPIRED')
    expect(await errorOf(openForm(back, third))).toBe('400 PHONE_CODE_EXPIRED')
    expect(await world.dc.payments.list()).toEqual([])
  })

  it("is nobody else's: another key, another number, an invented hash", async () => {
    const { client, phone_code_hash } = await unpaidClient(world)
    const stranger = await world.connect()
    expect(await errorOf(check(stranger, phone_code_hash))).toBe('400 PHONE_CODE_EXPIRED')
    expect(await errorOf(check(client, '0'.repeat(18)))).toBe('400 PHONE_CODE_EXPIRED')
    const other = client.call('auth.checkPaidAuth', { phone_number: '+9991112222', phone_code_hash, form_id: 0n })
    expect(await errorOf(other)).toBe('400 PHONE_NUMBER_INVALID')
    const none = client.call('auth.checkPaidAuth', { phone_number: 'x', phone_code_hash, form_id: 0n })
    expect(await errorOf(none)).toBe('400 PHONE_NUMBER_INVALID')
  })
})

describe('a payment form', () => {
  it('says what is to be paid, and is the same when it is asked for again', async () => {
    const { client, phone_code_hash } = await unpaidClient(world)
    const form = await openForm(client, phone_code_hash)
    expect(form).toMatchObject({
      form_id: expect.any(BigInt),
      invoice: { currency: 'USD', prices: [{ amount: 499n }] },
      url: 'https://payments.invalid/',
    })
    expect(form.users).toMatchObject([{ id: form.bot_id, first_name: 'Telegram', verified: true, support: true }])
    expect(form.bot_id).toBe(777_000n)
    expect((await openForm(client, phone_code_hash)).form_id).toBe(form.form_id)
  })

  it('leads to FLOOD_WAIT until the payment is settled, and then to the code', async () => {
    const { client, phone_code_hash } = await unpaidClient(world)
    const { form_id } = await openForm(client, phone_code_hash)
    expect(await errorOf(check(client, phone_code_hash, form_id))).toBe('420 FLOOD_WAIT_5')
    const result = await submit(client, phone_code_hash, form_id)
    expect(result).toMatchObject({ _: 'payments.paymentResult', updates: { updates: [] } })
    // A repeated answer changes nothing.
    await submit(client, phone_code_hash, form_id)
    const { id, status } = await onlyPayment(world)
    expect(status).toBe('submitted')
    expect(await errorOf(check(client, phone_code_hash, form_id))).toBe('420 FLOOD_WAIT_5')
    await world.dc.payments.settle(id)
    const sent = await check(client, phone_code_hash, form_id)
    await submit(client, phone_code_hash, form_id)
    expect(await errorOf(openForm(client, phone_code_hash))).toBe('400 NO_PAYMENT_NEEDED')
    await enter(world, client, sent.phone_code_hash)
  })

  it('dies after five minutes, and another one may be asked for', async () => {
    const { client, phone_code_hash } = await unpaidClient(world)
    const { form_id } = await openForm(client, phone_code_hash)
    expect(await errorOf(check(client, phone_code_hash, form_id + 1n))).toBe('400 FORM_EXPIRED')
    await world.pass(299_000)
    expect(await errorOf(check(client, phone_code_hash, form_id))).toBe('420 FLOOD_WAIT_5')
    await world.pass(1_000)
    expect(await errorOf(check(client, phone_code_hash, form_id))).toBe('400 FORM_EXPIRED')
    expect(await errorOf(submit(client, phone_code_hash, form_id))).toBe('400 FORM_EXPIRED')
    const { form_id: second } = await openForm(client, phone_code_hash)
    expect(second).not.toBe(form_id)
    await world.pass(200_000)
    // From here the provider has five minutes.
    await submit(client, phone_code_hash, second)
    await world.pass(299_000)
    expect(await errorOf(check(client, phone_code_hash, second))).toBe('420 FLOOD_WAIT_5')
    await world.pass(1_000)
    expect(await errorOf(check(client, phone_code_hash, second))).toBe('400 FORM_EXPIRED')
    // The money may still come: nobody pays for nothing.
    await world.dc.payments.settle((await onlyPayment(world)).id)
    expect(await check(client, phone_code_hash, second)).toMatchObject({ _: 'auth.sentCode' })
  })

  it('dies when the payment fails', async () => {
    const { client, phone_code_hash } = await unpaidClient(world)
    const { form_id } = await openForm(client, phone_code_hash)
    await submit(client, phone_code_hash, form_id)
    const { id } = await onlyPayment(world)
    expect(await world.dc.payments.fail(id)).toMatchObject({ status: 'due' })
    expect(await errorOf(check(client, phone_code_hash, form_id))).toBe('400 FORM_EXPIRED')
    expect((await openForm(client, phone_code_hash)).form_id).not.toBe(form_id)
  })

  it('is for what was asked, with credentials that are JSON', async () => {
    const { client, phone_code_hash } = await unpaidClient(world)
    for (const claim of [{ amount: 1n }, { currency: 'EUR' }, { premium_days: 365 }]) {
      expect(await errorOf(openForm(client, phone_code_hash, claim))).toBe('400 INVOICE_INVALID')
    }
    const stars = { _: 'inputInvoiceStars', purpose: purpose(phone_code_hash) }
    expect(await errorOf(client.call('payments.getPaymentForm', { invoice: stars }))).toBe('400 INVOICE_INVALID')
    const { form_id } = await openForm(client, phone_code_hash)
    const wrong = [
      { _: 'inputPaymentCredentials', data: { _: 'dataJSON', data: 'visa' } },
      { _: 'inputPaymentCredentials', data: { _: 'dataJSON', data: `{"x":"${'y'.repeat(20_000)}"}` } },
      { _: 'inputPaymentCredentialsSaved', id: '1', tmp_password: new Uint8Array(1) },
    ]
    for (const credentials of wrong) {
      const answer = submit(client, phone_code_hash, form_id, { credentials })
      expect(await errorOf(answer)).toBe('400 PAYMENT_CREDENTIALS_INVALID')
    }
    const tip = submit(client, phone_code_hash, form_id, { tip_amount: 5n })
    expect(await errorOf(tip)).toBe('400 INVOICE_INVALID')
    expect(await onlyPayment(world)).toMatchObject({ status: 'due' })
  })
})

describe('a purchase in a store', () => {
  it('settles the login, and its answer says how that goes on', async () => {
    const { client, phone_code_hash } = await unpaidClient(world)
    expect(await canBuy(client, phone_code_hash)).toBe(true)
    const receipt = await signer.playMarket('premium.week', world.clock.now())
    const sent = sentIn(await byPlay(client, phone_code_hash, receipt))
    expect(sent).toMatchObject({ type: { _: 'auth.sentCodeTypeSms' } })
    // The answer may have been lost: the same again, and no second message.
    expect(sentIn(await byPlay(client, phone_code_hash, receipt))).toEqual(sent)
    expect(world.dc.inbox.list()).toHaveLength(1)
    expect(await canBuy(client, phone_code_hash)).toBe(false)
    await enter(world, client, sent.phone_code_hash)
  })

  it('settles it in the App Store as well', async () => {
    const { client, phone_code_hash } = await unpaidClient(world)
    const receipt = await signer.appStore('premium.week', world.clock.now())
    const sent = sentIn(await byAppStore(client, phone_code_hash, receipt))
    await enter(world, client, sent.phone_code_hash)
  })

  it('settles one login', async () => {
    const receipt = await signer.playMarket('premium.week', world.clock.now())
    const first = await unpaidClient(world)
    await byPlay(first.client, first.phone_code_hash, receipt)
    const second = await unpaidClient(world)
    expect(await errorOf(byPlay(second.client, second.phone_code_hash, receipt))).toBe('400 DATA_JSON_INVALID')
    expect(await canBuy(second.client, second.phone_code_hash)).toBe(true)
    // Nor does time make it good again.
    await world.pass(7_200_000)
    const third = await unpaidClient(world)
    expect(await errorOf(byPlay(third.client, third.phone_code_hash, receipt))).toBe('400 DATA_JSON_INVALID')
  })

  it('settles one login, however many try at once', async () => {
    const receipt = await signer.appStore('premium.week', world.clock.now())
    const logins = await Promise.all([1, 2, 3, 4].map(() => unpaidClient(world)))
    const outcomes = await Promise.all(
      logins.map(({ client, phone_code_hash }) => errorOf(byAppStore(client, phone_code_hash, receipt))),
    )
    expect(outcomes.filter(outcome => outcome === undefined)).toHaveLength(1)
    expect(outcomes.filter(outcome => outcome === '400 INPUT_PURPOSE_INVALID')).toHaveLength(3)
    expect(world.dc.inbox.list()).toHaveLength(1)
  })

  it('is for what was asked, in fact and by claim', async () => {
    const { client, phone_code_hash } = await unpaidClient(world)
    const nowMs = world.clock.now()
    const good = await signer.playMarket('premium.week', nowMs)
    for (const claim of [{ amount: 1n }, { currency: 'EUR' }, { premium_days: 365 }]) {
      expect(await errorOf(canBuy(client, phone_code_hash, claim))).toBe('400 INPUT_PURPOSE_INVALID')
      expect(await errorOf(byPlay(client, phone_code_hash, good, claim))).toBe('400 INPUT_PURPOSE_INVALID')
    }
    const gift = { _: 'inputStorePaymentStarsTopup', stars: 1n, currency: 'USD', amount: 1n }
    expect(await errorOf(client.call('payments.canPurchaseStore', { purpose: gift }))).toBe('400 INPUT_PURPOSE_INVALID')
    const stranger = await createReceiptSigner()
    const wrongReceipts = [
      await signer.playMarket('stars.100', nowMs),
      await signer.playMarket('premium.week', nowMs, { purchaseState: 2 }),
      await signer.playMarket('premium.week', nowMs, { packageName: 'org.example.other' }),
      await signer.playMarket('premium.week', nowMs + 120_000),
      await stranger.playMarket('premium.week', nowMs),
      Buffer.from(await signer.appStore('premium.week', nowMs)).toString(),
      '{}',
      'no json',
    ]
    for (const receipt of wrongReceipts) {
      expect(await errorOf(byPlay(client, phone_code_hash, receipt))).toBe('400 DATA_JSON_INVALID')
    }
    expect(await errorOf(byAppStore(client, phone_code_hash, new Uint8Array(0)))).toBe('400 RECEIPT_EMPTY')
    const revoked = await signer.appStore('premium.week', nowMs, { revocationDate: nowMs })
    expect(await errorOf(byAppStore(client, phone_code_hash, revoked))).toBe('400 INPUT_PURPOSE_INVALID')
    expect(world.dc.inbox.list()).toEqual([])
  })

  it('is possible where receipts can be read alone', async () => {
    await using shopless = await paidWorld()
    const { client, phone_code_hash } = await unpaidClient(shopless)
    expect(await errorOf(canBuy(client, phone_code_hash))).toBe('406 PREMIUM_CURRENTLY_UNAVAILABLE')
    const receipt = await signer.playMarket('premium.week', shopless.clock.now())
    expect(await errorOf(byPlay(client, phone_code_hash, receipt))).toBe('400 DATA_JSON_INVALID')
  })
})

describe('a payment', () => {
  it('is settled once', async () => {
    const { client } = await unpaidClient(world)
    const { id } = await onlyPayment(world)
    const outcomes = await Promise.all([1, 2, 3].map(() => world.dc.payments.settle(id)))
    expect(outcomes.filter(outcome => outcome !== undefined)).toHaveLength(1)
    await world.settle()
    expect(toldCode(client)).toHaveLength(1)
    expect(world.dc.inbox.list()).toHaveLength(1)
    expect(await world.dc.payments.fail(id)).toBeUndefined()
    expect(await world.dc.payments.settle(id + 1n)).toBeUndefined()
  })

  it('that comes after its login was given up pays for the next of the same key and number, once', async () => {
    const { client, phone_code_hash } = await unpaidClient(world)
    const { form_id } = await openForm(client, phone_code_hash)
    await submit(client, phone_code_hash, form_id)
    const { id } = await onlyPayment(world)
    await ask(client)
    expect(await world.dc.payments.settle(id)).toMatchObject({ status: 'paid' })
    expect(world.dc.inbox.list()).toEqual([])
    expect(await ask(await world.connect())).toMatchObject({ _: 'auth.sentCodePaymentRequired' })
    const sent = await ask<auth.SentCode>(client)
    expect(sent).toMatchObject({ _: 'auth.sentCode' })
    expect(await ask(client)).toMatchObject({ _: 'auth.sentCodePaymentRequired' })
  })
})

describe('money', () => {
  const begin = async (url: string) => {
    vi.stubEnv('HOOK_SECRET', 'a secret of the webhook')
    return paidWorld({
      delivery: {
        inbox: 'off',
        providers: [{ kind: 'webhook', name: 'sms', url, secretEnv: 'HOOK_SECRET', media: ['sms'] }],
      },
      policy: { ...paidPolicy, ladders: [{ when: {}, media: ['sms'] }], spending: { unknownRanges: 'allow' } },
    })
  }

  afterEach(() => vi.unstubAllEnvs())

  it('is not lost when nobody takes the message: the next question tries again', async () => {
    await using gateway = await httpPeer({ status: 400 }, { status: 400 }, { status: 200 })
    await using paying = await begin(gateway.url)
    const { client, phone_code_hash } = await unpaidClient(paying)
    const { id } = await onlyPayment(paying)
    expect(await paying.dc.payments.settle(id)).toMatchObject({ status: 'paid' })
    expect(toldCode(client)).toEqual([])
    expect(await errorOf(check(client, phone_code_hash))).toBe('400 SMS_CODE_CREATE_FAILED')
    expect(await onlyPayment(paying)).toMatchObject({ status: 'paid' })
    const sent = await check(client, phone_code_hash)
    const { code } = JSON.parse(gateway.requests[2]?.body ?? '') as { readonly code: string }
    const { phone_code_hash: paid } = sent
    const entered = await client.call('auth.signIn', { phone_number, phone_code_hash: paid, phone_code: code })
    expect(entered).toMatchObject({ _: 'auth.authorization' })
    expect(await onlyPayment(paying)).toMatchObject({ status: 'used' })
  })

  it('is not lost when the program asks for a code anew instead, however often that fails', async () => {
    await using gateway = await httpPeer({ status: 400 }, { status: 400 }, { status: 200 })
    await using paying = await begin(gateway.url)
    const { client } = await unpaidClient(paying)
    await paying.dc.payments.settle((await onlyPayment(paying)).id)
    expect(await errorOf(ask(client))).toBe('400 SMS_CODE_CREATE_FAILED')
    expect(await ask(client)).toMatchObject({ _: 'auth.sentCode', type: { _: 'auth.sentCodeTypeSms' } })
    expect(await ask(client)).toMatchObject({ _: 'auth.sentCodePaymentRequired' })
  })
})

describe('a layer', () => {
  it.each([
    [227, { ...terms, support_email_address: 'help@example.org' }],
    [223, { ...terms, premium_days: undefined, support_email_address: 'help@example.org' }],
    [204, { store_product: 'premium.week', currency: undefined, support_email_address: undefined }],
  ])('%i has a word of its own for it, and its programs can pay', async (layer, fields) => {
    const client = await world.connect({ layer })
    const required = await ask(client)
    expect(required).toMatchObject({ _: 'auth.sentCodePaymentRequired' })
    for (const [name, value] of Object.entries(fields)) expect(Reflect.get(required, name)).toEqual(value)
    const receipt = await signer.playMarket('premium.week', world.clock.now())
    const sent = sentIn(await byPlay(client, required.phone_code_hash, receipt))
    await enter(world, client, sent.phone_code_hash)
  })

  it.each([189, 167])('%i has none, and its programs are to be updated', async layer => {
    const client = await world.connect({ layer })
    expect(await errorOf(ask(client))).toBe('406 UPDATE_APP_TO_LOGIN')
    expect(world.dc.inbox.list()).toEqual([])
  })
})

it('a login that waits for its payment survives the end of the data center, and a paid one too', async () => {
  await using folder = await temporaryDirectory()
  const dataDir = folder.path
  await using before = await paidWorld({ dataDir })
  const { client, phone_code_hash } = await unpaidClient(before)
  await before.dc.stop()
  await using after = await paidWorld({ dataDir })
  const back = await after.again(client)
  await back.call('help.getConfig')
  await after.dc.payments.settle((await onlyPayment(after)).id)
  await after.settle()
  const sent = await check(back, phone_code_hash)
  expect(toldCode(back)).toEqual([sent])
  await after.dc.stop()
  await using last = await paidWorld({ dataDir })
  expect(await check(await last.again(client), phone_code_hash)).toEqual(sent)
})
