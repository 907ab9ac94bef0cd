import type { account, auth } from '@chappe/schema/api'
import { mtproto } from '@chappe/schema/mtproto'
import { encodeToBytes } from '@chappe/tl/runtime'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ada, askHome, DcWorld, exportFrom, importTo } from './support/dc-world.ts'
import { setPassword } from './support/password-world.ts'
import { errorOf, type RawClient } from './support/raw-client.ts'
import { told } from './support/session-world.ts'

// Logins taken from one data center to another, over TCP: https://core.telegram.org/api/datacenter

let world: DcWorld
let home: RawClient

beforeEach(async () => {
  world = await DcWorld.start()
  home = await world.loggedIn()
})

afterEach(() => world[Symbol.asyncDispose]())

const sessions = (client: RawClient) => client.call<account.authorizations>('account.getAuthorizations')

describe('auth.exportAuthorization', () => {
  it('gives 32 bytes for another data center, other ones each time', async () => {
    const [one, two] = [await exportFrom(home, 3), await exportFrom(home, 3)]
    expect(one.bytes).toHaveLength(32)
    expect(two.bytes).not.toEqual(one.bytes)
    expect(two.id).toBe(one.id)
    // Two parts of one program may ask at the same time.
    await importTo(await world.connect(3), one)
    await importTo(await world.connect(3), two)
  })

  it.each([2, 4, 0, -1])('refuses the data center %i, which is the present one or none', async dc_id => {
    expect(await errorOf(exportFrom(home, dc_id))).toBe('400 DC_ID_INVALID')
  })

  it('is for who is logged in and owes nothing', async () => {
    expect(await errorOf(exportFrom(await world.connect(2), 3))).toBe('401 AUTH_KEY_UNREGISTERED')
  })

  it('sends who is at home elsewhere there, unless that is where the login is to go', async () => {
    const away = await world.follow(home, 3)
    expect(await errorOf(exportFrom(away, 1))).toBe('303 USER_MIGRATE_2')
    expect(await errorOf(exportFrom(away, 3))).toBe('400 DC_ID_INVALID')
  })

  it('keeps a bounded number of logins on their way: the oldest goes', async () => {
    const first = await exportFrom(home, 3)
    const second = await exportFrom(home, 3)
    for (let more = 1; more < 32; more++) await exportFrom(home, 1)
    await importTo(await world.connect(3), second)
    expect(await errorOf(importTo(await world.connect(3), first))).toBe('400 AUTH_BYTES_INVALID')
  })
})

describe('auth.importAuthorization', () => {
  it('makes the key one of the account, of whom it answers with user.self', async () => {
    const away = await world.connect(3)
    const exported = await exportFrom(home, 3)
    const authorization = await importTo(away, exported)
    expect(authorization).toMatchObject({ _: 'auth.authorization', user: { self: true, id: exported.id } })
    expect(authorization.future_auth_token).toBeUndefined()
    // It is no stranger any more, whom this method would be answered with 401.
    expect(await errorOf(askHome(away))).toBe('303 USER_MIGRATE_2')
  })

  it('tells nobody: it is a part of a session that is known', async () => {
    const other = await world.loggedIn()
    await world.settle()
    const before = [told(home).length, told(other).length]
    await world.follow(home, 3)
    await world.settle()
    expect([told(home).length, told(other).length]).toEqual(before)
    expect((await sessions(home)).authorizations).toHaveLength(2)
  })

  it('asks for no password: the login that it comes from owes none', async () => {
    await setPassword(home, 'correct horse')
    const away = await world.follow(home, 3)
    expect(await errorOf(askHome(away))).toBe('303 USER_MIGRATE_2')
    // Who still owes it has nothing to take along.
    const pending = await world.connect(2)
    expect(await errorOf(world.logIn(pending))).toBe('401 SESSION_PASSWORD_NEEDED')
    expect(await errorOf(exportFrom(pending, 3))).toBe('401 SESSION_PASSWORD_NEEDED')
  })

  it('refuses bytes that never were', async () => {
    const away = await world.connect(3)
    const exported = await exportFrom(home, 3)
    const forged = Uint8Array.from(exported.bytes)
    forged[31] = (forged[31] ?? 0) ^ 1
    for (const bytes of [new Uint8Array(0), new Uint8Array(32), forged, new Uint8Array(100_000)]) {
      expect(await errorOf(importTo(away, exported, { bytes }))).toBe('400 AUTH_BYTES_INVALID')
    }
    await importTo(away, exported)
  })

  it('refuses bytes that were used, under the same key too', async () => {
    const away = await world.connect(3)
    const exported = await exportFrom(home, 3)
    await importTo(away, exported)
    expect(await errorOf(importTo(away, exported))).toBe('400 AUTH_BYTES_INVALID')
    expect(await errorOf(importTo(await world.connect(3), exported))).toBe('400 AUTH_BYTES_INVALID')
  })

  it('lets one key in of many that bring the same bytes at once', async () => {
    const exported = await exportFrom(home, 3)
    const keys = await Promise.all(Array.from({ length: 6 }, () => world.connect(3)))
    const outcomes = await Promise.all(keys.map(key => errorOf(importTo(key, exported))))
    expect(outcomes.filter(error => error === undefined)).toHaveLength(1)
    expect(outcomes.filter(error => error === '400 AUTH_BYTES_INVALID')).toHaveLength(5)
  })

  it('refuses bytes after a minute', async () => {
    const away = await world.connect(3)
    const [late, inTime] = [await exportFrom(home, 3), await exportFrom(home, 3)]
    world.clock.advance(59_000)
    await importTo(away, inTime)
    world.clock.advance(1_000)
    expect(await errorOf(importTo(away, late))).toBe('400 AUTH_BYTES_INVALID')
  })

  it('refuses bytes for another data center, and does not use them up by that', async () => {
    const exported = await exportFrom(home, 3)
    expect(await errorOf(importTo(await world.connect(1), exported))).toBe('400 AUTH_BYTES_INVALID')
    await importTo(await world.connect(3), exported)
  })

  it('refuses the bytes of another account, and does not use them up by that', async () => {
    const away = await world.connect(3)
    const exported = await exportFrom(home, 3)
    expect(await errorOf(importTo(away, exported, { id: exported.id + 1n }))).toBe('400 USER_ID_INVALID')
    await importTo(away, exported)
  })

  it('refuses bytes whose login has ended since', async () => {
    const exported = await exportFrom(home, 3)
    await home.call('auth.logOut')
    expect(await errorOf(importTo(await world.connect(3), exported))).toBe('400 AUTH_BYTES_INVALID')
  })

  it('may be repeated with new bytes under the same key', async () => {
    const away = await world.follow(home, 3)
    await importTo(away, await exportFrom(home, 3))
    expect(await errorOf(askHome(away))).toBe('303 USER_MIGRATE_2')
  })
})

describe('a derived login', () => {
  it('may do what belongs to every data center, and is sent home with the rest', async () => {
    const away = await world.follow(home, 3)
    await away.call('help.getConfig')
    await away.call('help.getNearestDc')
    await away.call('help.getAppConfig', { hash: 0 })
    // Not implemented, and not refused for being here.
    const part = { location: { _: 'inputPeerPhotoFileLocation', peer: { _: 'inputPeerSelf' }, photo_id: 1n } }
    expect(await errorOf(away.call('upload.getFile', { ...part, offset: 0n, limit: 4096 }))).toBe('400 METHOD_INVALID')
    for (const method of ['updates.getState', 'account.getAuthorizations', 'account.getPassword']) {
      expect(await errorOf(away.call(method))).toBe('303 USER_MIGRATE_2')
    }
    expect(await errorOf(away.call('auth.acceptLoginToken', { token: new Uint8Array(32) }))).toBe('303 USER_MIGRATE_2')
    expect(await errorOf(world.sendCode(away))).toBe('303 USER_MIGRATE_2')
  })

  it('is not counted as a session that could receive a code', async () => {
    await world.follow(home, 3)
    const stranger = await world.connect(2)
    expect((await world.sendCode(stranger)).type._).toBe('auth.sentCodeTypeApp')
    await home.call('auth.logOut')
    expect((await world.sendCode(stranger)).type._).toBe('auth.sentCodeTypeSms')
  })

  it('ends with the log-out at home, also one taken on from there', async () => {
    const [one, three] = [await world.follow(home, 1), await world.follow(home, 3)]
    await home.call('auth.logOut')
    for (const away of [one, three]) expect(await errorOf(askHome(away))).toBe('401 AUTH_KEY_UNREGISTERED')
  })

  it('ends when another session ends the one at home, and its connections too', async () => {
    const other = await world.loggedIn()
    const away = await world.follow(other, 3)
    world.clock.advance(86_400_000)
    // The day has ended the connections.
    const [again, there] = [await world.carryKey(home, 2), await world.carryKey(away, 3)]
    await there.call('help.getConfig')
    await again.call('auth.resetAuthorizations')
    await world.pass(1)
    await there.closed
    expect(await errorOf(askHome(await world.carryKey(away, 3)))).toBe('401 SESSION_REVOKED')
  })

  it('ends with the key of the login at home', async () => {
    const away = await world.follow(home, 3)
    home.start(encodeToBytes(mtproto, { _: 'destroy_auth_key' } as { _: string })).answer.catch(() => {})
    await world.pass(1)
    expect(await errorOf(away.init('users.getUsers', { id: [] }))).toBe('401 AUTH_KEY_UNREGISTERED')
  })

  it('logs out for itself alone, without a token to come back with', async () => {
    const away = await world.follow(home, 3)
    expect(await away.call('auth.logOut')).toEqual({ _: 'auth.loggedOut', future_auth_token: undefined })
    expect(await errorOf(askHome(away))).toBe('401 AUTH_KEY_UNREGISTERED')
    await askHome(home)
    await importTo(away, await exportFrom(home, 3))
  })

  it('ends when its key logs somebody else in', async () => {
    await world.dc.accounts.create({ phone_number: '+999 765 43 21', first_name: 'Grace', dc: 2 })
    const away = await world.follow(home, 3)
    await world.logIn(home, '+999 765 43 21')
    expect(await errorOf(askHome(away))).toBe('401 AUTH_KEY_UNREGISTERED')
    expect(await askHome(home)).toMatchObject([{ first_name: 'Grace' }])
  })

  it('is taken along by bots as well', async () => {
    const { token } = await world.dc.bots.create({ name: 'Echo', username: 'echo_bot', dc: 2 })
    const bot = await world.connect(2)
    const { api_id, api_hash } = world.dc
    await bot.call('auth.importBotAuthorization', { flags: 0, api_id, api_hash, bot_auth_token: token })
    const away = await world.connect(1)
    const { user } = await importTo(away, await exportFrom(bot, 1))
    expect(user).toMatchObject({ bot: true, self: true })
    expect(await errorOf(away.call('updates.getState'))).toBe('303 USER_MIGRATE_2')
    await world.dc.bots.revokeToken('echo_bot')
    await world.pass(1)
    await away.closed
    expect(await errorOf((await world.carryKey(away, 1)).call('updates.getState'))).toBe('401 SESSION_REVOKED')
  })
})

describe('an account that its operator moves', () => {
  const move = (dc: number) => world.dc.accounts.move(ada, dc)

  it('has every query sent after it but those that follow it', async () => {
    expect(await move(3)).toMatchObject({ phone_number: '9991234567', dc: 3 })
    expect(await errorOf(askHome(home))).toBe('303 USER_MIGRATE_3')
    expect(await errorOf(home.call('account.getAuthorizations'))).toBe('303 USER_MIGRATE_3')
    await home.call('help.getConfig')
    expect(await errorOf(exportFrom(home, 1))).toBe('303 USER_MIGRATE_3')
    expect(await errorOf(world.sendCode(await world.connect(2)))).toBe('303 PHONE_MIGRATE_3')
    await world.logIn(await world.connect(3))
    // Who does not want to follow may still log out, and come back by what that gives.
    const { future_auth_token = new Uint8Array() } = await home.call<auth.loggedOut>('auth.logOut')
    const back = await world.sendCode<auth.SentCode>(await world.connect(3), ada, [future_auth_token])
    expect(back).toMatchObject({ _: 'auth.sentCodeSuccess' })
  })

  it('keeps its session, under the name that the others know, when the program follows', async () => {
    const other = await world.loggedIn(2, { device_model: 'other' })
    const [before] = (await sessions(other)).authorizations.filter(each => !each.current)
    await move(3)
    const [moved, otherMoved] = [await world.follow(home, 3), await world.follow(other, 3)]
    await askHome(moved)
    const after = (await sessions(otherMoved)).authorizations
    expect(after).toHaveLength(2)
    expect(after.filter(each => !each.current).map(each => each.hash)).toEqual([before?.hash])
    // The former key is one of a foreign data center now …
    expect(await errorOf(askHome(home))).toBe('303 USER_MIGRATE_3')
    // … by which the login can be fetched again, should the answer have been lost …
    const again = await world.follow(home, 3)
    await askHome(again)
    expect((await sessions(again)).authorizations).toHaveLength(2)
    // … and which ends with it.
    await again.call('auth.logOut')
    expect(await errorOf(askHome(home))).toBe('401 AUTH_KEY_UNREGISTERED')
  })

  it('keeps a session that is older than it may be idle', async () => {
    await move(3)
    const away = await world.connect(3)
    await world.pass(179 * 86_400_000)
    // Used until the last, and moved on the day before it would have been too late.
    await (await world.carryKey(home, 2)).call('help.getConfig')
    const late = await world.carryKey(home, 2)
    await world.pass(86_400_000 * 2)
    const [origin, there] = [await world.carryKey(late, 2), await world.carryKey(away, 3)]
    await importTo(there, await exportFrom(origin, 3))
    await world.pass(3_600_000)
    await askHome(await world.carryKey(there, 3))
  })

  it('is at home at once where its program had gone before', async () => {
    const away = await world.follow(home, 3)
    await move(3)
    const { authorizations } = await sessions(away)
    expect(authorizations).toMatchObject([{ current: true }])
    await away.call('auth.logOut')
    expect(await errorOf(askHome(home))).toBe('401 AUTH_KEY_UNREGISTERED')
  })

  it('sends a login under way to the new home as well', async () => {
    const stranger = await world.connect(2)
    const { phone_code_hash } = await world.sendCode(stranger)
    const phone_code = world.dc.inbox.list({ phone_number: ada }).at(-1)?.code
    await move(1)
    const signIn = stranger.call<auth.authorization>('auth.signIn', { phone_number: ada, phone_code_hash, phone_code })
    expect(await errorOf(signIn)).toBe('303 PHONE_MIGRATE_1')
    await world.logIn(await world.connect(1))
  })

  it('comes back as it went', async () => {
    await move(3)
    const moved = await world.follow(home, 3)
    await move(2)
    expect(await errorOf(askHome(moved))).toBe('303 USER_MIGRATE_2')
    await askHome(home)
    expect((await sessions(home)).authorizations).toMatchObject([{ current: true }])
  })

  it('stays where it is when there is no such data center, and nobody moves who is not there', async () => {
    await expect(move(4)).rejects.toMatchObject({ code: 'DC_ID_INVALID' })
    expect(await world.dc.accounts.move('+999 000 00 00', 3)).toBeUndefined()
    await askHome(home)
  })
})
