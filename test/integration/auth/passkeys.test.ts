/**
 * Passkeys and the tokens of web pages, over real TCP between the client and the data center, in a time that the test
 * owns; the device is a software authenticator. A real browser does the same in test/browser/passkeys.test.ts.
 */
import type { Client, CreatePasskey, GetPasskey, LoginState } from '@chappe/client/node'
import { createSoftwareAuthenticator, type SoftwareAuthenticator } from '@chappe/server/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FakeTimeWorld, startFakeTimeWorld } from '../../support/fake-time.ts'

const phone_number = '+12025550123'
const options = {
  accounts: [{ phone_number, first_name: 'Ada' }],
  passkeys: { sessionAgeSecondsMin: 0 },
} as const
let world: FakeTimeWorld
let owner: Client
let device: SoftwareAuthenticator

beforeEach(async () => {
  world = await startFakeTimeWorld(options)
  owner = await world.openClient()
  await logIn(owner)
  device = createSoftwareAuthenticator()
})

afterEach(() => world[Symbol.asyncDispose]())

async function logIn(tg: Client): Promise<LoginState> {
  await tg.login.start({ phone_number })
  return tg.login.enterCode(world.dc.inbox.list({ phone_number }).at(-1)?.code ?? '')
}

const create =
  (by: SoftwareAuthenticator = device): CreatePasskey =>
  request =>
    by.create(request)
const get =
  (by: SoftwareAuthenticator = device): GetPasskey =>
  request =>
    by.get(request)

describe('tg.passkeys', () => {
  it('registers, lists and deletes', async () => {
    const made = await owner.passkeys.register(create())
    expect(made).toMatchObject({ _: 'passkey', name: 'Passkey', id: expect.stringMatching(/^[\w-]{43}$/) })
    expect(await owner.passkeys.list()).toEqual([made])
    expect(await owner.passkeys.delete(made.id)).toBe(true)
    expect(await owner.passkeys.delete(made.id)).toBe(false)
    expect(await owner.passkeys.list()).toEqual([])
  })

  it('takes the object of a browser by its toJSON', async () => {
    await owner.passkeys.register(request => ({ toJSON: () => device.create(request) }))
    expect(await owner.passkeys.list()).toHaveLength(1)
  })

  it('passes on what the device throws, and what the server refuses', async () => {
    const canceled = new DOMException('the person pressed Cancel', 'NotAllowedError')
    await expect(owner.passkeys.register(() => Promise.reject(canceled))).rejects.toBe(canceled)
    await expect(owner.passkeys.register(() => null)).rejects.toMatchObject({ code: 'PASSKEY_INVALID' })
    const late = owner.passkeys.register(async request => {
      await world.pass(301)
      return device.create(request)
    })
    await expect(late).rejects.toMatchObject({ errorName: 'PASSKEY_CHALLENGE_EXPIRED' })
  })

  it('stops at its signal, and the device hears of it', async () => {
    const abort = new AbortController()
    const asked = owner.passkeys.register(
      (request, { signal }) => {
        expect(signal).toBe(abort.signal)
        abort.abort(new Error('enough'))
        return device.create(request)
      },
      { signal: abort.signal },
    )
    await expect(asked).rejects.toThrow('enough')
    expect(await owner.passkeys.list()).toEqual([])
  })
})

describe('tg.login.passkey', () => {
  it.each(['ES256', 'EdDSA', 'RS256'] as const)(
    'logs in by a passkey of the kind %s, and no code is sent',
    async algorithm => {
      const by = createSoftwareAuthenticator({ algorithm })
      await owner.passkeys.register(create(by))
      const sent = world.dc.inbox.list().length
      const tg = await world.openClient()
      expect(await tg.login.passkey(get(by))).toEqual({ at: 'done', user_id: '1000000001' })
      expect(await tg.users.getUsers({ id: [{ _: 'inputUserSelf' }] })).toMatchObject([{ first_name: 'Ada' }])
      expect(world.dc.inbox.list()).toHaveLength(sent)
      expect(await owner.passkeys.list()).toMatchObject([{ last_usage_date: Math.floor(world.clock.now() / 1000) }])
    },
  )

  it('leads to the password of an account that has one', async () => {
    await owner.passkeys.register(create())
    await owner.password.set({ password: 'correct horse', hint: 'xkcd' })
    const tg = await world.openClient()
    expect(await tg.login.passkey(get())).toEqual({ at: 'password', hint: 'xkcd', has_recovery: false })
    expect(await tg.login.enterPassword('correct horse')).toMatchObject({ at: 'done' })
  })

  it('leaves a login by code as it was when it fails, with what was wrong', async () => {
    const { id } = await owner.passkeys.register(create())
    await owner.passkeys.delete(id)
    const tg = await world.openClient()
    const waiting = await tg.login.start({ phone_number })
    await expect(tg.login.passkey(get())).rejects.toMatchObject({ errorName: 'PASSKEY_CREDENTIAL_NOT_FOUND' })
    expect(tg.login.state).toEqual({ ...waiting, problem: 'PASSKEY_CREDENTIAL_NOT_FOUND' })
    expect(await tg.login.enterCode(world.dc.inbox.list({ phone_number }).at(-1)?.code ?? '')).toMatchObject({
      at: 'done',
    })
  })

  it('passes on what the device throws, and stays where it was', async () => {
    const tg = await world.openClient()
    await expect(tg.login.passkey(get())).rejects.toMatchObject({ name: 'NotAllowedError' })
    await expect(tg.login.passkey(() => null)).rejects.toMatchObject({ code: 'PASSKEY_INVALID' })
    expect(tg.login.state.at).toBe('phone')
  })

  it('is followed when a program makes the calls by itself', async () => {
    await owner.passkeys.register(create())
    await owner.password.set({ password: 'correct horse' })
    const tg = await world.openClient()
    const { options } = await tg.auth.initPasskeyLogin({ api_id: world.dc.api_id, api_hash: world.dc.api_hash })
    const { id, rawId, response } = device.get(JSON.parse(options.data))
    const bytes = (text: string) => Buffer.from(text, 'base64url')
    const call = tg.auth.finishPasskeyLogin({
      credential: {
        _: 'inputPasskeyCredentialPublicKey',
        id,
        raw_id: rawId,
        response: {
          _: 'inputPasskeyResponseLogin',
          client_data: { _: 'dataJSON', data: bytes(response.clientDataJSON).toString() },
          authenticator_data: bytes(response.authenticatorData),
          signature: bytes(response.signature),
          user_handle: bytes(response.userHandle).toString(),
        },
      },
    })
    await expect(call).rejects.toMatchObject({ errorName: 'SESSION_PASSWORD_NEEDED' })
    expect(tg.login.state.at).toBe('password')
  })

  it('works with a passkey that was made under another number of the same data center', async () => {
    await using alone = await startFakeTimeWorld({ ...options, dcId: 2 })
    const believer = (id: number) =>
      alone.openClient({ dc: { id, ...alone.dc.address, public_key: alone.dc.publicKey } })
    const first = await believer(4)
    await first.login.start({ phone_number })
    await first.login.enterCode(alone.dc.inbox.list({ phone_number }).at(-1)?.code ?? '')
    await first.passkeys.register(request => {
      expect(Buffer.from(request.publicKey.user.id, 'base64url').toString()).toBe('4:1000000001')
      return device.create(request)
    })
    expect(await (await believer(2)).login.passkey(get())).toMatchObject({ at: 'done' })
  })
})

describe('with several data centers', () => {
  let many: FakeTimeWorld
  let resident: Client

  beforeEach(async () => {
    many = await startFakeTimeWorld({
      dcs: [{ id: 1 }, { id: 2 }, { id: 3 }],
      accounts: [{ phone_number, first_name: 'Ada', dc: 2 }],
      passkeys: options.passkeys,
    })
    resident = await many.openClient()
    await resident.login.start({ phone_number })
    await resident.login.enterCode(many.dc.inbox.list({ phone_number }).at(-1)?.code ?? '')
  })

  afterEach(() => many[Symbol.asyncDispose]())

  it('tg.login.passkey finishes where the account lives, which becomes the home', async () => {
    await resident.passkeys.register(request => {
      expect(Buffer.from(request.publicKey.user.id, 'base64url').toString()).toBe('2:1000000001')
      return device.create(request)
    })
    const tg = await many.openClient()
    const calls: string[] = []
    const spy = await many.openClient({ onCall: ({ method }) => calls.push(method) })
    for (const client of [tg, spy]) expect(await client.login.passkey(get())).toMatchObject({ at: 'done' })
    // The passkey says where to go: nothing is refused on the way.
    expect(calls.filter(method => method.includes('Passkey'))).toEqual([
      'auth.initPasskeyLogin',
      'auth.finishPasskeyLogin',
    ])
    expect(await tg.users.getUsers({ id: [{ _: 'inputUserSelf' }] })).toMatchObject([{ first_name: 'Ada' }])
    expect((await tg.help.getConfig()).this_dc).toBe(2)
  })

  it('tg.login.passkey follows an account that has moved since the passkey was made', async () => {
    await resident.passkeys.register(create())
    await many.dc.accounts.move(phone_number, 3)
    const tg = await many.openClient()
    expect(await tg.login.passkey(get())).toMatchObject({ at: 'done' })
    expect((await tg.help.getConfig()).this_dc).toBe(3)
  })

  it('tg.login.passkey leads to the password there', async () => {
    await resident.passkeys.register(create())
    await resident.password.set({ password: 'correct horse' })
    const tg = await many.openClient()
    expect(await tg.login.passkey(get())).toMatchObject({ at: 'password' })
    expect(await tg.login.enterPassword('correct horse')).toMatchObject({ at: 'done' })
  })

  it('tg.login.webToken goes where the page says, and is led there when it says nothing', async () => {
    const named = await many.dc.webTokens.create({ phone_number })
    const tg = await many.openClient()
    expect(await tg.login.webToken(named.token, { dc: named.dc })).toMatchObject({ at: 'done' })
    const unnamed = await many.dc.webTokens.create({ phone_number })
    const other = await many.openClient()
    expect(await other.login.webToken(unnamed.token)).toMatchObject({ at: 'done' })
    expect((await other.help.getConfig()).this_dc).toBe(2)
  })
})

describe('tg.login.webToken', () => {
  it('logs in by a token of a web page, and says when it is over', async () => {
    const { token } = await world.dc.webTokens.create({ phone_number })
    const tg = await world.openClient()
    expect(await tg.login.webToken(token)).toEqual({ at: 'done', user_id: '1000000001' })
    const late = await world.openClient()
    await expect(late.login.webToken(token)).rejects.toMatchObject({ errorName: 'WEBAUTH_TOKEN_EXPIRED' })
    expect(late.login.state).toMatchObject({ at: 'phone', problem: 'WEBAUTH_TOKEN_EXPIRED' })
  })

  it('leads to the password of an account that has one', async () => {
    await owner.password.set({ password: 'correct horse' })
    const { token } = await world.dc.webTokens.create({ phone_number })
    const tg = await world.openClient()
    expect(await tg.login.webToken(token)).toMatchObject({ at: 'password' })
    expect(await tg.login.enterPassword('correct horse')).toMatchObject({ at: 'done' })
  })
})
