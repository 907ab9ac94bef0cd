import type { auth } from '@chappe/schema/api'
import { access, isMethod } from '@chappe/schema/facts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { defaultApp } from '../src/index.ts'
import { errorOf, type RawClient } from './support/raw-client.ts'
import { SessionWorld } from './support/session-world.ts'

// Bots over TCP: https://core.telegram.org/method/auth.importBotAuthorization

let world: SessionWorld
let token: string

beforeEach(async () => {
  world = await SessionWorld.start()
  token = (await world.dc.bots.create({ name: 'Echo', username: 'echo_bot' })).token
})

afterEach(() => world[Symbol.asyncDispose]())

const logIn = (client: RawClient, bot_auth_token = token, more: object = {}) =>
  client.call<auth.authorization>('auth.importBotAuthorization', { flags: 0, ...defaultApp, bot_auth_token, ...more })

describe('auth.importBotAuthorization', () => {
  it('logs a bot in by its token, without a word to anybody and without a future token', async () => {
    expect(token).toMatch(/^\d+:[\w-]{35}$/)
    const client = await world.connect()
    const { user, ...rest } = await logIn(client)
    expect(user).toMatchObject({ bot: true, self: true, first_name: 'Echo', username: 'echo_bot', phone: undefined })
    expect(rest.future_auth_token).toBeUndefined()
    expect(await client.call('users.getUsers', { id: [{ _: 'inputUserSelf' }] })).toEqual([user])
    const again = await world.connect()
    await logIn(again)
    await world.settle()
    expect(client.updates).toEqual([])
  })

  it('refuses what is no token, what was replaced, and an unknown program', async () => {
    const client = await world.connect()
    for (const wrong of ['', 'x', `${token}x`, token.slice(0, -1), `1:${token.split(':')[1]}`]) {
      expect(await errorOf(logIn(client, wrong))).toBe('400 ACCESS_TOKEN_INVALID')
    }
    expect(await errorOf(logIn(client, token, { api_hash: '0'.repeat(32) }))).toBe('400 API_ID_INVALID')
    const renewed = await world.dc.bots.revokeToken('@Echo_Bot')
    expect(await errorOf(logIn(client))).toBe('400 ACCESS_TOKEN_EXPIRED')
    await logIn(client, renewed.token)
  })

  it('ends the sessions of a token that is replaced, and their connections', async () => {
    const client = await world.connect()
    await logIn(client)
    await world.dc.bots.revokeToken('echo_bot')
    await world.pass(1)
    await client.closed
    const back = await world.again(client)
    expect(await errorOf(back.call('updates.getState'))).toBe('401 SESSION_REVOKED')
  })

  it('limits the logins of one token under new keys, not those under the same', async () => {
    const first = await world.connect()
    for (let login = 0; login < 25; login++) await logIn(first)
    for (let login = 1; login < 20; login++) await logIn(await world.connect())
    expect(await errorOf(logIn(await world.connect()))).toBe('420 FLOOD_WAIT_3600')
    await world.pass(3_600_000)
    await logIn(await world.connect())
  })

  it('leaves to bots what is for bots', async () => {
    const client = await world.connect()
    await logIn(client)
    const forUsers = [
      'auth.resetAuthorizations',
      'account.getAuthorizations',
      'help.getNearestDc',
      'account.getPassword',
    ]
    for (const method of forUsers) {
      expect(isMethod(method) && access(method)?.bots).toBe(false)
      expect(await errorOf(client.call(method))).toBe('400 BOT_METHOD_INVALID')
    }
    await client.call('help.getConfig')
    expect(await client.call('auth.logOut')).toEqual({ _: 'auth.loggedOut', future_auth_token: undefined })
    expect(await errorOf(client.call('help.getNearestDc'))).toBeUndefined()
  })
})

describe('a call in the name of a business connection', () => {
  const about = { _: 'account.updateProfile', about: 'x' }
  const getState = { _: 'updates.getState' }
  const sendCode = { _: 'auth.sendCode', phone_number: '1', ...defaultApp, settings: { _: 'codeSettings' } }
  const invoke = (client: RawClient, query: { _: string }) =>
    errorOf(client.invoke(query._, { _: 'invokeWithBusinessConnection', connection_id: 'x', query }))

  it.each([
    [{ _: 'auth.logOut' }, '400 BUSINESS_CONNECTION_NOT_ALLOWED'],
    [sendCode, '400 BUSINESS_CONNECTION_NOT_ALLOWED'],
    [getState, '400 BUSINESS_CONNECTION_NOT_ALLOWED'],
    // On the list, and otherwise for users alone.
    [about, '400 BUSINESS_CONNECTION_INVALID'],
    [{ _: 'payments.getStarsStatus', peer: { _: 'inputPeerSelf' } }, '400 BUSINESS_CONNECTION_INVALID'],
  ])('is refused to a bot for %o by %s', async (query, error) => {
    const client = await world.connect()
    await logIn(client)
    expect(await invoke(client, query)).toBe(error)
  })

  it('is refused to a user whatever it is, and to who is not logged in', async () => {
    const user = await world.loggedIn()
    for (const query of [about, getState]) {
      expect(await invoke(user, query)).toBe('400 BUSINESS_CONNECTION_NOT_ALLOWED')
    }
    expect(await invoke(await world.connect(), sendCode)).toBe('401 AUTH_KEY_UNREGISTERED')
  })
})

describe('dc.bots.create', () => {
  it.each(['bot', 'e_o', 'echo', '1echobot', 'echo-bot', `${'e'.repeat(30)}bot`])(
    'refuses the username %s',
    async username => {
      await expect(world.dc.bots.create({ name: 'Echo', username })).rejects.toMatchObject({ code: 'USERNAME_INVALID' })
    },
  )

  it('refuses a username that is taken, in whatever case, and an empty name', async () => {
    const taken = world.dc.bots.create({ name: 'Echo', username: 'ECHO_Bot' })
    await expect(taken).rejects.toMatchObject({ code: 'USERNAME_OCCUPIED' })
    const nameless = world.dc.bots.create({ name: ' ', username: 'nameless_bot' })
    await expect(nameless).rejects.toMatchObject({ code: 'FIRSTNAME_INVALID' })
    expect((await world.dc.bots.list()).map(({ bot }) => bot?.username)).toEqual(['echo_bot'])
  })
})
