import type { auth } from '@chappe/schema/api'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type DataCenterOptions, defaultApp } from '../src/index.ts'
import { createIntegritySigner, type IntegritySigner } from '../src/testing/index.ts'
import { type ApnsPeer, apnsPeer } from './support/apns-peer.ts'
import { httpPeer } from './support/http-peer.ts'
import { errorOf, type RawClient } from './support/raw-client.ts'
import { SessionWorld } from './support/session-world.ts'

// Checks of programs before any method, over TCP: https://core.telegram.org/api/errors

const phone_number = '+999 123 45 67'
const device = 'cd'.repeat(32)
const other = { api_id: 99, api_hash: 'f'.repeat(32) }

let signer: IntegritySigner
let apns: ApnsPeer
let world: SessionWorld

beforeEach(async () => {
  signer = await createIntegritySigner([defaultApp.api_id])
  apns = await apnsPeer()
})

afterEach(async () => {
  await world[Symbol.asyncDispose]()
  await apns[Symbol.asyncDispose]()
})

async function start(options: DataCenterOptions): Promise<RawClient> {
  world = await SessionWorld.start({ apps: [defaultApp, other], ...options })
  return world.connect()
}

const sendCode = (settings: object = {}, app: object = defaultApp) => ({
  _: 'auth.sendCode',
  phone_number,
  ...app,
  settings: { _: 'codeSettings', ...settings },
})
const iphone = sendCode({ token: device, app_sandbox: true })

const ask = (client: RawClient, query: object = sendCode()) =>
  client.invoke<auth.sentCode>('auth.sendCode', query as { _: string })
const withPlay = (client: RawClient, nonce: string, token: string, query: object = sendCode()) =>
  ask(client, { _: 'invokeWithGooglePlayIntegrity', nonce, token, query })
const withPush = (client: RawClient, nonce: string, secret: string, query: object = iphone) =>
  ask(client, { _: 'invokeWithApnsSecret', nonce, secret, query })
const withReCaptcha = (client: RawClient, token: string, query: object = sendCode()) =>
  ask(client, { _: 'invokeWithReCaptcha', token, query })

/** The nonce of the challenge that a call meets. */
async function nonceOf(call: Promise<unknown>): Promise<string> {
  const error = (await errorOf(call)) ?? ''
  const [, nonce] = /^403 (?:INTEGRITY_CHECK_CLASSIC_1234567890|APNS_VERIFY_CHECK)_([\da-f]{48})$/.exec(error) ?? []
  if (nonce === undefined) throw new TypeError(`no challenge: ${error}`)
  return nonce
}

const playToken = (nonce: string, changes: object = {}) =>
  signer.playIntegrityToken(Buffer.from(nonce, 'hex'), world.clock.now(), changes)

describe('INTEGRITY_CHECK_CLASSIC', () => {
  const checks = { playIntegrity: ['auth.sendCode'] }
  const begin = () => start({ integrity: signer.options, policy: { checks } })

  it('is answered by a token for its nonce, and the call is carried out', async () => {
    const client = await begin()
    const nonce = await nonceOf(ask(client))
    expect(world.dc.inbox.list()).toEqual([])
    const sent = await withPlay(client, nonce, await playToken(nonce))
    expect(sent).toMatchObject({ _: 'auth.sentCode' })
    expect(world.dc.inbox.list()).toHaveLength(1)
  })

  it('is for one call: the next needs another nonce, and an old one brings one', async () => {
    const client = await begin()
    const nonce = await nonceOf(ask(client))
    const token = await playToken(nonce)
    await withPlay(client, nonce, token)
    const next = await nonceOf(withPlay(client, nonce, token))
    expect(next).not.toBe(nonce)
    expect(await nonceOf(ask(client))).toBe(next)
  })

  it('is the same while it waits, ends after five minutes, and is for one key and one method', async () => {
    const client = await begin()
    const nonce = await nonceOf(ask(client))
    expect(await nonceOf(ask(client))).toBe(nonce)
    const stranger = await world.connect()
    expect(await nonceOf(withPlay(stranger, nonce, await playToken(nonce)))).not.toBe(nonce)
    await world.pass(300_000)
    expect(await nonceOf(withPlay(client, nonce, await playToken(nonce)))).not.toBe(nonce)
  })

  it.each([
    ['empty', async () => ''],
    ['no token', async () => 'x'],
    ['for another nonce', () => playToken('00'.repeat(24))],
    ['of a device that is not genuine', (nonce: string) => playToken(nonce, { isGenuine: false })],
    [
      'of another signer',
      async (nonce: string) =>
        (await createIntegritySigner([defaultApp.api_id])).playIntegrityToken(
          Buffer.from(nonce, 'hex'),
          world.clock.now(),
        ),
    ],
  ])('is not answered by a token that is %s', async (_, token) => {
    const client = await begin()
    const nonce = await nonceOf(ask(client))
    expect(await errorOf(withPlay(client, nonce, await token(nonce)))).toBe('400 VERIFICATION_FAILED')
    // The nonce is gone: a second try begins anew.
    expect(await nonceOf(withPlay(client, nonce, await playToken(nonce)))).not.toBe(nonce)
    expect(world.dc.inbox.list()).toEqual([])
  })

  it('comes before nothing but the methods named, and not to programs that cannot answer', async () => {
    const client = await begin()
    await client.call('help.getConfig')
    // A proof that nobody asked for says nothing.
    const query = { _: 'help.getConfig' }
    await client.invoke('help.getConfig', { _: 'invokeWithGooglePlayIntegrity', nonce: 'x', token: 'y', query })
    const unlisted = await world.connect({}, { api_id: other.api_id })
    expect(await ask(unlisted, sendCode({}, other))).toMatchObject({ _: 'auth.sentCode' })
  })
})

describe('APNS_VERIFY_CHECK', () => {
  const checks = { apns: ['auth.sendCode', 'account.getAuthorizations'] }
  const begin = () => start({ integrity: { api_ids: [defaultApp.api_id], apns: apns.options }, policy: { checks } })

  it('is answered by the secret of the push that holds its nonce', async () => {
    const client = await begin()
    const nonce = await nonceOf(ask(client, iphone))
    expect(apns.pushes).toMatchObject([{ token: device, payload: { verify_nonce: nonce } }])
    const secret = String(apns.pushes[0]?.payload.verify_secret)
    expect(await withPush(client, nonce, secret)).toMatchObject({ _: 'auth.sentCode' })
    // Once: the next call is pushed to again.
    expect(await nonceOf(withPush(client, nonce, secret))).not.toBe(nonce)
    expect(apns.pushes).toHaveLength(2)
  })

  it('brings one push, however often the call is repeated without an answer', async () => {
    const client = await begin()
    const nonce = await nonceOf(ask(client, iphone))
    expect(await nonceOf(ask(client, iphone))).toBe(nonce)
    expect(apns.pushes).toHaveLength(1)
  })

  it('is not answered by a guess, nor got around by naming no device or a wrong one', async () => {
    const client = await begin()
    const nonce = await nonceOf(ask(client, iphone))
    expect(await errorOf(withPush(client, nonce, '0'.repeat(32)))).toBe('400 VERIFICATION_FAILED')
    const secret = String(apns.pushes[0]?.payload.verify_secret)
    expect(await nonceOf(withPush(client, nonce, secret))).not.toBe(nonce)
    const stranger = await world.connect()
    expect(await errorOf(ask(stranger, sendCode()))).toBe('400 VERIFICATION_FAILED')
    apns.answer({ status: 400, reason: 'BadDeviceToken' })
    expect(await errorOf(ask(stranger, iphone))).toBe('400 VERIFICATION_FAILED')
    expect(world.dc.inbox.list()).toEqual([])
  })

  it('reaches the device that a session has registered', async () => {
    const client = await begin()
    const nonce = await nonceOf(ask(client, iphone))
    const sent = await withPush(client, nonce, String(apns.pushes[0]?.payload.verify_secret))
    const { phone_code_hash } = sent
    const phone_code = world.dc.inbox.list({ phone_number }).at(-1)?.code
    await client.call('auth.signIn', { phone_number, phone_code_hash, phone_code })
    expect(await errorOf(client.call('account.getAuthorizations'))).toBe('400 VERIFICATION_FAILED')
    const token = 'ef'.repeat(32)
    await client.call('account.registerDevice', {
      token_type: 1,
      token,
      app_sandbox: false,
      secret: new Uint8Array(0),
      other_uids: [],
    })
    const second = await nonceOf(client.call('account.getAuthorizations'))
    expect(apns.pushes.at(-1)).toMatchObject({ token, payload: { verify_nonce: second } })
    const answered = {
      _: 'invokeWithApnsSecret',
      nonce: second,
      secret: String(apns.pushes.at(-1)?.payload.verify_secret),
      query: { _: 'account.getAuthorizations' },
    }
    expect(await client.invoke('account.getAuthorizations', answered)).toMatchObject({ authorizations: [{}] })
  })
})

describe('RECAPTCHA_CHECK', () => {
  const rule = { methods: ['auth.sendCode'], action: 'signup', key_id: '6Lc_x-Y' }
  const assessment = (changes: { valid?: boolean; action?: string; score?: number } = {}) => ({
    status: 200,
    body: JSON.stringify({
      tokenProperties: { valid: changes.valid ?? true, action: changes.action ?? 'signup' },
      riskAnalysis: { score: changes.score ?? 0.9 },
    }),
  })
  const begin = (url: string) =>
    start({
      integrity: { api_ids: [], reCaptcha: { url, apiKey: 'secret key' } },
      policy: { checks: { reCaptcha: [rule] } },
    })

  it('is answered by a token that reCAPTCHA vouches for', async () => {
    await using peer = await httpPeer(assessment())
    const client = await begin(peer.url)
    expect(await errorOf(ask(client))).toBe('403 RECAPTCHA_CHECK_signup__6Lc_x-Y')
    expect(await withReCaptcha(client, 'token')).toMatchObject({ _: 'auth.sentCode' })
    expect(peer.requests).toHaveLength(1)
    const [request] = peer.requests
    expect(request?.headers['x-goog-api-key']).toBe('secret key')
    expect(JSON.parse(request?.body ?? '')).toEqual({
      event: { token: 'token', siteKey: '6Lc_x-Y', expectedAction: 'signup' },
    })
    expect(await errorOf(ask(client))).toBe('403 RECAPTCHA_CHECK_signup__6Lc_x-Y')
  })

  it.each([
    ['is not valid', assessment({ valid: false })],
    ['was for another deed', assessment({ action: 'login' })],
    ['is of a robot', assessment({ score: 0.4 })],
    ['nobody could look at', { status: 500 }],
    ['was answered by nonsense', { status: 200, body: 'x' }],
    ['sent us elsewhere', { status: 302, headers: { location: 'http://127.0.0.1:9/' } }],
  ])('is not answered by a token that %s', async (_, answer) => {
    await using peer = await httpPeer(answer)
    const client = await begin(peer.url)
    expect(await errorOf(withReCaptcha(client, 'token'))).toBe('400 VERIFICATION_FAILED')
    expect(world.dc.inbox.list()).toEqual([])
  })

  it('lets nobody through while reCAPTCHA cannot be reached', async () => {
    const client = await begin('http://127.0.0.1:9/')
    expect(await errorOf(withReCaptcha(client, 'token'))).toBe('400 VERIFICATION_FAILED')
  })

  it('is not asked about what cannot be a token', async () => {
    await using peer = await httpPeer(assessment())
    const client = await begin(peer.url)
    for (const token of ['', 'x'.repeat(16_385)]) {
      expect(await errorOf(withReCaptcha(client, token))).toBe('400 VERIFICATION_FAILED')
    }
    expect(peer.requests).toEqual([])
  })
})

it('each program is asked for what it can bring: a push, Play Integrity, and reCAPTCHA where it can bring neither', async () => {
  const methods = ['auth.sendCode']
  const reCaptcha = { url: 'http://127.0.0.1:9/', apiKey: 'x' }
  const client = await start({
    integrity: { ...signer.options, apns: apns.options, reCaptcha },
    policy: { checks: { playIntegrity: methods, apns: methods, reCaptcha: [{ methods, action: 'a', key_id: 'k' }] } },
  })
  expect(await errorOf(ask(client, iphone))).toMatch(/^403 APNS_VERIFY_CHECK_/)
  expect(await errorOf(ask(client))).toMatch(/^403 INTEGRITY_CHECK_CLASSIC_1234567890_/)
  const unlisted = await world.connect({}, { api_id: other.api_id })
  expect(await errorOf(ask(unlisted, sendCode({}, other)))).toBe('403 RECAPTCHA_CHECK_a__k')
})

it('a check that nothing here could verify is a mistake at the start', async () => {
  world = await SessionWorld.start()
  for (const name of ['playIntegrity', 'apns'] as const) {
    const options = { policy: { checks: { [name]: ['auth.sendCode'] } } }
    await expect(SessionWorld.start(options)).rejects.toMatchObject({ code: 'INTEGRITY_INVALID' })
  }
  const unknown = SessionWorld.start({ policy: { checks: { apns: ['auth.sendKode'] } } })
  await expect(unknown).rejects.toThrow('checks.apns[0]: there is no method "auth.sendKode"')
})
