/**
 * What has cost other clients and servers dearly, between our client and our data center, over real TCP and in a time
 * that the test owns: one test for each trap.
 */
import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { type Client, type LoginState, memorySession, parseLoginTokenUrl } from '@chappe/client/node'
import { api } from '@chappe/schema/api'
import { decodeFromBytes, encodeToBytes } from '@chappe/tl/runtime'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FakeTimeWorld, startFakeTimeWorld } from '../../support/fake-time.ts'

const phone_number = '+12025550123'
const password = 'pässwörd-42'
let world: FakeTimeWorld

beforeEach(async () => {
  world = await startFakeTimeWorld({
    accounts: [{ phone_number, first_name: 'Ada' }],
    policy: { limits: { codesPerNumber: null, codesPerAddress: null } },
  })
})

afterEach(() => world[Symbol.asyncDispose]())

const newest = () => world.dc.inbox.list({ phone_number }).at(-1)?.code ?? ''
const app = () => ({ api_id: world.dc.api_id, api_hash: world.dc.api_hash })
const sendCode = (tg: Client) =>
  tg.auth.sendCode({ phone_number, ...app(), settings: { _: 'codeSettings' } }) as Promise<{
    phone_code_hash: string
    type: { _: string; length: number }
    next_type?: { _: string }
    timeout?: number
  }>
const nameOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'nothing',
    ({ errorName }: { errorName: string }) => errorName,
  )

async function logIn(tg: Client): Promise<LoginState> {
  await tg.login.start({ phone_number })
  return tg.login.enterCode(newest())
}

describe('a login code', () => {
  it('works under the key that asked for it, and no other', async () => {
    const [asking, other] = [await world.openClient(), await world.openClient()]
    const { phone_code_hash } = await sendCode(asking)
    const code = { phone_number, phone_code_hash, phone_code: newest() }
    expect(await nameOf(other.auth.signIn(code))).toBe('PHONE_CODE_EXPIRED')
    expect(await asking.auth.signIn(code)).toMatchObject({ _: 'auth.authorization' })
  })

  it('dies with the next auth.sendCode of its key, and lives through a new connection', async () => {
    const session = memorySession()
    const tg = await world.openClient({ session: { load: session.load, save: session.save } })
    const first = await sendCode(tg)
    const phone_code = newest()
    const second = await sendCode(tg)
    const { phone_code_hash } = first
    expect(second.phone_code_hash).not.toBe(phone_code_hash)
    expect(await nameOf(tg.auth.signIn({ phone_number, phone_code_hash, phone_code }))).toBe('PHONE_CODE_EXPIRED')
    const code = { phone_number, phone_code_hash: second.phone_code_hash, phone_code: newest() }
    await tg.close()
    const later = await world.openClient({ session })
    expect(await later.auth.signIn(code)).toMatchObject({ _: 'auth.authorization' })
  })

  it('that has expired leads back to the number once, and not round in circles', async () => {
    const calls: string[] = []
    const tg = await world.openClient({ onCall: ({ method }) => void calls.push(method) })
    await tg.login.start({ phone_number })
    await world.pass(301)
    calls.length = 0
    const state = await tg.login.enterCode(newest())
    expect(state).toMatchObject({ at: 'phone', phone_number, problem: 'PHONE_CODE_EXPIRED' })
    await expect(tg.login.enterCode('12345')).rejects.toMatchObject({ code: 'LOGIN_STEP_WRONG' })
    expect(calls).toEqual(['auth.signIn'])
  })

  it('may be typed with spaces and dashes, a word in capitals and with spaces around it', async () => {
    const tg = await world.openClient()
    await tg.login.start({ phone_number })
    const [a, b, c, ...rest] = newest()
    expect(await tg.login.enterCode(` ${a}${b}-${c} ${rest.join('')} `)).toMatchObject({ at: 'done' })

    await using words = await startFakeTimeWorld({ policy: { ladders: [{ when: {}, media: ['smsPhrase'] }] } })
    const other = await words.openClient()
    await other.login.start({ phone_number })
    const phrase = words.dc.inbox.list({ phone_number }).at(-1)?.code ?? ''
    expect(phrase).toContain(' ')
    expect(await other.login.enterCode(`  ${phrase.toUpperCase().replaceAll(' ', '   ')} `)).toMatchObject({
      at: 'signUp',
    })
  })

  it.each([5, 6, 7])('has the length that the answer says: %i', async length => {
    await using other = await startFakeTimeWorld({ policy: { media: { sms: { length } } } })
    const tg = await other.openClient()
    expect(await tg.login.start({ phone_number })).toMatchObject({ at: 'code', medium: { kind: 'sms', length } })
    const code = other.dc.inbox.list({ phone_number }).at(-1)?.code ?? ''
    expect(code).toHaveLength(length)
    expect(await tg.login.enterCode(code)).toMatchObject({ at: 'signUp' })
  })
})

describe('a resend', () => {
  it('replaces medium, next medium and time: nothing of the first answer is kept', async () => {
    await logIn(await world.openClient())
    const tg = await world.openClient()
    const first = await tg.login.start({ phone_number })
    expect(first).toMatchObject({ medium: { kind: 'app' }, next: 'sms' })
    await world.pass(60)
    const second = await tg.login.resend()
    expect(second).toMatchObject({ medium: { kind: 'sms' }, next: 'call', sentAt: world.clock.now() })
    await world.pass(60)
    const third = await tg.login.resend()
    expect(third).toMatchObject({ at: 'code', medium: { kind: 'call' }, sentAt: world.clock.now() })
    expect(third).not.toHaveProperty('next')
    expect(third).not.toHaveProperty('resendAt')
  })

  it('is announced by a CodeType and answered with a SentCodeType, which share words and no number', async () => {
    const tg = await world.openClient()
    const { type, next_type } = await sendCode(tg)
    expect(type._).toBe('auth.sentCodeTypeSms')
    expect(next_type?._).toBe('auth.codeTypeCall')
  })
})

describe('a second factor', () => {
  it('is asked for by 401 wherever a login can end', async () => {
    const owner = await world.openClient()
    await logIn(owner)
    await owner.password.set({ password })
    const needed = { error_code: 401, errorName: 'SESSION_PASSWORD_NEEDED' }

    const byCode = await world.openClient()
    const { phone_code_hash } = await sendCode(byCode)
    const code = { phone_number, phone_code_hash, phone_code: newest() }
    await expect(byCode.auth.signIn(code)).rejects.toMatchObject(needed)

    const byQr = await world.openClient()
    const shown = await byQr.auth.exportLoginToken({ ...app(), except_ids: [] })
    await owner.auth.acceptLoginToken({ token: shown._ === 'auth.loginToken' ? shown.token : new Uint8Array(0) })
    await expect(byQr.auth.exportLoginToken({ ...app(), except_ids: [] })).rejects.toMatchObject(needed)

    await owner.auth.logOut()
    // The token of that log-out goes along by itself.
    expect(await owner.login.start({ phone_number })).toMatchObject({ at: 'password' })
  })

  it('asks another question for each try, and the client asks for it by itself', async () => {
    const owner = await world.openClient()
    await logIn(owner)
    await owner.password.set({ password })
    const tg = await world.openClient()
    await logIn(tg)
    for (const wrong of ['one', 'two', 'three']) {
      expect(await tg.login.enterPassword(wrong)).toMatchObject({ problem: 'PASSWORD_HASH_INVALID' })
    }
    expect(await tg.login.enterPassword(password)).toMatchObject({ at: 'done' })
  })

  it('with an address for recovery is a success on its way, which the server calls an error', async () => {
    const owner = await world.openClient()
    await logIn(owner)
    const outcome = await owner.password.set({ password, email: 'ada@mail.example' })
    expect(outcome).toMatchObject({ at: 'emailUnconfirmed', codeLength: 6 })
    expect(await owner.account.getPassword()).toMatchObject({ email_unconfirmed_pattern: 'a***a@mail.example' })
  })
})

describe('what comes without being asked for', () => {
  it('reaches a key without a login as updateShort, or it is never read', async () => {
    const owner = await world.openClient()
    await logIn(owner)
    const tg = await world.openClient()
    const heard: string[] = []
    const listening = (async () => {
      for await (const { _ } of tg.receiveUpdates()) heard.push(_)
    })()
    for await (const state of tg.login.qr()) {
      const token = state.at === 'qr' ? parseLoginTokenUrl(state.url) : undefined
      if (token) await owner.auth.acceptLoginToken({ token })
    }
    expect(tg.login.state.at).toBe('done')
    await tg.close()
    await listening
    expect(new Set(heard)).toEqual(new Set(['updateShort']))
  })

  it('explains a 406, which clients are to be silent about', async () => {
    const tg = await world.openClient()
    const heard = tg.receiveUpdates()
    const first = heard.next()
    await expect(tg.login.start({ phone_number: '123' })).rejects.toMatchObject({ error_code: 406 })
    expect((await first).value).toMatchObject({
      _: 'updateShort',
      update: { _: 'updateServiceNotification', popup: true, message: expect.stringContaining('country code') },
    })
  })
})

describe('a user that a login answers with', () => {
  it('has `self`, and so has every later answer', async () => {
    const tg = await world.openClient()
    const { phone_code_hash } = await sendCode(tg)
    const code = { phone_number, phone_code_hash, phone_code: newest() }
    expect(await tg.auth.signIn(code)).toMatchObject({ user: { self: true } })
    expect(await tg.users.getUsers({ id: [{ _: 'inputUserSelf' }] })).toMatchObject([{ self: true }])
  })
})

describe('limits', () => {
  it('of a day are said at once, and never slept through in a login', async () => {
    await using other = await startFakeTimeWorld({
      policy: { limits: { codesPerAddress: { max: 1, periodSeconds: 86_400 }, countThisMachine: true } },
    })
    const tg = await other.openClient()
    await tg.login.start({ phone_number })
    await expect(tg.login.start({ phone_number })).rejects.toMatchObject({ errorName: 'FLOOD_WAIT', argument: 86_400 })
  })
})

describe('codeSettings', () => {
  const token = 'ab'.repeat(32)

  it('with a push token carries both fields of its bit behind the tokens', async () => {
    const settings = { _: 'codeSettings', logout_tokens: [new Uint8Array(32)], token, app_sandbox: false } as const
    const wire = [
      '783d25ad40010000', // codeSettings#ad253d78, flags 6 and 8
      '15c4b51c01000000', // a vector of one
      `20${'00'.repeat(32)}000000`, // bytes: their length, themselves, and zeros up to the next word
      `40${'6162'.repeat(32)}000000`, // token
      '379779bc', // boolFalse: not a flag, but an object of its own
    ].join('')
    expect(Buffer.from(encodeToBytes(api, settings)).toString('hex')).toBe(wire)
    expect(decodeFromBytes(api, Buffer.from(wire, 'hex'))).toMatchObject(settings)
    const tg = await world.openClient()
    const half = { _: 'codeSettings', token: 'a' } as const
    await expect(tg.auth.sendCode({ phone_number, ...app(), settings: half })).rejects.toThrow('app_sandbox')
  })

  it('says to which of Apple’s environments the data center pushes, and with which token', async () => {
    await using production = await listenForPushes()
    await using development = await listenForPushes()
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const key = { keyId: 'KEY0000001', teamId: 'TEAM000001', privateKey: privateKey.export(pkcs8).toString() }
    const urls = { url: production.url, sandboxUrl: development.url }
    await using other = await startFakeTimeWorld({
      accounts: [{ phone_number, first_name: 'Ada' }],
      integrity: { api_ids: [world.dc.api_id], apns: { topic: 'org.example.messenger', ...key, ...urls } },
    })
    const tg = await other.openClient()
    for (const app_sandbox of [false, true]) {
      const settings = { _: 'codeSettings', allow_firebase: true, logout_tokens: [new Uint8Array(32)] } as const
      const sent = await tg.auth.sendCode({ phone_number, ...app(), settings: { ...settings, token, app_sandbox } })
      expect(sent).toMatchObject({ type: { _: 'auth.sentCodeTypeFirebaseSms' } })
      expect(production.paths).toEqual([`/3/device/${token}`])
      expect(development.paths).toEqual(app_sandbox ? [`/3/device/${token}`] : [])
    }
  })

  /** Takes every push, and tells where it went. */
  async function listenForPushes(): Promise<AsyncDisposable & { readonly url: string; readonly paths: string[] }> {
    const paths: string[] = []
    const server = createServer((request, response) => {
      paths.push(request.url)
      response.end()
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    return {
      url: `http://127.0.0.1:${port}`,
      paths,
      [Symbol.asyncDispose]: async () => void server.close(),
    }
  }

  const pkcs8 = { type: 'pkcs8', format: 'pem' } as const
})

describe('the test network', () => {
  it('shares numbers of data centers with production: a session of one is refused for the other', async () => {
    const session = memorySession()
    const production = await world.openClient({ session: { load: session.load, save: session.save } })
    await logIn(production)
    await production.close()
    const dc = { id: world.dc.dcId, ...world.dc.address, public_key: world.dc.publicKey, test: true }
    await expect(world.openClient({ session, dc })).rejects.toMatchObject({ code: 'SESSION_INVALID' })
  })
})
