import type { account, auth } from '@chappe/schema/api'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { defaultApp } from '../src/index.ts'
import { answer, setPassword } from './support/password-world.ts'
import { errorOf, type RawClient } from './support/raw-client.ts'
import { SessionWorld, told, toldBesidesCodes } from './support/session-world.ts'

// The sessions of an account, over TCP, in a time that the test moves.
// https://core.telegram.org/api/auth#confirming-login

const dayMs = 86_400_000
let world: SessionWorld
let owner: RawClient

beforeEach(async () => {
  world = await SessionWorld.start({ country: 'NL' })
  owner = await world.loggedIn({}, { device_model: 'first device' })
})

afterEach(() => world[Symbol.asyncDispose]())

const list = (by = owner) => by.call<account.authorizations>('account.getAuthorizations')
const hashOf = async (device_model: string, by = owner) =>
  (await list(by)).authorizations.find(one => one.device_model === device_model)?.hash ?? 0n
/** Lets so much time pass; gives the owner's client over a new connection. */
const later = async (ms: number): Promise<RawClient> => {
  await world.pass(ms)
  return world.again(owner)
}
const second = () => world.loggedIn({}, { device_model: 'second device' })

describe('a new login', () => {
  it('is told to the other sessions, as a question and as a message from 777000, and once only', async () => {
    const device = await second()
    await world.settle()
    const date = world.clock.now() / 1000
    const hash = await hashOf('second device')
    const location = '127.0.0.1, NL'
    expect(toldBesidesCodes(owner)).toEqual([
      { _: 'updateNewAuthorization', unconfirmed: true, hash, date, device: 'second device, 1, v1', location },
      expect.objectContaining({
        _: 'updateServiceNotification',
        inbox_date: date,
        type: `auth${hash}_${date}`,
        message: expect.stringContaining('Device: second device, 1, v1\nLocation: 127.0.0.1, NL'),
      }),
    ])
    expect(device.updates).toEqual([])
  })

  it('is not told to sessions that ask without updates, and to the others in their own layer', async () => {
    const quiet = await world.loggedIn()
    const old = await world.loggedIn({ layer: 167 })
    const query = { _: 'updates.getState' }
    await quiet.invoke('updates.getState', { _: 'invokeWithoutUpdates', query })
    await world.settle()
    quiet.updates.length = 0
    old.updates.length = 0
    await second()
    await world.settle()
    expect(quiet.updates).toEqual([])
    expect(toldBesidesCodes(old).map(update => update._)).toEqual([
      'updateNewAuthorization',
      'updateServiceNotification',
    ])
    await quiet.call('updates.getState')
    await second()
    await world.settle()
    expect(toldBesidesCodes(quiet)).toHaveLength(2)
  })

  it('can be confirmed by another session, which the rest hear of, but not by itself', async () => {
    const third = await world.loggedIn()
    const device = await second()
    const hash = await hashOf('second device')
    const confirm = (by: RawClient) => by.call('account.changeAuthorizationSettings', { confirmed: true, hash })
    const isUnconfirmed = async () => (await list()).authorizations.find(one => one.hash === hash)?.unconfirmed
    await device.call('account.changeAuthorizationSettings', { confirmed: true, hash: 0n })
    expect(await isUnconfirmed()).toBe(true)
    await world.settle()
    third.updates.length = 0
    expect(await confirm(owner)).toBe(true)
    expect(await isUnconfirmed()).toBeUndefined()
    await world.settle()
    expect(told(third)).toEqual([
      {
        _: 'updateNewAuthorization',
        hash,
        unconfirmed: undefined,
        date: undefined,
        device: undefined,
        location: undefined,
      },
    ])
    expect(await confirm(owner)).toBe(true)
    await world.settle()
    expect(third.updates).toHaveLength(1)
  })

  it('confirms itself after a week', async () => {
    await second()
    const flags = async () => (await list()).authorizations.map(one => one.unconfirmed)
    expect(await flags()).toContain(true)
    owner = await later(7 * dayMs - 1)
    expect(await flags()).toContain(true)
    world.clock.advance(1)
    expect(await flags()).not.toContain(true)
  })

  it('that owes a password is told of when the password was right', async () => {
    await setPassword(owner, 'correct horse')
    const device = await world.connect({}, { device_model: 'second device' })
    expect(await errorOf(world.logIn(device))).toBe('401 SESSION_PASSWORD_NEEDED')
    await world.settle()
    expect(toldBesidesCodes(owner)).toEqual([])
    await device.call('auth.checkPassword', { password: await answer(device, 'correct horse') })
    await world.settle()
    const hash = await hashOf('second device')
    expect(toldBesidesCodes(owner)).toMatchObject([
      { _: 'updateNewAuthorization', unconfirmed: true, hash },
      { _: 'updateServiceNotification', type: `auth${hash}_${world.clock.now() / 1000}` },
    ])
  })
})

describe('account.getAuthorizations', () => {
  it('lists sessions by their last use, the own one with hash 0, and who still owes a password', async () => {
    await setPassword(owner, 'correct horse')
    world.clock.advance(60_000)
    await second().catch(() => undefined)
    const { authorizations, authorization_ttl_days } = await list()
    expect(authorization_ttl_days).toBe(180)
    expect(authorizations).toMatchObject([
      { device_model: 'second device', password_pending: true, current: undefined, ip: '127.0.0.1', country: 'NL' },
      { device_model: 'first device', password_pending: undefined, current: true, hash: 0n },
    ])
  })
})

describe('a key that logs in to another account', () => {
  it('acts for that one from then on, and is no session of the former', async () => {
    const phone_number = '+999 765 43 21'
    await world.dc.accounts.create({ phone_number, first_name: 'Grace' })
    const taken = await second()
    expect((await list()).authorizations).toHaveLength(2)
    const settings = { _: 'codeSettings' }
    const request = { phone_number, ...defaultApp, settings }
    const { phone_code_hash } = await taken.call<auth.sentCode>('auth.sendCode', request)
    const phone_code = world.dc.inbox.list({ phone_number }).at(-1)?.code
    expect(await taken.call('auth.signIn', { phone_number, phone_code_hash, phone_code })).toMatchObject({
      user: { first_name: 'Grace', self: true },
    })
    expect(await taken.call('users.getUsers', { id: [{ _: 'inputUserSelf' }] })).toMatchObject([
      { first_name: 'Grace' },
    ])
    expect((await list(taken)).authorizations).toMatchObject([{ device_model: 'second device', current: true }])
    expect((await list()).authorizations).toMatchObject([{ device_model: 'first device', current: true }])
  })
})

describe('account.resetAuthorization', () => {
  it('ends another session after a day: 401 for it, and its connection is closed', async () => {
    const victim = await second()
    await owner.call('account.changeAuthorizationSettings', { confirmed: true, hash: await hashOf('second device') })
    const hash = await hashOf('second device')
    const reset = () => owner.call('account.resetAuthorization', { hash })
    expect(await errorOf(reset())).toBe('406 FRESH_RESET_AUTHORISATION_FORBIDDEN')
    owner = await later(dayMs - 1)
    expect(await errorOf(reset())).toBe('406 FRESH_RESET_AUTHORISATION_FORBIDDEN')
    world.clock.advance(1)
    const connected = await world.again(victim)
    await connected.call('updates.getState')
    expect(await reset()).toBe(true)
    await world.pass(1)
    await connected.closed
    const back = await world.again(victim)
    expect(await errorOf(back.call('updates.getState'))).toBe('401 SESSION_REVOKED')
    // The key is as good as new.
    await world.logIn(back)
    expect(await back.call('updates.getState')).toMatchObject({ _: 'updates.state' })
  })

  it('ends an unconfirmed session at once, and refuses the own one and what is not there', async () => {
    await second()
    expect(await owner.call('account.resetAuthorization', { hash: await hashOf('second device') })).toBe(true)
    expect(await errorOf(owner.call('account.resetAuthorization', { hash: 0n }))).toBe('400 HASH_INVALID')
    expect(await errorOf(owner.call('account.resetAuthorization', { hash: 1n }))).toBe('400 HASH_INVALID')
    expect((await list()).authorizations).toHaveLength(1)
  })

  it('does not reach into other accounts', async () => {
    await second()
    const hash = await hashOf('second device')
    await world.dc.accounts.create({ phone_number: '+999 765 43 21', first_name: 'Grace' })
    const grace = await world.connect()
    const request = { phone_number: '+999 765 43 21', api_id: world.dc.api_id, api_hash: world.dc.api_hash }
    const { phone_code_hash } = await grace.call<{ phone_code_hash: string }>('auth.sendCode', {
      ...request,
      settings: { _: 'codeSettings' },
    })
    const phone_code = world.dc.inbox.list({ phone_number: request.phone_number }).at(-1)?.code
    await grace.call('auth.signIn', { phone_number: request.phone_number, phone_code_hash, phone_code })
    await world.pass(dayMs)
    const aged = await world.again(grace)
    expect(await errorOf(aged.call('account.resetAuthorization', { hash }))).toBe('400 HASH_INVALID')
    expect(await errorOf(aged.call('account.changeAuthorizationSettings', { hash }))).toBe('400 HASH_INVALID')
  })
})

describe('auth.resetAuthorizations', () => {
  it('ends all others after a day, also those that owe a password', async () => {
    const victim = await second()
    await setPassword(owner, 'correct horse')
    const pending = await world.connect({}, { device_model: 'third device' })
    await world.logIn(pending).catch(() => undefined)
    expect(await errorOf(owner.call('auth.resetAuthorizations'))).toBe('406 FRESH_RESET_AUTHORISATION_FORBIDDEN')
    owner = await later(dayMs)
    const others = [await world.again(victim), await world.again(pending)]
    for (const other of others) await other.call('help.getConfig')
    expect(await owner.call('auth.resetAuthorizations')).toBe(true)
    await world.pass(1)
    await Promise.all(others.map(other => other.closed))
    expect(await errorOf((await world.again(pending)).call('updates.getState'))).toBe('401 SESSION_REVOKED')
    expect((await list()).authorizations).toMatchObject([{ current: true }])
  })
})

describe('account.changeAuthorizationSettings', () => {
  it('changes what is given and leaves the rest', async () => {
    const change = (settings: object) => owner.call('account.changeAuthorizationSettings', { hash: 0n, ...settings })
    await change({ encrypted_requests_disabled: true })
    await change({ call_requests_disabled: true })
    const both = { encrypted_requests_disabled: true, call_requests_disabled: true }
    expect((await list()).authorizations).toMatchObject([both])
    await change({ call_requests_disabled: false })
    expect((await list()).authorizations).toMatchObject([{ ...both, call_requests_disabled: undefined }])
  })
})

describe('account.setAuthorizationTTL', () => {
  it('takes 1 to 366 days from a session that is a day old', async () => {
    const set = (authorization_ttl_days: number) =>
      owner.call('account.setAuthorizationTTL', { authorization_ttl_days })
    expect(await errorOf(set(30))).toBe('406 FRESH_RESET_AUTHORISATION_FORBIDDEN')
    owner = await later(dayMs)
    expect(await errorOf(set(0))).toBe('400 TTL_DAYS_INVALID')
    expect(await errorOf(set(367))).toBe('400 TTL_DAYS_INVALID')
    expect(await set(366)).toBe(true)
    expect((await list()).authorization_ttl_days).toBe(366)
  })

  it('ends sessions that are idle for as long', async () => {
    const idle = await second()
    owner = await later(dayMs)
    await owner.call('account.setAuthorizationTTL', { authorization_ttl_days: 2 })
    owner = await later(dayMs / 2)
    await owner.call('updates.getState')
    owner = await later(dayMs / 2 + 3_600_000)
    expect(await errorOf((await world.again(idle)).call('updates.getState'))).toBe('401 SESSION_EXPIRED')
    expect(await owner.call('updates.getState')).toMatchObject({ _: 'updates.state' })
  })
})
