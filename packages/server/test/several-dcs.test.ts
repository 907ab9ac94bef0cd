import { once } from 'node:events'
import { readdir, readFile } from 'node:fs/promises'
import { type AddressInfo, connect, createServer } from 'node:net'
import { join } from 'node:path'
import type { auth, authorization, Config, NearestDc } from '@chappe/schema/api'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createLog, defaultApp, type LogEntry } from '../src/index.ts'
import { FakeClock } from '../src/testing/fake-clock.ts'
import { ada, askHome, DcWorld, exportFrom, importTo } from './support/dc-world.ts'
import { answer, setPassword } from './support/password-world.ts'
import { errorOf, RawClient } from './support/raw-client.ts'
import { told } from './support/session-world.ts'
import { temporaryDirectory } from './support/temporary-directory.ts'

// Several data centers of one Telegram, over TCP: https://core.telegram.org/api/datacenter

let world: DcWorld

beforeEach(async () => {
  world = await DcWorld.start()
})

afterEach(() => world[Symbol.asyncDispose]())

describe('several data centers', () => {
  it('listen each on a port of its own, and are told of under their numbers', async () => {
    const { dcs, dcId, address } = world.dc
    expect(dcs.map(({ id }) => id)).toEqual([1, 2, 3])
    expect(new Set(dcs.map(({ port }) => port)).size).toBe(3)
    expect({ dcId, address }).toEqual({ dcId: 1, address: { host: dcs[0]?.host, port: dcs[0]?.port } })
    await world.connect(1)
    await world.connect(3)
    await world.settle()
    expect(world.dc.connections).toBe(2)
  })

  it('do not know the keys of each other', async () => {
    const client = await world.loggedIn(2)
    for (const id of [1, 3]) {
      await expect((await world.carryKey(client, id)).call('help.getConfig')).rejects.toThrow('transport error -404')
    }
    await (await world.carryKey(client, 2)).call('help.getConfig')
  })

  it('do not know the temporary keys of each other', async () => {
    const temporary = await world.connect(2, { expires_in: 3600 })
    await expect((await world.carryKey(temporary, 1)).call('help.getConfig')).rejects.toThrow('transport error -404')
    expect(await errorOf((await world.carryKey(temporary, 2)).init('help.getConfig'))).toBeUndefined()
  })

  it('agree on no key with a client that believes to talk to another', async () => {
    for (const dc of [2, 10_002, -2, -10_003, 4]) {
      const connecting = RawClient.connect(world.reach(1), { clock: world.clock, dc })
      await expect(connecting).rejects.toThrow('transport error -444')
    }
    for (const dc of [1, 10_001, -1]) await world.connect(1, { dc })
  })

  it('name each other in help.getConfig, by addresses where they really are', async () => {
    const config = await (await world.connect(2)).call<Config>('help.getConfig')
    expect(config.this_dc).toBe(2)
    const addresses = config.dc_options.map(({ id, ip_address, port }) => ({ id, host: ip_address, port }))
    expect(addresses).toEqual(world.dc.dcs)
  })

  it('keep no token on disk that leads from one to another', async () => {
    await using folder = await temporaryDirectory()
    await using lasting = await DcWorld.start({ dataDir: folder.path })
    const owner = await lasting.loggedIn(2)
    const { bytes } = await exportFrom(owner, 3)
    const device = await lasting.connect(1)
    const request = { ...defaultApp, except_ids: [] }
    const { token: shown } = await device.call<auth.loginToken>('auth.exportLoginToken', request)
    await owner.call('auth.acceptLoginToken', { token: shown })
    const { token } = await device.call<auth.loginTokenMigrateTo>('auth.exportLoginToken', request)
    await lasting.dc.stop()
    const files = await Promise.all((await readdir(folder.path)).map(name => readFile(join(folder.path, name))))
    for (const secret of [bytes, shown, token].map(token => Buffer.from(token))) {
      expect(files.some(file => file.includes(secret))).toBe(false)
    }
  })

  it('start all or none', async () => {
    const taken = world.dc.dcs[1]?.port ?? 0
    const log: LogEntry[] = []
    const port = await freePort()
    const starting = DcWorld.start({
      dcs: [
        { id: 1, port },
        { id: 2, port: taken },
      ],
      log: createLog('debug', entry => log.push(entry)),
    })
    await expect(starting).rejects.toMatchObject({ code: 'EADDRINUSE' })
    await expect(once(connect(port, '127.0.0.1'), 'connect')).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    expect(log.map(({ event }) => event)).not.toContain('dc.started')
  })

  it('stop together', async () => {
    const clients = [await world.connect(1), await world.connect(2)]
    await world.dc.stop()
    await Promise.all(clients.map(client => client.closed))
    await expect(RawClient.connect(world.reach(3))).rejects.toThrow('ECONNREFUSED')
  })
})

describe('PHONE_MIGRATE', () => {
  it('sends a number to the home of its account, whichever data center is asked', async () => {
    for (const id of [1, 3]) {
      expect(await errorOf(world.sendCode(await world.connect(id)))).toBe('303 PHONE_MIGRATE_2')
    }
    expect(world.dc.inbox.list({ phone_number: ada })).toEqual([])
    await world.logIn(await world.connect(2))
  })

  it('comes after a banned number and an unknown program, and before every limit', async () => {
    await world[Symbol.asyncDispose]()
    const limits = { codesPerNumber: { max: 1, periodSeconds: 3600 } }
    world = await DcWorld.start({ policy: { limits, numbers: { bannedPrefixes: ['99955'] } } })
    const away = await world.connect(3)
    expect(await errorOf(world.sendCode(away, '+999 555 00 00'))).toBe('400 PHONE_NUMBER_BANNED')
    const strange = { phone_number: ada, api_id: 1, api_hash: '0'.repeat(32), settings: { _: 'codeSettings' } }
    expect(await errorOf(away.call('auth.sendCode', strange))).toBe('400 API_ID_INVALID')
    for (let time = 0; time < 5; time++) {
      expect(await errorOf(world.sendCode(away))).toBe('303 PHONE_MIGRATE_2')
    }
    // None of them was counted.
    await world.sendCode(await world.connect(2))
  })

  it('leaves the token of an earlier login unused, which works at home', async () => {
    const owner = await world.loggedIn()
    const { future_auth_token = new Uint8Array() } = await owner.call<auth.loggedOut>('auth.logOut')
    const tokens = [future_auth_token]
    expect(await errorOf(world.sendCode(await world.connect(3), ada, tokens))).toBe('303 PHONE_MIGRATE_2')
    const success = await world.sendCode<auth.SentCode>(await world.connect(2), ada, tokens)
    expect(success).toMatchObject({ _: 'auth.sentCodeSuccess' })
  })

  it('sends a test number to the data center that it names', async () => {
    const number = '99966 3 1234'
    expect(await errorOf(world.sendCode(await world.connect(1), number))).toBe('303 PHONE_MIGRATE_3')
    const client = await world.connect(3)
    const { phone_code_hash } = await world.sendCode(client, number)
    const request = { phone_number: number, phone_code_hash }
    await client.call('auth.signIn', { ...request, phone_code: '33333' })
    await client.call('auth.signUp', { ...request, first_name: 'Test', last_name: '' })
    expect(await world.dc.accounts.find(number)).toMatchObject({ dc: 3 })
  })
})

describe('NETWORK_MIGRATE', () => {
  const newcomer = '+999 888 77 66'

  async function restart(network: string, dc: number): Promise<void> {
    await world[Symbol.asyncDispose]()
    world = await DcWorld.start({ policy: { homes: { networks: [{ network, dc }] } } })
  }

  it('sends who has no account where the rules about addresses say', async () => {
    await restart('127.0.0.0/8', 3)
    for (const id of [1, 2]) {
      expect(await errorOf(world.sendCode(await world.connect(id), newcomer))).toBe('303 NETWORK_MIGRATE_3')
    }
    await world.sendCode(await world.connect(3), newcomer)
    // An account stays where it is.
    expect(await errorOf(world.sendCode(await world.connect(3)))).toBe('303 PHONE_MIGRATE_2')
    await world.logIn(await world.connect(2))
  })

  it('is foretold by help.getNearestDc', async () => {
    await restart('127.0.0.0/8', 3)
    const ask = async (id: number) => (await world.connect(id)).call<NearestDc>('help.getNearestDc')
    expect(await ask(1)).toMatchObject({ this_dc: 1, nearest_dc: 3 })
    expect(await ask(3)).toMatchObject({ this_dc: 3, nearest_dc: 3 })
  })

  it('leaves alone who comes from elsewhere: they register where they are', async () => {
    await restart('192.0.2.0/24', 3)
    const client = await world.connect(2)
    expect(await client.call<NearestDc>('help.getNearestDc')).toMatchObject({ this_dc: 2, nearest_dc: 2 })
    const { phone_code_hash } = await world.sendCode(client, newcomer)
    const phone_code = world.dc.inbox.list({ phone_number: newcomer }).at(-1)?.code
    const request = { phone_number: newcomer, phone_code_hash }
    await client.call('auth.signIn', { ...request, phone_code })
    await client.call('auth.signUp', { ...request, first_name: 'New', last_name: '' })
    expect(await world.dc.accounts.find(newcomer)).toMatchObject({ dc: 2 })
    expect(await errorOf(world.sendCode(await world.connect(1), newcomer))).toBe('303 PHONE_MIGRATE_2')
  })
})

describe('USER_MIGRATE', () => {
  it('sends a bot home', async () => {
    const { token } = await world.dc.bots.create({ name: 'Echo', username: 'echo_bot', dc: 3 })
    const logIn = async (id: number, bot_auth_token: string) =>
      (await world.connect(id)).call('auth.importBotAuthorization', { flags: 0, ...defaultApp, bot_auth_token })
    expect(await errorOf(logIn(1, token))).toBe('303 USER_MIGRATE_3')
    expect(await logIn(3, token)).toMatchObject({ user: { bot: true } })
    // A token that is none says nothing about where its bot would be.
    expect(await errorOf(logIn(1, `${token}x`))).toBe('400 ACCESS_TOKEN_INVALID')
    await world.dc.bots.revokeToken('echo_bot')
    expect(await errorOf(logIn(1, token))).toBe('400 ACCESS_TOKEN_EXPIRED')
  })

  it('sends a login home that owes its password when the account is moved', async () => {
    const owner = await world.loggedIn()
    await setPassword(owner, 'correct horse')
    const device = await world.connect(2)
    expect(await errorOf(world.logIn(device))).toBe('401 SESSION_PASSWORD_NEEDED')
    await world.dc.accounts.move(ada, 1)
    const password = await answer(device, 'correct horse')
    expect(await errorOf(device.call('auth.checkPassword', { password }))).toBe('303 USER_MIGRATE_1')
  })

  it('is refused to nobody by a bot that has no such home to choose', async () => {
    const nowhere = world.dc.bots.create({ name: 'Echo', username: 'echo_bot', dc: 9 })
    await expect(nowhere).rejects.toMatchObject({ code: 'DC_ID_INVALID' })
  })
})

describe('a QR code shown at another data center', () => {
  let owner: RawClient
  let device: RawClient

  beforeEach(async () => {
    owner = await world.loggedIn(2)
    device = await world.connect(1, {}, { device_model: 'new device' })
  })

  const exportToken = <T extends auth.LoginToken = auth.loginToken>(client: RawClient) =>
    client.call<T>('auth.exportLoginToken', { ...defaultApp, except_ids: [] })
  const accept = (token: Uint8Array) => owner.call<authorization>('auth.acceptLoginToken', { token })
  const importToken = (client: RawClient, token: Uint8Array) =>
    client.call<auth.LoginToken>('auth.importLoginToken', { token })

  it('is accepted at home, tells the device, and leads it there by another token', async () => {
    const shown = await exportToken(device)
    const { hash } = await accept(shown.token)
    await world.settle()
    expect(told(device)).toEqual([{ _: 'updateLoginToken' }])
    const migrate = await exportToken<auth.loginTokenMigrateTo>(device)
    expect(migrate).toMatchObject({ _: 'auth.loginTokenMigrateTo', dc_id: 2 })
    // Whoever has seen the code on the screen has not seen this one.
    expect(migrate.token).not.toEqual(shown.token)
    const thief = await world.connect(2)
    expect(await errorOf(importToken(thief, shown.token))).toBe('400 AUTH_TOKEN_EXPIRED')
    const there = await world.connect(2)
    const success = await importToken(there, migrate.token)
    expect(success).toMatchObject({ _: 'auth.loginTokenSuccess', authorization: { user: { self: true } } })
    await askHome(there)
    await world.settle()
    // It was let in by its owner: nobody is asked about it.
    expect(told(owner)).toMatchObject([
      { _: 'updateNewAuthorization', hash, unconfirmed: undefined },
      { _: 'updateServiceNotification' },
    ])
  })

  it('may be asked about again, since answers get lost: the latest token counts', async () => {
    await accept((await exportToken(device)).token)
    const first = await exportToken<auth.loginTokenMigrateTo>(device)
    const second = await exportToken<auth.loginTokenMigrateTo>(device)
    const there = await world.connect(2)
    expect(await errorOf(importToken(there, first.token))).toBe('400 AUTH_TOKEN_EXPIRED')
    expect(await importToken(there, second.token)).toMatchObject({ _: 'auth.loginTokenSuccess' })
    expect(await importToken(there, second.token)).toMatchObject({ _: 'auth.loginTokenSuccess' })
  })

  it('lets in the first key that brings the token home, and no other', async () => {
    await accept((await exportToken(device)).token)
    const { token } = await exportToken<auth.loginTokenMigrateTo>(device)
    expect(await errorOf(importToken(await world.connect(3), token))).toBe('400 AUTH_TOKEN_INVALID')
    await importToken(await world.connect(2), token)
    expect(await errorOf(importToken(await world.connect(2), token))).toBe('400 AUTH_TOKEN_ALREADY_ACCEPTED')
    // At the data center where it was shown, everything begins anew.
    expect(await exportToken(device)).toMatchObject({ _: 'auth.loginToken' })
  })

  it('asks for the password at home, where it is checked', async () => {
    await setPassword(owner, 'correct horse')
    await accept((await exportToken(device)).token)
    const { token } = await exportToken<auth.loginTokenMigrateTo>(device)
    const there = await world.connect(2)
    expect(await errorOf(importToken(there, token))).toBe('401 SESSION_PASSWORD_NEEDED')
    expect(await errorOf(askHome(there))).toBe('401 SESSION_PASSWORD_NEEDED')
    const password = await answer(there, 'correct horse')
    expect(await there.call('auth.checkPassword', { password })).toMatchObject({ user: { self: true } })
    await askHome(there)
    // The device owes nothing where it only showed the code.
    expect(await errorOf(askHome(device))).toBe('401 AUTH_KEY_UNREGISTERED')
  })

  it('leads on when the account is moved before the device has followed', async () => {
    await accept((await exportToken(device)).token)
    const first = await exportToken<auth.loginTokenMigrateTo>(device)
    await world.dc.accounts.move(ada, 3)
    const second = await importToken(await world.connect(2), first.token)
    expect(second).toMatchObject({ _: 'auth.loginTokenMigrateTo', dc_id: 3 })
    const { token } = second as auth.loginTokenMigrateTo
    expect(await importToken(await world.connect(3), token)).toMatchObject({ _: 'auth.loginTokenSuccess' })
  })

  it('can be taken back before the device has followed', async () => {
    const { hash } = await accept((await exportToken(device)).token)
    const { token } = await exportToken<auth.loginTokenMigrateTo>(device)
    await owner.call('account.resetAuthorization', { hash })
    expect(await errorOf(importToken(await world.connect(2), token))).toBe('400 AUTH_TOKEN_EXPIRED')
  })

  it('is over when the device takes too long to follow', async () => {
    await accept((await exportToken(device)).token)
    const { token } = await exportToken<auth.loginTokenMigrateTo>(device)
    world.clock.advance(120_000)
    expect(await errorOf(importToken(await world.connect(2), token))).toBe('400 AUTH_TOKEN_EXPIRED')
  })
})

describe('a restart over the same folder', () => {
  it('keeps homes, keys and derived logins', async () => {
    await using folder = await temporaryDirectory()
    const clock = new FakeClock()
    const options = { dataDir: folder.path }
    const before = await DcWorld.start(options, clock)
    const home = await before.loggedIn(2)
    const away = await before.follow(home, 3)
    const exported = await exportFrom(home, 1)
    const { token } = await before.dc.bots.create({ name: 'Echo', username: 'echo_bot', dc: 3 })
    await before[Symbol.asyncDispose]()
    await using after = await DcWorld.start(options, clock)
    await askHome(await after.carryKey(home, 2))
    expect(await errorOf(askHome(await after.carryKey(away, 3)))).toBe('303 USER_MIGRATE_2')
    await expect((await after.carryKey(away, 2)).call('help.getConfig')).rejects.toThrow('transport error -404')
    await importTo(await after.connect(1), exported)
    const logIn = (await after.connect(2)).call('auth.importBotAuthorization', {
      flags: 0,
      ...defaultApp,
      bot_auth_token: token,
    })
    expect(await errorOf(logIn)).toBe('303 USER_MIGRATE_3')
  })

  it('takes up what was made by a data center that stood alone', async () => {
    await using folder = await temporaryDirectory()
    const clock = new FakeClock()
    const alone = await DcWorld.start({ dataDir: folder.path, dcs: [{ id: 2 }] }, clock)
    const client = await alone.loggedIn(2)
    await alone[Symbol.asyncDispose]()
    await using several = await DcWorld.start({ dataDir: folder.path }, clock)
    await askHome(await several.carryKey(client, 2))
    expect(await errorOf(several.sendCode(await several.connect(1)))).toBe('303 PHONE_MIGRATE_2')
  })

  it('gives the first data center to whoever was at home at one that is not there any more', async () => {
    await using folder = await temporaryDirectory()
    const clock = new FakeClock()
    const before = await DcWorld.start({ dataDir: folder.path }, clock)
    const client = await before.loggedIn(2)
    await before[Symbol.asyncDispose]()
    await using after = await DcWorld.start({ dataDir: folder.path, dcs: [{ id: 3 }, { id: 1 }], accounts: [] }, clock)
    await askHome(await after.carryKey(client, 3))
    expect(await errorOf(after.sendCode(await after.connect(1)))).toBe('303 PHONE_MIGRATE_3')
  })
})

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
