/**
 * Logins to accounts that live in another data center than the one that a program was opened with, over real TCP, in a
 * time that the test owns.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type Client,
  type LoginState,
  memorySession,
  parseLoginTokenUrl,
  sqliteSession,
  stringSession,
} from '@chappe/client/node'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ada, type DcTown, homeOf, startDcTown } from '../../support/dc-town.ts'
import { createLinkGate } from '../../support/link-gate.ts'

let town: DcTown
beforeEach(async () => {
  town = await startDcTown()
})
afterEach(() => town[Symbol.asyncDispose]())

const self = (tg: Client) => tg.users.getUsers({ id: [{ _: 'inputUserSelf' }] })
const app = () => ({ api_id: town.dc.api_id, api_hash: town.dc.api_hash })
const request = (phone_number: string) => ({ phone_number, ...app(), settings: { _: 'codeSettings' } as const })

describe('PHONE_MIGRATE', () => {
  it('is followed by tg.login without a word', async () => {
    const session = memorySession()
    const tg = await town.visit(session)
    expect(await tg.login.start({ phone_number: ada })).toMatchObject({ at: 'code' })
    expect(await homeOf(session)).toBe(2)
    expect(await tg.login.enterCode(town.code(ada))).toMatchObject({ at: 'done' })
    expect(await self(tg)).toMatchObject([{ first_name: 'Ada', self: true }])
    expect(town.calls).toEqual([
      '1 auth.sendCode PHONE_MIGRATE_2',
      '1 help.getConfig ok',
      '2 auth.sendCode ok',
      '2 auth.signIn ok',
      '2 users.getUsers ok',
    ])
  })

  it('is followed by the raw calls of a program as well', async () => {
    const session = memorySession()
    const tg = await town.visit(session)
    const sent = await tg.auth.sendCode(request(ada))
    expect(sent).toMatchObject({ _: 'auth.sentCode' })
    expect(await tg.auth.signIn({ phone_code: town.code(ada) })).toMatchObject({ user: { self: true } })
    expect(await session.load()).toMatchObject({ dc: { id: 2 }, user_id: BigInt((await self(tg))[0]?.id ?? 0n) })
  })

  it('of ten calls at the same time agrees on one key and asks once where to go', async () => {
    const tg = await town.visit()
    await Promise.all(Array.from({ length: 10 }, () => tg.auth.sendCode(request(ada))))
    expect(town.calls.filter(call => call.includes('help.getConfig'))).toHaveLength(1)
    expect(town.calls.filter(call => call === '2 auth.sendCode ok')).toHaveLength(10)
    expect(tg.login.state).toMatchObject({ at: 'code' })
    expect(await tg.login.enterCode(town.code(ada))).toMatchObject({ at: 'done' })
  })

  it('leads a new test number to the data center in it, where it signs up', async () => {
    const session = memorySession()
    const tg = await town.visit(session)
    expect(await tg.login.start({ phone_number: '9996630001' })).toMatchObject({ at: 'code' })
    expect(await homeOf(session)).toBe(3)
    await tg.login.enterCode('33333')
    expect(await tg.login.signUp({ first_name: 'Test' })).toMatchObject({ at: 'done' })
    expect((await town.dc.accounts.find('9996630001'))?.dc).toBe(3)
  })

  it('goes to the answer of the new home when that refuses the number', async () => {
    await town[Symbol.asyncDispose]()
    town = await startDcTown({ policy: { limits: { codesPerNumber: { max: 1, periodSeconds: 3600 } } } })
    const first = await town.visit()
    await first.login.start({ phone_number: ada })
    const session = memorySession()
    const tg = await town.visit(session)
    await expect(tg.login.start({ phone_number: ada })).rejects.toMatchObject({
      errorName: 'PHONE_NUMBER_FLOOD',
      dc: 2,
    })
    expect(await homeOf(session)).toBe(2)
  })
})

describe('NETWORK_MIGRATE', () => {
  it('leads a new number to the data center of its address', async () => {
    await town[Symbol.asyncDispose]()
    town = await startDcTown({ policy: { homes: { networks: [{ network: '127.0.0.0/8', dc: 3 }] } } })
    const session = memorySession()
    const tg = await town.visit(session)
    expect((await tg.help.getNearestDc()).nearest_dc).toBe(3)
    await town.logIn(tg, '+12025550199')
    expect(town.calls).toContain('1 auth.sendCode NETWORK_MIGRATE_3')
    await tg.login.signUp({ first_name: 'New' })
    expect(await homeOf(session)).toBe(3)
    expect((await town.dc.accounts.find('+12025550199'))?.dc).toBe(3)
  })
})

describe('USER_MIGRATE at a login', () => {
  it('leads a bot home, by tg.login and by the raw call', async () => {
    const { token } = await town.dc.bots.create({ name: 'Echo', username: 'echo_bot', dc: 3 })
    const session = memorySession()
    const tg = await town.visit(session)
    expect(await tg.login.bot(token)).toMatchObject({ at: 'done' })
    expect(await homeOf(session)).toBe(3)
    const raw = await town.visit()
    const answer = await raw.auth.importBotAuthorization({ flags: 0, ...app(), bot_auth_token: token })
    expect(answer).toMatchObject({ user: { bot: true } })
    expect(raw.login.state).toMatchObject({ at: 'done' })
    expect(await self(raw)).toMatchObject([{ username: 'echo_bot' }])
  })
})

describe('a QR code', () => {
  it('that was scanned by somebody at home elsewhere is taken up there', async () => {
    const owner = await town.visit()
    await town.logIn(owner)
    const session = memorySession()
    const tg = await town.visit(session)
    await tg.auth.exportLoginToken({ ...app(), except_ids: [] })
    const { state } = tg.login
    const token = parseLoginTokenUrl(state.at === 'qr' ? state.url : '') ?? new Uint8Array(0)
    await owner.auth.acceptLoginToken({ token })
    const answer = await tg.auth.exportLoginToken({ ...app(), except_ids: [] })
    if (answer._ !== 'auth.loginTokenMigrateTo') throw new Error(`unexpected ${answer._}`)
    expect(await homeOf(session)).toBe(1)
    const done = await tg.auth.importLoginToken({ token: answer.token }, { dc: answer.dc_id })
    expect(done).toMatchObject({ _: 'auth.loginTokenSuccess' })
    expect(await homeOf(session)).toBe(2)
    expect(await self(tg)).toMatchObject([{ first_name: 'Ada' }])
  })
})

describe('tg.login.qr', () => {
  const scan = async (owner: Client, tg: Client): Promise<LoginState[]> => {
    const seen: LoginState[] = []
    for await (const state of tg.login.qr()) {
      seen.push(state)
      if (state.at !== 'qr') continue
      await owner.auth.acceptLoginToken({ token: parseLoginTokenUrl(state.url) ?? new Uint8Array(0) })
    }
    return seen
  }

  it('goes on in the data center of who scanned the code', async () => {
    const owner = await town.visit()
    await town.logIn(owner)
    const session = memorySession()
    const tg = await town.visit(session)
    expect((await scan(owner, tg)).map(({ at }) => at)).toEqual(['qr', 'done'])
    expect(await homeOf(session)).toBe(2)
    expect(await self(tg)).toMatchObject([{ first_name: 'Ada' }])
  })

  it('asks for the password there', async () => {
    const owner = await town.visit()
    await town.logIn(owner)
    await owner.password.set({ password: 'correct horse' })
    const session = memorySession()
    const tg = await town.visit(session)
    expect((await scan(owner, tg)).map(({ at }) => at)).toEqual(['qr', 'password'])
    expect(await homeOf(session)).toBe(2)
    expect(await tg.login.enterPassword('correct horse')).toMatchObject({ at: 'done' })
  })
})

describe('a login in another data center', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'dc-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('goes on after a restart between the code and its entry, from a session file', async () => {
    const path = join(folder, 'a.session')
    const first = await town.visit(sqliteSession(path))
    await first.login.start({ phone_number: ada })
    await first.close()
    const tg = await town.visit(sqliteSession(path))
    expect(tg.login.state).toMatchObject({ at: 'code' })
    expect(await tg.login.enterCode(town.code(ada))).toMatchObject({ at: 'done' })
    await tg.close()
    const store = sqliteSession(path)
    expect(await store.load()).toMatchObject({ dc: { id: 2 }, other_keys: [{ dc: { id: 1 } }] })
    await store.close?.()
  })

  it('goes on from a session text, and a resend with it', async () => {
    const first = await town.visit()
    await first.login.start({ phone_number: ada })
    const tg = await town.visit(stringSession(first.exportSession()))
    await first.close()
    await town.pass(61)
    expect(await tg.login.resend()).toMatchObject({ at: 'code' })
    expect(await tg.login.enterCode(town.code(ada))).toMatchObject({ at: 'done' })
  })

  it('is not begun anew by a restart before it was accepted: the home is the old one still', async () => {
    const session = memorySession()
    const { openLink, block } = createLinkGate(town.dc)
    block(2)
    const first = await town.visit(session, openLink)
    const outcome = expect(first.auth.sendCode(request(ada))).rejects.toMatchObject({ code: 'CONNECT_FAILED' })
    await town.pass(120)
    await outcome
    await first.close()
    expect(await homeOf(session)).toBe(1)
    const tg = await town.visit(session)
    await town.logIn(tg)
    expect(tg.login.state).toMatchObject({ at: 'done' })
    expect(await homeOf(session)).toBe(2)
  })
})
