import { RpcError } from '@chappe/mtproto'
import type { auth, MethodCall } from '@chappe/schema/api'
import { describe, expect, it } from 'vitest'
import { importAgainMs, importAttemptsMax } from '../src/dc/authorizer.ts'
import { dcIdleMs } from '../src/dc/dc-pool.ts'
import { migrationHopsMax } from '../src/dc/follow-migration.ts'
import { type Client, memorySession, type SessionData, type SessionStore } from '../src/index.ts'
import { settle } from './support/fake-clock.ts'
import { type ScriptAnswer, type SeenCall, silence } from './support/scripted-server.ts'
import {
  authorization,
  configOf,
  option,
  type SeveralServers,
  setUpSeveral,
  userId,
} from './support/several-servers.ts'

const phone_number = '+447911123456'
const request = { phone_number, api_id: 1, api_hash: 'h', settings: { _: 'codeSettings' } } as const
const sentCode: auth.sentCode = {
  _: 'auth.sentCode',
  type: { _: 'auth.sentCodeTypeApp', length: 5 },
  phone_code_hash: 'hash',
}
const file = { location: { _: 'inputTakeoutFileLocation' }, offset: 0n, limit: 4096 } as const
const refuse = (code: number, message: string): RpcError => new RpcError(code, message)

type Script = (dc: number, call: SeenCall) => ScriptAnswer | undefined

/** Refuses a method at some data centers with an error, and leaves the rest to others. */
const at =
  (answers: Readonly<Record<string, ScriptAnswer>>): Script =>
  (dc, { method }) =>
    answers[`${dc} ${method}`]

/** A client that is logged in at data center 2, and its session. */
async function loggedIn(script: Script, ids = [2, 4]): Promise<SeveralServers & { tg: Client; session: SessionStore }> {
  const servers = await setUpSeveral(ids, (dc, call) => {
    if (call.method === 'auth.signIn') {
      servers.authorized.add(call.session.auth_key_id)
      return authorization
    }
    return script(dc, call)
  })
  const session = memorySession()
  const tg = await servers.open({ session })
  await tg.auth.signIn({ phone_number, phone_code_hash: 'hash', phone_code: '12345' })
  servers.seen.length = 0
  return { ...servers, tg, session }
}

const home = async (session: SessionStore): Promise<number | undefined> => (await session.load())?.dc.id

describe('PHONE_MIGRATE and NETWORK_MIGRATE', () => {
  it.each(['PHONE_MIGRATE_4', 'NETWORK_MIGRATE_4', 'USER_MIGRATE_4'])(
    'lead a login there without its caller noticing (%s)',
    async error => {
      const script = at({ '2 auth.sendCode': refuse(303, error), '4 auth.sendCode': sentCode })
      const servers = await setUpSeveral([2, 4], script)
      const session = memorySession()
      await using tg = await servers.open({ session })
      expect(await tg.auth.sendCode(request)).toMatchObject(sentCode)
      expect(servers.seen).toEqual(['2 auth.sendCode', '2 help.getConfig', '4 auth.sendCode'])
      expect((await session.load())?.dc).toEqual({ id: 4, host: '4.memory', port: 443, test: false })
      // What follows goes there by itself.
      await tg.help.getNearestDc()
      expect(servers.seen.at(-1)).toBe('4 help.getNearestDc')
      expect(tg.login.state).toMatchObject({ at: 'code', phone_code_hash: 'hash' })
    },
  )

  it('are followed by tg.login as well', async () => {
    const script = at({ '2 auth.sendCode': refuse(303, 'PHONE_MIGRATE_4'), '4 auth.sendCode': sentCode })
    const servers = await setUpSeveral([2, 4], script)
    const session = memorySession()
    await using tg = await servers.open({ session })
    expect(await tg.login.start({ phone_number })).toMatchObject({ at: 'code' })
    expect(await home(session)).toBe(4)
  })

  it('keep the key of the old home, which a later login finds again', async () => {
    const script = at({ '2 auth.sendCode': refuse(303, 'PHONE_MIGRATE_4'), '4 auth.sendCode': sentCode })
    const servers = await setUpSeveral([2, 4], script)
    const session = memorySession()
    await using tg = await servers.open({ session })
    await tg.auth.sendCode(request)
    const [old] = (await session.load())?.other_keys ?? []
    expect(old).toMatchObject({ dc: { id: 2, host: '2.memory' }, user_id: undefined })
    expect([...servers.at(2).keys.keys()]).toEqual([old?.auth_key.auth_key_id])
  })

  it('of ten calls at the same time move once, over one key', async () => {
    const script = at({ '2 auth.sendCode': refuse(303, 'PHONE_MIGRATE_4'), '4 auth.sendCode': sentCode })
    const servers = await setUpSeveral([2, 4], script)
    await using tg = await servers.open()
    const answers = await Promise.all(Array.from({ length: 10 }, () => tg.auth.sendCode(request)))
    expect(answers).toHaveLength(10)
    expect(servers.at(4).keys.size).toBe(1)
    expect(servers.at(4).connectionCount).toBe(1)
    expect(servers.seen.filter(call => call === '2 help.getConfig')).toHaveLength(1)
  })

  it('that lead in a circle end after three hops, at the home that was', async () => {
    const script = at({
      '2 auth.sendCode': refuse(303, 'PHONE_MIGRATE_4'),
      '4 auth.sendCode': refuse(303, 'PHONE_MIGRATE_2'),
    })
    const servers = await setUpSeveral([2, 4], script)
    const session = memorySession()
    await using tg = await servers.open({ session })
    await expect(tg.auth.sendCode(request)).rejects.toMatchObject({ error_message: 'PHONE_MIGRATE_2', dc: 4 })
    expect(servers.seen.filter(call => call.endsWith('sendCode'))).toHaveLength(1 + migrationHopsMax)
    expect(await home(session)).toBe(2)
  })

  it('leave calls about a code alone: it stays behind with the key that asked for it', async () => {
    const script = at({
      '2 auth.sendCode': sentCode,
      '2 auth.signIn': refuse(303, 'PHONE_MIGRATE_4'),
      '2 account.verifyEmail': refuse(303, 'PHONE_MIGRATE_4'),
    })
    const servers = await setUpSeveral([2, 4], script)
    await using tg = await servers.open()
    await tg.auth.sendCode(request)
    await expect(tg.auth.signIn({ phone_code: '12345' })).rejects.toMatchObject({
      errorName: 'PHONE_MIGRATE',
      message: expect.stringContaining('repeat auth.sendCode there'),
    })
    const purpose = { _: 'emailVerifyPurposeLoginSetup', phone_number, phone_code_hash: 'hash' } as const
    const verification = { _: 'emailVerificationCode', code: '1' } as const
    await expect(tg.account.verifyEmail({ purpose, verification })).rejects.toMatchObject({ argument: 4 })
    expect(servers.at(4).connectionCount).toBe(0)
  })

  it('leave calls about a code alone inside a wrapper, too, and lead the one that asks for a code', async () => {
    let isMoved = false
    const servers = await setUpSeveral([2, 4], (dc, { method }) => {
      if (method !== 'invokeWithReCaptcha') return undefined
      return dc === 2 && isMoved ? refuse(303, 'PHONE_MIGRATE_4') : sentCode
    })
    const session = memorySession()
    await using tg = await servers.open({ session })
    const wrapped = (query: MethodCall): Promise<unknown> => tg.invokeWithReCaptcha({ token: 't', query })
    const query = { _: 'auth.sendCode', ...request } as const
    await wrapped(query)
    isMoved = true
    const resendCode = { _: 'auth.resendCode', phone_number, phone_code_hash: 'hash' } as const
    await expect(wrapped(resendCode)).rejects.toMatchObject({ errorName: 'PHONE_MIGRATE' })
    expect(await home(session)).toBe(2)
    await wrapped(query)
    expect(await home(session)).toBe(4)
  })

  it('tell the next data center where a passkey login began', async () => {
    const script = at({
      '2 auth.finishPasskeyLogin': refuse(303, 'USER_MIGRATE_4'),
      '4 auth.finishPasskeyLogin': authorization,
    })
    const servers = await setUpSeveral([2, 4], script)
    const session = memorySession()
    await using tg = await servers.open({ session })
    await tg.auth.finishPasskeyLogin({ credential: { _: 'inputPasskeyCredentialFirebasePNV', pnv_token: 'x' } })
    const [began] = servers.at(2).keys.keys()
    expect(servers.at(4).calls[0]?.query).toMatchObject({ from_dc_id: 2, from_auth_key_id: began })
    expect(await session.load()).toMatchObject({ dc: { id: 4 }, user_id: userId })
  })

  it('to a data center that nobody knows say so, after asking for the configuration', async () => {
    const servers = await setUpSeveral([2], at({ '2 auth.sendCode': refuse(303, 'PHONE_MIGRATE_9') }))
    await using tg = await servers.open()
    await expect(tg.auth.sendCode(request)).rejects.toMatchObject({ code: 'DC_UNKNOWN', values: { id: 9 } })
    expect(servers.seen).toEqual(['2 auth.sendCode', '2 help.getConfig'])
  })

  it('never lead a client away from the login that it has', async () => {
    const script = at({
      '2 auth.sendCode': refuse(303, 'PHONE_MIGRATE_4'),
      '2 auth.importBotAuthorization': refuse(303, 'USER_MIGRATE_4'),
    })
    const { tg, session, seen } = await loggedIn(script)
    await using _ = tg
    await expect(tg.auth.sendCode(request)).rejects.toMatchObject({
      errorName: 'PHONE_MIGRATE',
      message: expect.stringContaining('log out first'),
    })
    const bot = { flags: 0, api_id: 1, api_hash: 'h', bot_auth_token: '1:x' }
    await expect(tg.auth.importBotAuthorization(bot)).rejects.toMatchObject({ errorName: 'USER_MIGRATE' })
    expect(seen).toEqual(['2 auth.sendCode', '2 auth.importBotAuthorization'])
    expect(await session.load()).toMatchObject({ dc: { id: 2 }, user_id: userId })
  })
})

describe('the new home', () => {
  it.each([
    [refuse(400, 'PHONE_NUMBER_BANNED'), 4],
    [refuse(420, 'FLOOD_WAIT_60'), 4],
    [refuse(401, 'SESSION_PASSWORD_NEEDED'), 4],
    [refuse(401, 'AUTH_KEY_UNREGISTERED'), 2],
    [refuse(406, 'AUTH_KEY_DUPLICATED'), 2],
    [refuse(500, 'RPC_CALL_FAIL'), 2],
    [refuse(-503, 'Timeout'), 2],
  ])('after the answer %s is data center %i', async (error, expected) => {
    const script = at({ '2 auth.sendCode': refuse(303, 'PHONE_MIGRATE_4'), '4 auth.sendCode': error })
    const servers = await setUpSeveral([2, 4], script)
    const session = memorySession()
    await using tg = await servers.open({ session })
    await expect(tg.auth.sendCode(request)).rejects.toMatchObject({ error_message: error.error_message, dc: 4 })
    expect(await home(session)).toBe(expected)
  })

  it('takes a login although its old key is dead there', async () => {
    let isDead = true
    const servers = await setUpSeveral([2, 4], (dc, { method }) => {
      if (method !== 'auth.sendCode') return undefined
      if (dc === 2) return refuse(303, 'PHONE_MIGRATE_4')
      return isDead ? refuse(401, 'AUTH_KEY_INVALID') : sentCode
    })
    const session = memorySession()
    await using tg = await servers.open({ session })
    await expect(tg.auth.sendCode(request)).rejects.toMatchObject({ errorName: 'AUTH_KEY_INVALID', dc: 4 })
    isDead = false
    await tg.auth.sendCode(request)
    expect(servers.at(4).keys.size).toBe(2)
    expect(servers.at(2).keys.size).toBe(1)
    expect(await home(session)).toBe(4)
  })

  it('is not taken while the repeated call is unanswered, and a restart begins again with the key it made', async () => {
    let answer: ScriptAnswer = silence
    const servers = await setUpSeveral([2, 4], (dc, { method }) => {
      if (method !== 'auth.sendCode') return undefined
      return dc === 2 ? refuse(303, 'PHONE_MIGRATE_4') : answer
    })
    const session = memorySession()
    {
      await using tg = await servers.open({ session })
      const outcome = expect(tg.auth.sendCode(request)).rejects.toMatchObject({ code: 'CLIENT_CLOSED' })
      await settle(60)
      expect(servers.seen.at(-1)).toBe('4 auth.sendCode')
      const closing = tg.close()
      await servers.clock.advance(10_000)
      await closing
      await outcome
    }
    expect(await session.load()).toMatchObject({ dc: { id: 2 }, other_keys: [{ dc: { id: 4 }, user_id: undefined }] })
    answer = sentCode
    await using tg = await servers.open({ session })
    await tg.auth.sendCode(request)
    expect(await home(session)).toBe(4)
    expect(servers.at(4).keys.size).toBe(1)
    expect(servers.at(2).keys.size).toBe(1)
  })

  it('stays the home after a restart, whichever data center the client is opened with', async () => {
    const script = at({ '2 auth.sendCode': refuse(303, 'PHONE_MIGRATE_4'), '4 auth.sendCode': sentCode })
    const servers = await setUpSeveral([2, 4], script)
    const session = memorySession()
    {
      await using tg = await servers.open({ session })
      await tg.auth.sendCode(request)
    }
    await using tg = await servers.open({ session })
    expect(tg.login.state).toMatchObject({ at: 'code', phone_code_hash: 'hash' })
    servers.seen.length = 0
    await tg.help.getNearestDc()
    expect(servers.seen).toEqual(['4 help.getNearestDc'])
  })

  it('is not taken when it cannot be reached', async () => {
    const script = at({ '2 auth.sendCode': refuse(303, 'PHONE_MIGRATE_4'), '4 auth.sendCode': sentCode })
    const servers = await setUpSeveral([2, 4], script)
    servers.at(4).refusals = 100
    const session = memorySession()
    await using tg = await servers.open({ session })
    const outcome = expect(tg.auth.sendCode(request)).rejects.toMatchObject({ code: 'CONNECT_FAILED' })
    await servers.clock.advance(20_000)
    await outcome
    expect(await home(session)).toBe(2)
    servers.at(4).refusals = 0
    await tg.auth.sendCode(request)
    expect(await home(session)).toBe(4)
  })

  it('is reached over a connection that is lost in the middle', async () => {
    let lost = false
    const servers = await setUpSeveral([2, 4], (dc, { method }) => {
      if (method !== 'auth.sendCode') return undefined
      if (dc === 2) return refuse(303, 'PHONE_MIGRATE_4')
      if (lost) return sentCode
      lost = true
      setImmediate(() => servers.at(4).restart())
      return silence
    })
    const session = memorySession()
    await using tg = await servers.open({ session })
    const call = tg.auth.sendCode(request)
    await servers.clock.advance(1000)
    expect(await call).toMatchObject(sentCode)
    expect(await home(session)).toBe(4)
    expect(servers.at(4).connectionCount).toBe(2)
  })

  it('is not persisted by a call that was aborted on the way', async () => {
    const servers = await setUpSeveral([2, 4], (dc, { method }) => {
      if (method !== 'auth.sendCode') return undefined
      return dc === 2 ? refuse(303, 'PHONE_MIGRATE_4') : silence
    })
    const session = memorySession()
    const tg = await servers.open({ session })
    const abort = new AbortController()
    const outcome = expect(tg.auth.sendCode(request, { signal: abort.signal })).rejects.toThrow('enough')
    await settle(60)
    abort.abort(new Error('enough'))
    await outcome
    await settle()
    expect(servers.at(4).dropped).toHaveLength(1)
    await tg.close()
    expect(await home(session)).toBe(2)
  })
})

describe('USER_MIGRATE of who is logged in', () => {
  const moved = at({ '2 updates.getState': refuse(303, 'USER_MIGRATE_4') })

  it('takes the authorization along and goes on there', async () => {
    const { tg, session, seen } = await loggedIn(moved)
    await using _ = tg
    expect(await tg.call('account.updateStatus', { offline: true })).toBe(true)
    await tg.updates.getState()
    expect(seen).toEqual([
      '2 account.updateStatus',
      '2 updates.getState',
      '2 auth.exportAuthorization',
      '2 help.getConfig',
      '4 auth.importAuthorization',
      '4 updates.getState',
    ])
    expect(await session.load()).toMatchObject({ dc: { id: 4 }, user_id: userId, other_keys: [{ dc: { id: 2 } }] })
    expect(tg.login.state).toEqual({ at: 'done', user_id: String(userId) })
  })

  it('of ten calls at the same time exports once', async () => {
    const { tg, seen } = await loggedIn((dc, { method }) =>
      dc === 2 && method === 'account.updateStatus' ? refuse(303, 'USER_MIGRATE_4') : undefined,
    )
    await using _ = tg
    await Promise.all(Array.from({ length: 10 }, () => tg.account.updateStatus({ offline: true })))
    expect(seen.filter(call => call.includes('Authorization'))).toEqual([
      '2 auth.exportAuthorization',
      '4 auth.importAuthorization',
    ])
  })

  it('tells listeners that updates may have been lost, and updates come from the new home', async () => {
    const servers = await loggedIn(moved)
    await using tg = servers.tg
    const updates = tg.receiveUpdates()
    const first = updates.next()
    await tg.updates.getState()
    expect((await first).value).toEqual({ _: 'updatesTooLong' })
    const next = updates.next()
    servers.at(2).sendUpdates({ _: 'updateShort', update: { _: 'updateConfig' }, date: 2 })
    await settle()
    servers.at(4).sendUpdates({ _: 'updateShort', update: { _: 'updateConfig' }, date: 4 })
    expect((await next).value).toMatchObject({ date: 4 })
  })

  it('does not move the home when the authorization was refused there', async () => {
    const { tg, session } = await loggedIn((dc, call) =>
      call.method === 'auth.importAuthorization' ? refuse(400, 'USER_ID_INVALID') : moved(dc, call),
    )
    await using _ = tg
    await expect(tg.updates.getState()).rejects.toMatchObject({
      errorName: 'USER_ID_INVALID',
      method: 'auth.importAuthorization',
    })
    expect(await session.load()).toMatchObject({ dc: { id: 2 }, user_id: userId })
  })

  it('goes on after a restart between the import and the move, without a second export', async () => {
    let lost = true
    const servers = await loggedIn((dc, call) => {
      if (dc === 4 && call.method === 'updates.getState') return lost ? refuse(500, 'RPC_CALL_FAIL') : undefined
      return moved(dc, call)
    })
    const refused = servers.tg.updates.getState().catch(() => undefined)
    await servers.clock.advance(10_000)
    await refused
    await servers.tg.close()
    expect(await servers.session.load()).toMatchObject({ dc: { id: 2 }, other_keys: [{ user_id: userId }] })
    lost = false
    await using tg = await servers.open({ session: servers.session })
    await tg.updates.getState()
    expect(servers.seen.filter(call => call.includes('export'))).toHaveLength(1)
    expect(await home(servers.session)).toBe(4)
  })
})

describe('a call in another data center', () => {
  const elsewhere = at({
    '2 upload.getFile': refuse(303, 'FILE_MIGRATE_4'),
    '2 stats.loadAsyncGraph': refuse(303, 'STATS_MIGRATE_4'),
  })
  const transfers = (seen: readonly string[]): readonly string[] => seen.filter(call => call.includes('Authorization'))

  it('goes there alone, with an imported authorization, and the home stays', async () => {
    const { tg, session, seen } = await loggedIn(elsewhere)
    await using _ = tg
    await tg.upload.getFile(file)
    await tg.stats.loadAsyncGraph({ token: 't' })
    expect(seen).toEqual([
      '2 upload.getFile',
      '2 auth.exportAuthorization',
      '2 help.getConfig',
      '4 auth.importAuthorization',
      '4 upload.getFile',
      '2 stats.loadAsyncGraph',
      '4 stats.loadAsyncGraph',
    ])
    expect(await session.load()).toMatchObject({
      dc: { id: 2 },
      user_id: userId,
      other_keys: [{ dc: { id: 4 }, user_id: userId }],
    })
    await tg.account.updateStatus({ offline: true })
    expect(seen.at(-1)).toBe('2 account.updateStatus')
  })

  it('may be named by its caller', async () => {
    const { tg, session, seen } = await loggedIn(elsewhere)
    await using _ = tg
    expect(await tg.call('account.updateStatus', { offline: true }, { dc: 4 })).toBe(true)
    expect(await tg.help.getNearestDc({}, { dc: 4 })).toMatchObject({ this_dc: 4 })
    expect(seen.filter(call => call.startsWith('4'))).toEqual([
      '4 auth.importAuthorization',
      '4 account.updateStatus',
      '4 help.getNearestDc',
    ])
    expect(await home(session)).toBe(2)
    await expect(tg.help.getNearestDc({}, { dc: 0 })).rejects.toMatchObject({ code: 'OPTION_INVALID' })
    await expect(tg.help.getNearestDc({}, { dc: 7 })).rejects.toMatchObject({ code: 'DC_UNKNOWN' })
  })

  it('authorizes once for two that need it at the same time, also when one of them gives up', async () => {
    const { tg, seen } = await loggedIn(elsewhere)
    await using _ = tg
    const abort = new AbortController()
    const given = expect(tg.account.updateStatus({ offline: true }, { dc: 4, signal: abort.signal })).rejects.toThrow(
      'enough',
    )
    const other = tg.account.updateStatus({ offline: true }, { dc: 4 })
    abort.abort(new Error('enough'))
    await given
    expect(await other).toBe(true)
    expect(transfers(seen)).toEqual(['2 auth.exportAuthorization', '4 auth.importAuthorization'])
  })

  it('exports again when the bytes were too old, a bounded number of times', async () => {
    let stale = 1
    const { tg, seen } = await loggedIn((_dc, { method }) =>
      method === 'auth.importAuthorization' && stale-- > 0 ? refuse(400, 'AUTH_BYTES_INVALID') : undefined,
    )
    await using _ = tg
    expect(await tg.account.updateStatus({ offline: true }, { dc: 4 })).toBe(true)
    expect(transfers(seen)).toHaveLength(4)
    stale = 100
    seen.length = 0
    const later = await loggedIn((_dc, { method }) =>
      method === 'auth.importAuthorization' ? refuse(400, 'AUTH_BYTES_INVALID') : undefined,
    )
    await using __ = later.tg
    await expect(later.tg.account.updateStatus({ offline: true }, { dc: 4 })).rejects.toMatchObject({
      errorName: 'AUTH_BYTES_INVALID',
    })
    expect(transfers(later.seen)).toHaveLength(2 * importAttemptsMax)
  })

  it('imports again when it was forgotten there, once for all, and stays logged in at home', async () => {
    const servers = await loggedIn(elsewhere)
    await using tg = servers.tg
    await tg.account.updateStatus({ offline: true }, { dc: 4 })
    for (const id of servers.at(4).keys.keys()) servers.authorized.delete(id)
    servers.seen.length = 0
    const calls = Array.from({ length: 5 }, () => tg.account.updateStatus({ offline: true }, { dc: 4 }))
    expect(await Promise.all(calls)).toEqual([true, true, true, true, true])
    expect(transfers(servers.seen)).toEqual(['2 auth.exportAuthorization', '4 auth.importAuthorization'])
    expect(servers.at(4).keys.size).toBe(1)
    expect(tg.login.state).toMatchObject({ at: 'done' })
  })

  it.each(['SESSION_REVOKED', 'AUTH_KEY_INVALID'])('takes a new key when the old one is dead (%s)', async message => {
    let dead: bigint | undefined
    const servers = await loggedIn((dc, { session }) =>
      dc === 4 && session.auth_key_id === dead ? refuse(401, message) : undefined,
    )
    await using tg = servers.tg
    await tg.account.updateStatus({ offline: true }, { dc: 4 })
    ;[dead] = servers.at(4).keys.keys()
    expect(await tg.account.updateStatus({ offline: true }, { dc: 4 })).toBe(true)
    expect(servers.at(4).keys.size).toBe(2)
    expect(await servers.session.load()).toMatchObject({ dc: { id: 2 }, user_id: userId })
  })

  it('does not import again and again where it does not help', async () => {
    const { tg, seen, session, clock } = await loggedIn((dc, { method }) =>
      dc === 4 && method === 'account.updateStatus' ? refuse(401, 'AUTH_KEY_UNREGISTERED') : undefined,
    )
    await using _ = tg
    const attempt = () => expect(tg.account.updateStatus({ offline: true }, { dc: 4 })).rejects.toMatchObject({ dc: 4 })
    for (let round = 0; round < 3; round++) await attempt()
    expect(transfers(seen)).toHaveLength(2)
    // After a while it may help.
    await clock.advance(importAgainMs)
    for (let round = 0; round < 3; round++) await attempt()
    expect(transfers(seen)).toHaveLength(4)
    expect(await session.load()).toMatchObject({ dc: { id: 2 }, user_id: userId })
    expect(tg.login.state).toMatchObject({ at: 'done' })
  })

  it('tells of a login that is over at home, which the home says itself', async () => {
    const servers = await loggedIn(elsewhere)
    await using tg = servers.tg
    servers.authorized.clear()
    await expect(tg.upload.getFile(file)).rejects.toMatchObject({ method: 'auth.exportAuthorization', dc: 2 })
    expect(tg.login.state).toMatchObject({ at: 'phone' })
  })

  it('gets a new key where the server does not know it any more', async () => {
    const servers = await loggedIn(elsewhere)
    await using tg = servers.tg
    await tg.account.updateStatus({ offline: true }, { dc: 4 })
    servers.at(4).keys.clear()
    servers.at(4).restart()
    await servers.clock.advance(1000)
    const call = tg.account.updateStatus({ offline: true }, { dc: 4 })
    await servers.clock.advance(10_000)
    expect(await call).toBe(true)
    expect(servers.at(4).keys.size).toBe(1)
    expect(await servers.session.load()).toMatchObject({ user_id: userId })
  })

  it('is asked without an authorization when nobody is logged in', async () => {
    const servers = await setUpSeveral([2, 4], elsewhere)
    await using tg = await servers.open()
    await expect(tg.upload.getFile(file)).rejects.toMatchObject({ errorName: 'AUTH_KEY_UNREGISTERED', dc: 4 })
    expect(servers.seen).toEqual(['2 upload.getFile', '2 help.getConfig', '4 upload.getFile'])
  })

  it('closes its connection after a while, keeps its key, and finds it again', async () => {
    const servers = await loggedIn(elsewhere)
    await using tg = servers.tg
    await tg.account.updateStatus({ offline: true }, { dc: 4 })
    await servers.clock.advance(dcIdleMs + 1000)
    await tg.account.updateStatus({ offline: true }, { dc: 4 })
    expect(servers.at(4).connectionCount).toBe(2)
    expect(servers.at(4).keys.size).toBe(1)
    expect(servers.at(2).connectionCount).toBe(1)
  })

  it('ends with the client, which waits for its answer', async () => {
    const servers = await loggedIn((dc, { method }) =>
      dc === 4 && method === 'account.updateStatus' ? silence : undefined,
    )
    const { tg } = servers
    const call = expect(tg.account.updateStatus({ offline: true }, { dc: 4 })).rejects.toMatchObject({
      code: 'CLIENT_CLOSED',
    })
    await settle(60)
    const closing = tg.close()
    await servers.clock.advance(10_000)
    await closing
    await call
    await expect(tg.help.getNearestDc({}, { dc: 4 })).rejects.toMatchObject({ code: 'CLIENT_CLOSED' })
  })

  it('ends with the client while its login is on the way', async () => {
    const servers = await loggedIn((_dc, { method }) => (method === 'auth.importAuthorization' ? silence : undefined))
    const { tg } = servers
    const call = expect(tg.account.updateStatus({ offline: true }, { dc: 4 })).rejects.toMatchObject({
      code: 'CLIENT_CLOSED',
    })
    await settle(60)
    expect(servers.seen.at(-1)).toBe('4 auth.importAuthorization')
    const closing = tg.close()
    await servers.clock.advance(10_000)
    await closing
    await call
    expect(await servers.session.load()).toMatchObject({ dc: { id: 2 }, other_keys: [{ user_id: undefined }] })
  })

  it('becomes the home by a login that names it', async () => {
    const success = { _: 'auth.loginTokenSuccess', authorization }
    const servers = await setUpSeveral([2, 4], at({ '4 auth.importLoginToken': success }))
    const session = memorySession()
    await using tg = await servers.open({ session })
    await tg.auth.importLoginToken({ token: new Uint8Array(8) }, { dc: 4 })
    expect(await session.load()).toMatchObject({ dc: { id: 4 }, user_id: userId })
  })
})

describe('addresses', () => {
  const moving = at({ '2 auth.sendCode': refuse(303, 'PHONE_MIGRATE_4'), '4 auth.sendCode': sentCode })

  it('are asked for once and kept in the session as long as they are good', async () => {
    const servers = await loggedIn(() => undefined, [2, 3, 4])
    await using tg = servers.tg
    await tg.help.getNearestDc({}, { dc: 3 })
    await tg.help.getNearestDc({}, { dc: 4 })
    expect(servers.seen.filter(call => call.includes('getConfig'))).toHaveLength(1)
    await tg.close()
    const { addresses } = (await servers.session.load()) as SessionData
    expect(addresses?.entries.map(({ id }) => id)).toEqual([2, 3, 4])
    await using again = await servers.open({ session: servers.session })
    await again.help.getNearestDc({}, { dc: 3 })
    expect(servers.seen.filter(call => call.includes('getConfig'))).toHaveLength(1)
    await servers.clock.advance(3_600_000)
    await again.help.getNearestDc({}, { dc: 3 })
    expect(servers.seen.filter(call => call.includes('getConfig'))).toHaveLength(2)
  })

  it('are taken from a configuration that the program asked for', async () => {
    const servers = await setUpSeveral([2, 4], moving)
    await using tg = await servers.open()
    await tg.help.getConfig()
    await tg.auth.sendCode(request)
    expect(servers.seen).toEqual(['2 help.getConfig', '2 auth.sendCode', '4 auth.sendCode'])
  })

  it.each([true, false])(
    'of the other environment are not kept, and it is said (the server: test_mode %s)',
    async test_mode => {
      const servers = await setUpSeveral([2, 4], (_dc, { method }) => {
        if (method !== 'help.getConfig') return undefined
        return { ...configOf(2, [option(2), option(4)], servers.clock.now()), test_mode }
      })
      for (const id of [2, 4]) servers.at(id).acceptsDc = () => true
      const session = memorySession()
      const dc = { id: 2, host: '2.memory', port: 443, public_key: servers.at(2).publicKey, test: !test_mode }
      await using tg = await servers.open({ session, dc })
      await tg.help.getConfig()
      const [ours, theirs] = test_mode ? ['production', 'test'] : ['test', 'production']
      expect(servers.troubles).toMatchObject([
        {
          code: 'DC_WRONG',
          message: expect.stringContaining(`belongs to ${theirs}, and this client was opened for ${ours}`),
        },
      ])
      await expect(tg.help.getNearestDc({}, { dc: 4 })).rejects.toMatchObject({ code: 'DC_UNKNOWN' })
      await tg.close()
      expect((await session.load())?.addresses).toBeUndefined()
    },
  )

  it('that do not answer make way for the next one, which is remembered', async () => {
    const servers = await setUpSeveral([2, 4], (dc, call) => {
      if (call.method === 'help.getConfig') {
        return configOf(2, [{ ...option(4), port: 1 }, option(4)], servers.clock.now())
      }
      return moving(dc, call)
    })
    const openLink = servers.at(4).openLink
    servers.at(4).openLink = (address, handlers, options) =>
      address.port === 1 ? Promise.reject(new Error('closed')) : openLink(address, handlers, options)
    const session = memorySession()
    await using tg = await servers.open({ session })
    const call = tg.auth.sendCode(request)
    await servers.clock.advance(1000)
    await call
    expect(servers.dialed).toEqual(['2.memory:443', '4.memory:1', '4.memory:443'])
    servers.dialed.length = 0
    servers.at(4).closeConnections()
    await servers.clock.advance(1000)
    expect(servers.dialed).toEqual(['4.memory:443'])
    await tg.close()
    expect((await session.load())?.dc).toMatchObject({ id: 4, port: 443 })
  })

  it('of a home that is not where it was are asked for where the program was opened', async () => {
    let port = 443
    const servers = await setUpSeveral([2, 4], (dc, call) => {
      if (call.method !== 'help.getConfig') return moving(dc, call)
      return configOf(dc, [option(2), { ...option(4), port }], servers.clock.now())
    })
    const openLink = servers.at(4).openLink
    servers.at(4).openLink = (address, handlers, options) =>
      address.port === port ? openLink(address, handlers, options) : Promise.reject(new Error('closed'))
    const session = memorySession()
    {
      await using tg = await servers.open({ session })
      await tg.auth.sendCode(request)
    }
    port = 999
    servers.seen.length = 0
    await using tg = await servers.open({ session })
    const call = tg.help.getNearestDc()
    await servers.clock.advance(5000)
    expect(await call).toMatchObject({ this_dc: 4 })
    expect(servers.seen).toEqual(['2 help.getConfig', '4 help.getNearestDc'])
    expect(servers.at(4).keys.size).toBe(1)
    await tg.close()
    expect((await session.load())?.dc).toMatchObject({ id: 4, port: 999 })
  })

  it('are replaced by what the server tells', async () => {
    const servers = await loggedIn(() => undefined, [2, 4])
    await using tg = servers.tg
    await tg.help.getConfig()
    const dc_options = [{ ...option(4), port: 999 }]
    servers.at(2).sendUpdates({ _: 'updateShort', update: { _: 'updateDcOptions', dc_options }, date: 1 })
    await settle()
    await tg.help.getNearestDc({}, { dc: 4 })
    expect(servers.dialed.at(-1)).toBe('4.memory:999')
    servers.at(2).sendUpdates({ _: 'updateShort', update: { _: 'updateConfig' }, date: 1 })
    await settle()
    await servers.clock.advance(dcIdleMs + 1000)
    await tg.help.getNearestDc({}, { dc: 4 })
    expect(servers.seen.filter(call => call === '2 help.getConfig')).toHaveLength(2)
  })
})
