/** An account that its operator moves while programs are logged in; over real TCP, in a time that the test owns. */
import { type Client, memorySession, type SessionStore } from '@chappe/client/node'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ada, type DcTown, homeOf, startDcTown } from '../../support/dc-town.ts'
import { createLinkGate } from '../../support/link-gate.ts'

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

const self = (client: Client) => client.users.getUsers({ id: [{ _: 'inputUserSelf' }] })

describe('a logged-in program', () => {
  it('follows its account with the next call, and stays logged in', async () => {
    const before = await session.load()
    await town.dc.accounts.move(ada, 3)
    expect(await self(tg)).toMatchObject([{ first_name: 'Ada' }])
    expect(town.calls).toEqual([
      '2 users.getUsers USER_MIGRATE_3',
      '2 auth.exportAuthorization ok',
      '3 auth.importAuthorization ok',
      '3 users.getUsers ok',
    ])
    expect(await session.load()).toMatchObject({ dc: { id: 3 }, user_id: before?.user_id, login: before?.login })
    expect(tg.login.state).toMatchObject({ at: 'done' })
  })

  it('exports its login once for ten calls at the same time', async () => {
    await town.dc.accounts.move(ada, 3)
    const answers = await Promise.all(Array.from({ length: 10 }, () => self(tg)))
    expect(answers.every(([user]) => user?._ === 'user')).toBe(true)
    expect(town.calls.filter(call => call.includes('Authorization'))).toHaveLength(2)
  })

  it('comes back when the account does', async () => {
    await town.dc.accounts.move(ada, 3)
    await self(tg)
    await town.dc.accounts.move(ada, 2)
    expect(await self(tg)).toMatchObject([{ first_name: 'Ada' }])
    expect(await homeOf(session)).toBe(2)
    await town.dc.accounts.move(ada, 1)
    expect(await self(tg)).toMatchObject([{ first_name: 'Ada' }])
    expect(await homeOf(session)).toBe(1)
  })

  it('is at the new home after a restart, before it makes a call', async () => {
    await town.dc.accounts.move(ada, 3)
    await self(tg)
    await tg.close()
    town.calls.length = 0
    const again = await town.visit(session)
    await self(again)
    expect(town.calls).toEqual(['3 users.getUsers ok'])
  })

  it('is at the old home after a restart when the new one never answered, and follows then', async () => {
    await tg.close()
    await town.dc.accounts.move(ada, 3)
    const gate = createLinkGate(town.dc)
    gate.block(3)
    const blocked = await town.visit(session, gate.openLink)
    const outcome = expect(self(blocked)).rejects.toMatchObject({ code: 'CONNECT_FAILED' })
    await town.pass(120)
    await outcome
    await blocked.close()
    expect(await session.load()).toMatchObject({ dc: { id: 2 }, login: { at: 'done' } })
    const again = await town.visit(session)
    expect(await self(again)).toMatchObject([{ first_name: 'Ada' }])
    expect(await homeOf(session)).toBe(3)
  })

  it('hears that updates may have been lost', async () => {
    const updates = tg.receiveUpdates()
    const next = updates.next()
    await town.dc.accounts.move(ada, 3)
    await self(tg)
    expect((await next).value).toEqual({ _: 'updatesTooLong' })
    await updates.return()
  })

  it('logs out at the new home, and is nobody anywhere then', async () => {
    await town.dc.accounts.move(ada, 3)
    await self(tg)
    await tg.auth.logOut()
    expect(tg.login.state.at).toBe('phone')
    await expect(self(tg)).rejects.toMatchObject({ error_code: 401, dc: 3 })
    // The number leads it to its home again.
    await town.logIn(tg)
    expect(tg.login.state).toMatchObject({ at: 'done' })
  })
})

describe('a login that is under way', () => {
  it('follows an account that moves between the code and its entry, with a new code', async () => {
    const other = await town.visit()
    await other.login.start({ phone_number: ada })
    await town.dc.accounts.move(ada, 3)
    const state = await other.login.enterCode(town.code(ada)).catch(() => other.login.state)
    // Whatever became of the old code, a new one leads home.
    if (state.at !== 'done') await town.logIn(other)
    expect(other.login.state).toMatchObject({ at: 'done' })
    expect(await self(other)).toMatchObject([{ first_name: 'Ada' }])
  })
})
