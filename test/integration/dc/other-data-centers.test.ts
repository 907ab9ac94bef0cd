/** Calls of a logged-in program to data centers that are not its home; over real TCP, in a time that the test owns. */
import { type Client, memorySession, type SessionStore } from '@chappe/client/node'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type DcTown, homeOf, startDcTown } from '../../support/dc-town.ts'

let town: DcTown
let session: SessionStore
let tg: Client
beforeEach(async () => {
  town = await startDcTown()
  session = memorySession()
  tg = await town.visit(session)
  await town.logIn(tg)
  town.calls.length = 0
})
afterEach(() => town[Symbol.asyncDispose]())

/** A file: data centers have none yet, and say so to who may ask. */
const file = { location: { _: 'inputTakeoutFileLocation' }, offset: 0n, limit: 4096 } as const
const fetchFrom = (dc: number) => expect(tg.upload.getFile(file, { dc })).rejects.toMatchObject({ error_code: 400, dc })
const transfers = () => town.calls.filter(call => call.includes('Authorization'))

describe('a call with `dc`', () => {
  it('is answered by that data center, and the home stays', async () => {
    for (const dc of [1, 2, 3]) expect(await tg.help.getNearestDc({}, { dc })).toMatchObject({ this_dc: dc })
    expect(await homeOf(session)).toBe(2)
    expect(transfers()).toEqual([])
  })

  it('that needs somebody is made with the login of the home, taken there once for all', async () => {
    await Promise.all(Array.from({ length: 5 }, () => fetchFrom(3)))
    await fetchFrom(3)
    expect(transfers()).toEqual(['2 auth.exportAuthorization ok', '3 auth.importAuthorization ok'])
    const { user_id, other_keys = [] } = (await session.load()) ?? {}
    expect(other_keys.find(({ dc }) => dc.id === 3)?.user_id).toBe(user_id)
    // It is a part of this session, not another one.
    expect((await tg.account.getAuthorizations()).authorizations).toHaveLength(1)
  })

  it('needs no second import after a restart', async () => {
    await fetchFrom(3)
    await tg.close()
    tg = await town.visit(session)
    await fetchFrom(3)
    expect(transfers()).toHaveLength(2)
  })

  it('that belongs home is led home', async () => {
    expect(await tg.users.getUsers({ id: [{ _: 'inputUserSelf' }] }, { dc: 3 })).toMatchObject([{ first_name: 'Ada' }])
    expect(town.calls.slice(-2)).toEqual(['3 users.getUsers USER_MIGRATE_2', '2 users.getUsers ok'])
    expect(await homeOf(session)).toBe(2)
  })

  it('to a data center that there is not says so', async () => {
    await expect(tg.help.getNearestDc({}, { dc: 7 })).rejects.toMatchObject({ code: 'DC_UNKNOWN' })
  })
})

describe('a log-out', () => {
  it('at home ends the logins elsewhere, and a new login is taken there anew', async () => {
    await fetchFrom(3)
    await tg.auth.logOut()
    await expect(tg.upload.getFile(file, { dc: 3 })).rejects.toMatchObject({ error_code: 401, dc: 3 })
    await town.logIn(tg)
    await fetchFrom(3)
    expect(tg.login.state).toMatchObject({ at: 'done' })
  })

  it('elsewhere leaves the login at home alone', async () => {
    await fetchFrom(3)
    await tg.auth.logOut({}, { dc: 3 })
    expect(tg.login.state).toMatchObject({ at: 'done' })
    expect(await tg.users.getUsers({ id: [{ _: 'inputUserSelf' }] })).toMatchObject([{ first_name: 'Ada' }])
    await fetchFrom(3)
  })

  it('at home is noticed by a call elsewhere', async () => {
    const other = await town.visit()
    await town.logIn(other)
    const { authorizations } = await other.account.getAuthorizations()
    const hash = authorizations.find(({ current }) => !current)?.hash ?? 0n
    await town.pass(86_400)
    await other.account.resetAuthorization({ hash })
    await expect(tg.upload.getFile(file, { dc: 3 })).rejects.toMatchObject({ error_code: 401, dc: 2 })
    expect(tg.login.state.at).toBe('phone')
  })
})
