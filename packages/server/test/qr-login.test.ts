import type { account, auth, authorization } from '@chappe/schema/api'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { defaultApp } from '../src/index.ts'
import { answer, setPassword } from './support/password-world.ts'
import { errorOf, type RawClient } from './support/raw-client.ts'
import { SessionWorld, told } from './support/session-world.ts'

// Logging in by a QR code, over TCP: https://core.telegram.org/api/qr-login

let world: SessionWorld
let owner: RawClient
let device: RawClient

beforeEach(async () => {
  world = await SessionWorld.start()
  owner = await world.loggedIn()
  device = await world.connect({}, { device_model: 'new device' })
})

afterEach(() => world[Symbol.asyncDispose]())

const exportToken = <T extends auth.LoginToken = auth.loginToken>(client: RawClient, except_ids: bigint[] = []) =>
  client.call<T>('auth.exportLoginToken', { ...defaultApp, except_ids })
const otherApp = { api_id: 99, api_hash: 'f'.repeat(32) }
const accept = (token: Uint8Array, by = owner) => by.call<authorization>('auth.acceptLoginToken', { token })
const importToken = (token: Uint8Array, by = device) => by.call<auth.LoginToken>('auth.importLoginToken', { token })
const ownId = async (client: RawClient) =>
  (await client.call<{ id: bigint }[]>('users.getUsers', { id: [{ _: 'inputUserSelf' }] }))[0]?.id ?? 0n

describe('auth.exportLoginToken', () => {
  it('gives a token that ends after thirty seconds, and another one each time', async () => {
    const first = await exportToken(device)
    expect(first).toMatchObject({ _: 'auth.loginToken', expires: world.clock.now() / 1000 + 30 })
    expect(first.token).toHaveLength(32)
    const second = await exportToken(device)
    expect(second.token).not.toEqual(first.token)
    expect(await errorOf(accept(first.token))).toBe('400 AUTH_TOKEN_EXPIRED')
    await accept(second.token)
  })

  it('tells the device of the acceptance by an updateShort, and logs it in when it asks again', async () => {
    const { token } = await exportToken(device)
    const shown = await accept(token)
    expect(shown).toMatchObject({ _: 'authorization', device_model: 'new device', api_id: defaultApp.api_id })
    await world.settle()
    expect(device.updates).toEqual([
      { _: 'updateShort', update: { _: 'updateLoginToken' }, date: world.clock.now() / 1000 },
    ])
    const success = await exportToken<auth.loginTokenSuccess>(device)
    expect(success).toMatchObject({ _: 'auth.loginTokenSuccess', authorization: { user: { self: true } } })
    // Its answer may have been lost.
    expect(await exportToken<auth.LoginToken>(device)).toMatchObject({ _: 'auth.loginTokenSuccess' })
    expect(await ownId(device)).toBe(await ownId(owner))
    await world.settle()
    expect(told(owner)).toMatchObject([
      { _: 'updateNewAuthorization', hash: shown.hash, unconfirmed: undefined },
      { _: 'updateServiceNotification' },
    ])
  })

  it('speaks to each device in its own layer', async () => {
    const old = await world.connect({ layer: 167 })
    await accept((await exportToken(old)).token)
    await world.settle()
    expect(told(old)).toEqual([{ _: 'updateLoginToken' }])
  })

  it('keeps an accepted token for two minutes', async () => {
    await accept((await exportToken(device)).token)
    world.clock.advance(119_000)
    expect(await exportToken<auth.LoginToken>(device)).toMatchObject({ _: 'auth.loginTokenSuccess' })
    const other = await world.connect()
    await accept((await exportToken(other)).token)
    world.clock.advance(120_000)
    expect(await exportToken<auth.LoginToken>(other)).toMatchObject({ _: 'auth.loginToken' })
  })

  it('asks for the password of an account that has one', async () => {
    await setPassword(owner, 'correct horse')
    await accept((await exportToken(device)).token)
    expect(await errorOf(exportToken(device))).toBe('401 SESSION_PASSWORD_NEEDED')
    expect(await errorOf(device.call('updates.getState'))).toBe('401 SESSION_PASSWORD_NEEDED')
    const password = await answer(device, 'correct horse')
    expect(await device.call('auth.checkPassword', { password })).toMatchObject({ user: { self: true } })
    expect(await ownId(device)).toBe(await ownId(owner))
  })

  it('refuses a program that it does not know', async () => {
    const request = { ...defaultApp, api_hash: '0'.repeat(32), except_ids: [] }
    expect(await errorOf(device.call('auth.exportLoginToken', request))).toBe('400 API_ID_INVALID')
  })

  it('lets no other program in under the same key by a token that was accepted for the one that showed it', async () => {
    await using both = await SessionWorld.start({ apps: [defaultApp, otherApp] })
    const [boss, key] = [await both.loggedIn(), await both.connect()]
    const { token } = await exportToken(key)
    await accept(token, boss)
    const request = { ...otherApp, except_ids: [] }
    expect(await key.call('auth.exportLoginToken', request)).toMatchObject({ _: 'auth.loginToken' })
    expect(await errorOf(key.call('updates.getState'))).toBe('401 AUTH_KEY_UNREGISTERED')
    // What the other program shows has taken the place of the token that was accepted.
    expect(await exportToken<auth.LoginToken>(key)).toMatchObject({ _: 'auth.loginToken' })
  })

  it('excludes the accounts that were named with the token that is shown', async () => {
    const { token } = await exportToken(device)
    await accept(token)
    // Named later, when it was accepted already, they are about the next one.
    expect(await exportToken<auth.LoginToken>(device, [await ownId(owner)])).toMatchObject({
      _: 'auth.loginTokenSuccess',
    })
  })

  it('lets nobody in again after a log-out', async () => {
    await accept((await exportToken(device)).token)
    await exportToken<auth.LoginToken>(device)
    await device.call('auth.logOut')
    expect(await exportToken<auth.LoginToken>(device)).toMatchObject({ _: 'auth.loginToken' })
  })
})

describe('auth.acceptLoginToken', () => {
  it('refuses garbage, what is over, what was accepted, and the accounts that the program excludes', async () => {
    expect(await errorOf(accept(new Uint8Array(32)))).toBe('400 AUTH_TOKEN_INVALID')
    expect(await errorOf(accept(new Uint8Array(0)))).toBe('400 AUTH_TOKEN_INVALID')
    const { token } = await exportToken(device)
    const forged = Uint8Array.from(token)
    forged[0] = (forged[0] ?? 0) ^ 1
    expect(await errorOf(accept(forged))).toBe('400 AUTH_TOKEN_INVALID')
    await accept(token)
    expect(await errorOf(accept(token))).toBe('400 AUTH_TOKEN_ALREADY_ACCEPTED')
    const other = await world.connect()
    const excluding = await exportToken(other, [await ownId(owner)])
    expect(await errorOf(accept(excluding.token))).toBe('400 AUTH_TOKEN_EXCEPTION')
    world.clock.advance(30_000)
    expect(await errorOf(accept(excluding.token))).toBe('400 AUTH_TOKEN_EXPIRED')
  })

  it('is for who is logged in', async () => {
    const { token } = await exportToken(device)
    expect(await errorOf(accept(token, device))).toBe('401 AUTH_KEY_UNREGISTERED')
  })

  it('can be taken back by ending the session that it opens, also before that is there', async () => {
    const { token } = await exportToken(device)
    const { hash } = await accept(token)
    expect(await owner.call('account.resetAuthorization', { hash })).toBe(true)
    expect(await exportToken<auth.LoginToken>(device)).toMatchObject({ _: 'auth.loginToken' })
  })
})

describe('auth.resetAuthorizations', () => {
  it('takes back what was accepted and not asked for yet', async () => {
    await world.pass(86_400_000)
    owner = await world.again(owner)
    device = await world.again(device)
    const { token } = await exportToken(device)
    await accept(token)
    expect(await owner.call('auth.resetAuthorizations')).toBe(true)
    expect(await errorOf(importToken(token))).toBe('400 AUTH_TOKEN_EXPIRED')
    expect(await exportToken<auth.LoginToken>(device)).toMatchObject({ _: 'auth.loginToken' })
    expect(await errorOf(device.call('updates.getState'))).toBe('401 AUTH_KEY_UNREGISTERED')
  })
})

describe('a session that has accepted a token', () => {
  /** A device whose token another session of the account has accepted. */
  const letIn = async (by: RawClient): Promise<RawClient> => {
    const waiting = await world.connect()
    await accept((await exportToken(waiting)).token, by)
    return waiting
  }
  const expectOut = async (waiting: RawClient) => {
    expect(await exportToken<auth.LoginToken>(waiting)).toMatchObject({ _: 'auth.loginToken' })
    expect(await errorOf(waiting.call('updates.getState'))).toBe('401 AUTH_KEY_UNREGISTERED')
  }

  it('takes it along when it is ended from outside', async () => {
    await world.pass(86_400_000)
    owner = await world.again(owner)
    const hostile = await world.loggedIn()
    const [waiting, own] = [await letIn(hostile), await letIn(owner)]
    const { authorizations } = await owner.call<account.authorizations>('account.getAuthorizations')
    const hash = authorizations.find(({ current }) => !current)?.hash
    expect(await owner.call('account.resetAuthorization', { hash })).toBe(true)
    await expectOut(waiting)
    // What other sessions have accepted stays.
    expect(await exportToken<auth.LoginToken>(own)).toMatchObject({ _: 'auth.loginTokenSuccess' })
  })

  it('takes it along when it logs out, or its key logs another account in', async () => {
    await world.dc.accounts.create({ phone_number: '+999 333 33 33', first_name: 'Grace' })
    const hostile = await world.loggedIn()
    const waiting = await letIn(hostile)
    await hostile.call('auth.logOut')
    await expectOut(waiting)
    const changing = await world.loggedIn()
    const later = await letIn(changing)
    const grace = '+999 333 33 33'
    const settings = { _: 'codeSettings' }
    const request = { phone_number: grace, ...defaultApp, settings }
    const { phone_code_hash } = await changing.call<auth.sentCode>('auth.sendCode', request)
    const phone_code = world.dc.inbox.list({ phone_number: grace }).at(-1)?.code
    await changing.call('auth.signIn', { phone_number: grace, phone_code_hash, phone_code })
    await expectOut(later)
  })

  it('leaves the login that has come of it', async () => {
    await world.pass(86_400_000)
    owner = await world.again(owner)
    const hostile = await world.loggedIn()
    const waiting = await letIn(hostile)
    await exportToken<auth.LoginToken>(waiting)
    await hostile.call('auth.logOut')
    expect(await errorOf(waiting.call('updates.getState'))).toBeUndefined()
  })
})

describe('auth.importLoginToken', () => {
  it('leaves a token as it is until it is accepted, then logs the key in that showed it', async () => {
    const shown = await exportToken(device)
    expect(await importToken(shown.token)).toEqual(shown)
    await accept(shown.token)
    expect(await importToken(shown.token)).toMatchObject({ _: 'auth.loginTokenSuccess' })
  })

  it('refuses the tokens of other keys', async () => {
    const { token } = await exportToken(device)
    const thief = await world.connect()
    expect(await errorOf(importToken(token, thief))).toBe('400 AUTH_TOKEN_INVALID')
    await accept(token)
    expect(await errorOf(importToken(token, thief))).toBe('400 AUTH_TOKEN_ALREADY_ACCEPTED')
    world.clock.advance(120_000)
    expect(await errorOf(importToken(token))).toBe('400 AUTH_TOKEN_EXPIRED')
  })
})
