/**
 * The ways in without a code: QR codes, the tokens of bots, and tokens from earlier logins; over real TCP between the
 * client and the data center, in a time that the test owns.
 */
import { type Client, type LoginState, memorySession, parseLoginTokenUrl, sessionFromText } from '@chappe/client/node'
import { nodeCrypto } from '@chappe/crypto/node'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FakeTimeWorld, startFakeTimeWorld } from '../../support/fake-time.ts'

const phone_number = '+12025550123'
let world: FakeTimeWorld
let owner: Client

beforeEach(async () => {
  world = await startFakeTimeWorld({ accounts: [{ phone_number, first_name: 'Ada' }] })
  owner = await world.openClient()
  await logIn(owner)
})

afterEach(() => world[Symbol.asyncDispose]())

async function logIn(tg: Client): Promise<LoginState> {
  await tg.login.start({ phone_number })
  return tg.login.enterCode(world.dc.inbox.list({ phone_number }).at(-1)?.code ?? '')
}

const accept = (state: LoginState | undefined) =>
  owner.auth.acceptLoginToken({ token: parseLoginTokenUrl(state?.at === 'qr' ? state.url : '') ?? new Uint8Array(0) })

describe('tg.login.qr', () => {
  it('shows a code and is done when it was accepted', async () => {
    const tg = await world.openClient({ device_model: 'new device' })
    const seen: LoginState[] = []
    for await (const state of tg.login.qr()) {
      seen.push(state)
      expect(tg.login.state).toEqual(state)
      if (state.at === 'qr') expect(await accept(state)).toMatchObject({ device_model: 'new device' })
    }
    expect(seen).toEqual([
      {
        at: 'qr',
        url: expect.stringMatching(/^tg:\/\/login\?token=[\w-]{43}$/),
        expiresAt: world.clock.now() + 30_000,
      },
      { at: 'done', user_id: '1000000001' },
    ])
    expect(await tg.users.getUsers({ id: [{ _: 'inputUserSelf' }] })).toMatchObject([{ first_name: 'Ada' }])
  })

  it('shows another code when the time of one is over', async () => {
    const tg = await world.openClient()
    const states = tg.login.qr()
    const first = (await states.next()).value as LoginState
    expect(tg.login.describe()).toContain('It is good for 30 s.')
    const next = states.next()
    await world.pass(30)
    const second = (await next).value as LoginState
    expect(second).toMatchObject({ at: 'qr' })
    expect(second).not.toEqual(first)
    await expect(accept(first)).rejects.toMatchObject({ errorName: 'AUTH_TOKEN_EXPIRED' })
    await accept(second)
    expect((await states.next()).value).toMatchObject({ at: 'done' })
    expect((await states.next()).done).toBe(true)
  })

  it('leads to the password of an account that has one', async () => {
    await owner.password.set({ password: 'correct horse' })
    const tg = await world.openClient()
    let last: LoginState | undefined
    for await (const state of tg.login.qr()) {
      last = state
      if (state.at === 'qr') await accept(state)
    }
    expect(last).toMatchObject({ at: 'password' })
    expect(await tg.login.enterPassword('correct horse')).toMatchObject({ at: 'done' })
  })

  it('is given up by leaving the loop, and by its signal', async () => {
    const tg = await world.openClient()
    for await (const state of tg.login.qr()) {
      expect(state.at).toBe('qr')
      break
    }
    expect(tg.login.state).toEqual({ at: 'phone' })
    const abort = new AbortController()
    const states = tg.login.qr({ signal: abort.signal })
    await states.next()
    const next = states.next()
    abort.abort(new Error('enough'))
    await expect(next).rejects.toThrow('enough')
    expect(tg.login.state.at).toBe('phone')
  })

  it('does not let in a user that is excluded', async () => {
    const tg = await world.openClient()
    const states = tg.login.qr({ except_ids: [1_000_000_001n] })
    const shown = (await states.next()).value as LoginState
    await expect(accept(shown)).rejects.toMatchObject({ errorName: 'AUTH_TOKEN_EXCEPTION' })
    await states.return()
  })

  it('is followed when a program makes the calls by itself', async () => {
    const tg = await world.openClient()
    const app = { api_id: world.dc.api_id, api_hash: world.dc.api_hash, except_ids: [] }
    await tg.auth.exportLoginToken(app)
    expect(tg.login.state.at).toBe('qr')
    await accept(tg.login.state)
    await tg.auth.exportLoginToken(app)
    expect(tg.login.state).toEqual({ at: 'done', user_id: '1000000001' })
  })
})

describe('tg.login.bot', () => {
  it('logs in by the token of a bot', async () => {
    const { token, account } = await world.dc.bots.create({ name: 'Echo', username: 'echo_bot' })
    const tg = await world.openClient()
    expect(await tg.login.bot(` ${token}\n`)).toEqual({ at: 'done', user_id: String(account.id) })
    expect(await tg.users.getUsers({ id: [{ _: 'inputUserSelf' }] })).toMatchObject([
      { bot: true, username: 'echo_bot' },
    ])
  })

  it('says why it cannot', async () => {
    const tg = await world.openClient()
    await expect(tg.login.bot('1:x')).rejects.toMatchObject({ errorName: 'ACCESS_TOKEN_INVALID' })
    expect(tg.login.state).toMatchObject({ at: 'phone', problem: 'ACCESS_TOKEN_INVALID' })
  })
})

describe('a program that was logged in before', () => {
  it('needs no code the next time, once per token, also after its session went through text', async () => {
    const session = memorySession()
    const tg = await world.openClient({ session })
    await logIn(tg)
    await tg.auth.logOut()
    const sent = world.dc.inbox.list().length
    expect(await tg.login.start({ phone_number })).toMatchObject({ at: 'done' })
    await tg.auth.logOut()
    const text = tg.exportSession()
    await tg.close()
    const later = await world.openClient({ session: memorySession(sessionFromText(nodeCrypto, text)) })
    expect(await later.login.start({ phone_number })).toMatchObject({ at: 'done' })
    expect(world.dc.inbox.list()).toHaveLength(sent)
  })

  it('still owes the password', async () => {
    await owner.password.set({ password: 'correct horse' })
    await owner.auth.logOut()
    expect(await owner.login.start({ phone_number })).toMatchObject({ at: 'password' })
    expect(await owner.login.enterPassword('correct horse')).toMatchObject({ at: 'done' })
  })

  it('keeps twenty tokens, and prints none of them', async () => {
    const session = memorySession()
    const tg = await world.openClient({ session })
    await logIn(tg)
    for (let round = 0; round < 11; round++) {
      await tg.auth.logOut()
      await tg.login.start({ phone_number })
    }
    const data = await session.load()
    expect(data?.future_auth_tokens?.size).toBe(20)
    expect(JSON.stringify(data?.future_auth_tokens)).toBe('"FutureTokens(20, redacted)"')
  })

  it('notices at once that another session has ended its login', async () => {
    const tg = await world.openClient()
    await logIn(tg)
    const { authorizations } = await owner.account.getAuthorizations()
    const hash = authorizations.find(({ current }) => !current)?.hash ?? 0n
    await owner.account.resetAuthorization({ hash })
    await expect(tg.updates.getState()).rejects.toMatchObject({ errorName: 'SESSION_REVOKED' })
    expect(tg.login.state.at).toBe('phone')
  })
})
