import { readdir, readFile } from 'node:fs/promises'
import type { auth, payments, updates } from '@chappe/schema/api'
import { expect, it } from 'vitest'
import { createLog, defaultApp, type LogEntry } from '../src/index.ts'
import { createReceiptSigner } from '../src/testing/index.ts'
import { apnsPeer } from './support/apns-peer.ts'
import {
  ask,
  invoice,
  onlyPayment,
  paidPolicy,
  paidWorld,
  phone_number,
  purpose,
  toldCode,
  unpaidClient,
} from './support/paid-world.ts'
import { errorOf } from './support/raw-client.ts'
import { temporaryDirectory } from './support/temporary-directory.ts'

it('neither the log nor the database tells by what somebody paid, how the login goes on, or how a device is woken', async () => {
  await using folder = await temporaryDirectory()
  await using apns = await apnsPeer()
  const signer = await createReceiptSigner()
  const log: LogEntry[] = []
  await using world = await paidWorld({
    dataDir: folder.path,
    receipts: signer.options,
    log: createLog('debug', entry => log.push(entry)),
    integrity: { api_ids: [defaultApp.api_id], apns: apns.options },
    policy: { ...paidPolicy, checks: { apns: ['auth.signUp'] } },
  })
  const secrets: string[] = []

  // By form.
  const form = await unpaidClient(world)
  const { form_id } = await form.client.call<payments.paymentForm>('payments.getPaymentForm', {
    invoice: invoice(form.phone_code_hash),
  })
  const card = '4111111111111111'
  await form.client.call('payments.sendPaymentForm', {
    form_id,
    invoice: invoice(form.phone_code_hash),
    credentials: { _: 'inputPaymentCredentials', data: { _: 'dataJSON', data: JSON.stringify({ card }) } },
  })
  await world.dc.payments.settle((await onlyPayment(world)).id)
  await world.settle()
  const [told] = toldCode(form.client)
  if (told?._ !== 'auth.sentCode') throw new TypeError('not told of a code')
  secrets.push(card, form.phone_code_hash, told.phone_code_hash)

  // In a store.
  const store = await unpaidClient(world)
  const orderId = 'GPA.1234-5678-9012-34567'
  const receipt = await signer.playMarket('premium.week', world.clock.now(), { orderId })
  const bought = await store.client.call<updates>('payments.assignPlayMarketTransaction', {
    receipt: { _: 'dataJSON', data: receipt },
    purpose: purpose(store.phone_code_hash),
  })
  const [update] = bought.updates
  if (update?._ !== 'updateSentPhoneCode' || update.sent_code._ !== 'auth.sentCode') throw new TypeError('no code')
  const { purchase } = JSON.parse(receipt) as { readonly purchase: string }
  secrets.push(orderId, purchase, store.phone_code_hash, update.sent_code.phone_code_hash)

  // By push, for a code and for another method.
  const settings = { _: 'codeSettings', allow_firebase: true, token: 'ab'.repeat(32), app_sandbox: false }
  const iphone = await world.connect()
  const pushed = await iphone.call<auth.sentCode>('auth.sendCode', {
    phone_number: '+999 123 45 67',
    ...defaultApp,
    settings,
  })
  secrets.push(settings.token, pushed.phone_code_hash, String(apns.pushes[0]?.payload.ios_push_secret))
  const signUp = { phone_number, phone_code_hash: pushed.phone_code_hash, first_name: 'Eve', last_name: '' }
  expect(await errorOf(iphone.call('auth.signUp', signUp))).toBe('400 VERIFICATION_FAILED')
  await ask(await world.connect())

  secrets.push(apns.options.privateKey)
  expect(secrets.every(secret => secret.length >= 16)).toBe(true)
  const written = JSON.stringify(log, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))
  expect(log.some(({ event }) => event === 'rpc.call')).toBe(true)
  await world.dc.stop()
  for (const name of await readdir(folder.path)) {
    const bytes = await readFile(`${folder.path}/${name}`)
    for (const secret of secrets) {
      expect(bytes.includes(secret), name).toBe(false)
      if (/^(?:[\da-f]{2})+$/.test(secret)) expect(bytes.includes(Buffer.from(secret, 'hex')), name).toBe(false)
    }
  }
  for (const secret of secrets) expect(written).not.toContain(secret)
})
