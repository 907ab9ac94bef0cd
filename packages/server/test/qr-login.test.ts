import type { auth, authorization } from '@chappe/schema/api'
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
