import type { auth } from '@chappe/schema/api'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { answer, removal, setPassword, update } from './support/password-world.ts'
import { errorOf, type RawClient } from './support/raw-client.ts'
import { SessionWorld } from './support/session-world.ts'

// Tokens that stand for a code, over TCP: https://core.telegram.org/api/auth#future-auth-tokens

let world: SessionWorld

beforeEach(async () => {
  world = await SessionWorld.start()
})

afterEach(() => world[Symbol.asyncDispose]())

const logOut = async (client: RawClient): Promise<Uint8Array> => {
  const { future_auth_token } = await client.call<auth.loggedOut>('auth.logOut')
  if (future_auth_token === undefined) throw new TypeError('no token came')
  return future_auth_token
}
const kindOf = async (client: RawClient, tokens: readonly Uint8Array[]) =>
  (await world.sendCode<auth.SentCode>(client, tokens))._

describe('future auth tokens', () => {
  it('log in once without a code, whether they came with the login or with the log-out', async () => {
    const client = await world.connect()
    const { future_auth_token: first = new Uint8Array(0) } = await world.logIn(client)
    const second = await logOut(client)
    const sent = world.dc.inbox.list().length
    for (const token of [first, second]) {
      const fresh = await world.connect()
      expect(await world.sendCode<auth.SentCode>(fresh, [new Uint8Array(32), token])).toMatchObject({
        _: 'auth.sentCodeSuccess',
        authorization: { user: { self: true } },
      })
      await fresh.call('updates.getState')
    }
    expect(world.dc.inbox.list()).toHaveLength(sent)
    expect(await kindOf(await world.connect(), [first, second])).toBe('auth.sentCode')
  })

  it('are for one account and one program', async () => {
    const token = await logOut(await world.loggedIn())
    await world.dc.accounts.create({ phone_number: '+999 765 43 21', first_name: 'Grace' })
    const other = await world.connect()
    const request = { phone_number: '+999 765 43 21', api_id: world.dc.api_id, api_hash: world.dc.api_hash }
    const settings = { _: 'codeSettings', logout_tokens: [token] }
    expect(await other.call('auth.sendCode', { ...request, settings })).toMatchObject({ _: 'auth.sentCode' })
    expect(await kindOf(other, [token])).toBe('auth.sentCodeSuccess')
  })

  it('stand for the code alone where there is a password', async () => {
    const owner = await world.loggedIn()
    await setPassword(owner, 'correct horse')
    const token = await logOut(owner)
    const fresh = await world.connect()
    expect(await errorOf(world.sendCode(fresh, [token]))).toBe('401 SESSION_PASSWORD_NEEDED')
    const password = await answer(fresh, 'correct horse')
    expect(await fresh.call('auth.checkPassword', { password })).toMatchObject({ user: { self: true } })
  })

  it('are considered up to the last twenty', async () => {
    const token = await logOut(await world.loggedIn())
    const others = Array.from({ length: 20 }, (_, index) => new Uint8Array(32).fill(index))
    const fresh = await world.connect()
    expect(await kindOf(fresh, [token, ...others])).toBe('auth.sentCode')
    expect(await kindOf(fresh, [...others, token])).toBe('auth.sentCodeSuccess')
  })

  it('are looked at before the limits of the number', async () => {
    await using limited = await SessionWorld.start({
      policy: { limits: { codesPerNumber: { max: 2, periodSeconds: 3600 } } },
    })
    const token = await logOut(await limited.loggedIn())
    await limited.sendCode(await limited.connect())
    const fresh = await limited.connect()
    expect(await errorOf(limited.sendCode(fresh))).toBe('400 PHONE_NUMBER_FLOOD')
    expect(await limited.sendCode<auth.SentCode>(fresh, [token])).toMatchObject({ _: 'auth.sentCodeSuccess' })
  })

  it('end after a year', async () => {
    const token = await logOut(await world.loggedIn())
    await world.pass(366 * 86_400_000)
    expect(await kindOf(await world.connect(), [token])).toBe('auth.sentCode')
  })

  it('end with the password that would have been asked for besides', async () => {
    const owner = await world.loggedIn()
    const stayed = await world.loggedIn()
    await setPassword(owner, 'correct horse')
    const token = await logOut(owner)
    await update(stayed, await answer(stayed, 'correct horse'), removal)
    expect(await kindOf(await world.connect(), [token])).toBe('auth.sentCode')
  })

  it('end with a new password, and when another session ends theirs', async () => {
    const owner = await world.loggedIn()
    const before = await logOut(await world.loggedIn())
    await setPassword(owner, 'correct horse')
    expect(await kindOf(await world.connect(), [before])).toBe('auth.sentCode')
    await world[Symbol.asyncDispose]()

    world = await SessionWorld.start()
    const boss = await world.loggedIn()
    const victim = await world.connect()
    const { future_auth_token: token = new Uint8Array(0) } = await world.logIn(victim)
    await world.pass(86_400_000)
    await (await world.again(boss)).call('auth.resetAuthorizations')
    expect(await kindOf(await world.connect(), [token])).toBe('auth.sentCode')
  })
})
