import { readdir, readFile } from 'node:fs/promises'
import type { auth } from '@chappe/schema/api'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { defaultApp } from '../src/index.ts'
import { createIntegritySigner } from '../src/testing/index.ts'
import { type ApnsPeer, apnsPeer } from './support/apns-peer.ts'
import { errorOf, type RawClient } from './support/raw-client.ts'
import { SessionWorld } from './support/session-world.ts'
import { temporaryDirectory } from './support/temporary-directory.ts'

// Codes by firebaseSms to iOS, over TCP and a real HTTP/2 connection: https://core.telegram.org/api/auth

const phone_number = '+999 123 45 67'
const token = 'ab'.repeat(32)

let apns: ApnsPeer
let world: SessionWorld

beforeEach(async () => {
  apns = await apnsPeer()
  world = await SessionWorld.start({ integrity: { api_ids: [defaultApp.api_id], apns: apns.options } })
})

afterEach(async () => {
  await world[Symbol.asyncDispose]()
  await apns[Symbol.asyncDispose]()
})

const ask = (client: RawClient, changes: object = {}) =>
  client.call<auth.sentCode>('auth.sendCode', {
    phone_number,
    ...defaultApp,
    settings: { _: 'codeSettings', allow_firebase: true, token, app_sandbox: true, ...changes },
  })
const prove = (client: RawClient, phone_code_hash: string, proof: object) =>
  client.call<boolean>('auth.requestFirebaseSms', { phone_number, phone_code_hash, ...proof })
const resend = (client: RawClient, phone_code_hash: string, reason: string) =>
  client.call<auth.sentCode>('auth.resendCode', { phone_number, phone_code_hash, reason })
const secretOf = (index = -1): string => String(apns.pushes.at(index)?.payload.ios_push_secret)

describe('a program on iOS', () => {
  it('is woken by a silent push, proves itself by its secret, and gets the message', async () => {
    const client = await world.connect()
    const sent = await ask(client)
    expect(sent).toMatchObject({
      type: { _: 'auth.sentCodeTypeFirebaseSms', push_timeout: 15, length: 5, nonce: undefined },
      next_type: { _: 'auth.codeTypeSms' },
    })
    expect(apns.pushes).toHaveLength(1)
    const [push] = apns.pushes
    expect(push).toMatchObject({
      token,
      headers: { 'apns-topic': 'org.example.messenger', 'apns-push-type': 'background', 'apns-priority': '5' },
      payload: {
        aps: { 'content-available': 1 },
        receipt: Reflect.get(sent.type, 'receipt'),
        ios_push_secret: expect.stringMatching(/^[\da-f]{32}$/),
      },
    })
    expect(push?.payload.receipt).not.toBe(push?.payload.ios_push_secret)
    expect(world.dc.inbox.list()).toEqual([])
    expect(await prove(client, sent.phone_code_hash, { ios_push_secret: secretOf() })).toBe(true)
    const [message] = world.dc.inbox.list()
    const { phone_code_hash } = sent
    const signIn = { phone_number, phone_code_hash, phone_code: message?.code }
    expect(await client.call('auth.signIn', signIn)).toMatchObject({ _: 'auth.authorization' })
  })

  it.each([
    ['a wrong secret', { ios_push_secret: '0'.repeat(32) }],
    ['the receipt for the secret', 'receipt'],
    ['a proof of another platform', { play_integrity_token: 'x' }],
    ['nothing', {}],
  ])('has one try, and goes on by text message after %s', async (_, proof) => {
    const client = await world.connect()
    const { phone_code_hash } = await ask(client)
    const shown = proof === 'receipt' ? { ios_push_secret: String(apns.pushes[0]?.payload.receipt) } : proof
    expect(await prove(client, phone_code_hash, shown as object)).toBe(false)
    expect(await prove(client, phone_code_hash, { ios_push_secret: secretOf() })).toBe(false)
    const sent = await resend(client, phone_code_hash, 'APNS_RECEIVE_TIMEOUT')
    expect(sent.type).toMatchObject({ _: 'auth.sentCodeTypeSms' })
    expect(world.dc.inbox.list()).toHaveLength(1)
    expect(world.dc.deliveries.list().at(-1)).toMatchObject({ reason: 'APNS_RECEIVE_TIMEOUT' })
  })

  it.each([
    [true, 'development'],
    [false, 'production'],
  ])('that says app_sandbox %s is pushed to through the %s service', async (app_sandbox, environment) => {
    await ask(await world.connect(), { app_sandbox })
    expect(apns.pushes).toMatchObject([{ token, environment }])
  })

  it('gets the next medium at once when Apple does not know its token', async () => {
    apns.answer({ status: 410, reason: 'Unregistered' })
    const client = await world.connect()
    const sent = await ask(client)
    expect(sent.type).toMatchObject({ _: 'auth.sentCodeTypeSms' })
    expect(world.dc.inbox.list()).toHaveLength(1)
    expect(await errorOf(prove(client, sent.phone_code_hash, { ios_push_secret: secretOf() }))).toBeUndefined()
  })

  it.each([
    ['no token', { token: undefined, app_sandbox: undefined }],
    ['no token that could be one', { token: '../../x' }],
    ['no permission', { allow_firebase: undefined }],
  ])('is not pushed to with %s', async (_, changes) => {
    const client = await world.connect()
    expect((await ask(client, changes)).type).toMatchObject({ _: 'auth.sentCodeTypeSms' })
    expect(apns.pushes).toEqual([])
  })

  it('has a secret for each login, of no use to another', async () => {
    const [first, second] = [await world.connect(), await world.connect()]
    const a = await ask(first)
    const b = await ask(second)
    expect(secretOf(0)).not.toBe(secretOf(1))
    expect(await prove(first, a.phone_code_hash, { ios_push_secret: secretOf(1) })).toBe(false)
    expect(await prove(second, b.phone_code_hash, { ios_push_secret: secretOf(1) })).toBe(true)
  })

  it('is another than one on Android, which is asked for its own proof', async () => {
    const signer = await createIntegritySigner([defaultApp.api_id])
    await using both = await SessionWorld.start({ integrity: { ...signer.options, apns: apns.options } })
    const iphone = await ask(await both.connect())
    expect(iphone.type).toMatchObject({ receipt: expect.any(String), play_integrity_nonce: undefined })
    const android = await ask(await both.connect(), { token: undefined, app_sandbox: undefined })
    expect(android.type).toMatchObject({ receipt: undefined, play_integrity_nonce: expect.any(Uint8Array) })
  })
})

describe('the push service', () => {
  it('is reached again over a new connection when the one before broke', async () => {
    await ask(await world.connect())
    apns.answer('drop')
    expect((await ask(await world.connect())).type).toMatchObject({ _: 'auth.sentCodeTypeFirebaseSms' })
    expect(apns.pushes).toHaveLength(2)
    expect(apns.connections()).toBe(2)
  })

  it('keeps one connection, and is shown one provider token for forty minutes', async () => {
    await ask(await world.connect())
    await world.pass(39 * 60_000)
    await ask(await world.connect())
    await world.pass(60_000)
    await ask(await world.connect())
    const [first, second, third] = apns.pushes.map(({ issuedAt }) => issuedAt)
    expect([second, third]).toEqual([first, (first ?? 0) + 2400])
    expect(apns.connections()).toBe(1)
  })

  it('gets a new provider token when it calls the present one expired', async () => {
    await ask(await world.connect())
    await world.pass(25 * 60_000)
    apns.answer({ status: 403, reason: 'ExpiredProviderToken' })
    expect((await ask(await world.connect())).type).toMatchObject({ _: 'auth.sentCodeTypeFirebaseSms' })
    const issued = apns.pushes.map(({ issuedAt }) => issuedAt)
    expect(issued).toHaveLength(3)
    expect(issued[2]).toBeGreaterThan(issued[1] ?? 0)
  })

  it('that is down costs no login', async () => {
    apns.answer('drop', 'drop')
    expect((await ask(await world.connect())).type).toMatchObject({ _: 'auth.sentCodeTypeSms' })
    await apns[Symbol.asyncDispose]()
    expect((await ask(await world.connect())).type).toMatchObject({ _: 'auth.sentCodeTypeSms' })
    apns = await apnsPeer()
  })
})

it('a device token is nowhere in the database in the clear, and works after a restart', async () => {
  await using folder = await temporaryDirectory()
  const options = {
    dataDir: folder.path,
    integrity: { api_ids: [defaultApp.api_id], apns: apns.options },
    // The push is a text message that comes second.
    policy: { ladders: [{ when: {}, media: ['sms', 'firebaseSms', 'call'] as const }] },
  }
  await using before = await SessionWorld.start(options)
  const client = await before.connect()
  const { phone_code_hash } = await ask(client)
  await before.dc.stop()
  for (const name of await readdir(folder.path)) {
    const bytes = await readFile(`${folder.path}/${name}`)
    expect(bytes.includes(token)).toBe(false)
    expect(bytes.includes(Buffer.from(token, 'hex'))).toBe(false)
  }
  await using after = await SessionWorld.start(options)
  await after.pass(60_000)
  const back = await after.again(client)
  const sent = await back.call<auth.sentCode>('auth.resendCode', { phone_number, phone_code_hash })
  expect(sent.type).toMatchObject({ _: 'auth.sentCodeTypeFirebaseSms', receipt: expect.any(String) })
  expect(apns.pushes.map(push => push.token)).toEqual([token])
})
