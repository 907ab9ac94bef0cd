/** Migrations whose connection breaks at every point on the way; over real TCP, in a time that the test owns. */
import { memorySession } from '@chappe/client/node'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ada, type DcTown, homeOf, startDcTown } from '../../support/dc-town.ts'
import { createLinkGate } from '../../support/link-gate.ts'

let town: DcTown
beforeEach(async () => {
  town = await startDcTown()
})
afterEach(() => town[Symbol.asyncDispose]())

/** More pieces than any of these conversations has before its answer. */
const everywhere = Array.from({ length: 10 }, (_, index) => index)

describe('a login that is led elsewhere', () => {
  it.each(everywhere)('comes through when the new connection is cut after %i pieces', async pieces => {
    const gate = createLinkGate(town.dc)
    const session = memorySession()
    const tg = await town.visit(session, gate.openLink)
    gate.cutAfter(2, pieces)
    const sent = tg.login.start({ phone_number: ada })
    await town.pass(60)
    expect(await sent).toMatchObject({ at: 'code' })
    expect(await homeOf(session)).toBe(2)
    const done = tg.login.enterCode(town.code(ada))
    await town.pass(60)
    expect(await done).toMatchObject({ at: 'done' })
  })
})

describe('an account that moved', () => {
  it.each(everywhere)('is followed when the new connection is cut after %i pieces', async pieces => {
    const gate = createLinkGate(town.dc)
    const session = memorySession()
    const tg = await town.visit(session, gate.openLink)
    await town.logIn(tg)
    await town.dc.accounts.move(ada, 3)
    gate.cutAfter(3, pieces)
    const call = tg.users.getUsers({ id: [{ _: 'inputUserSelf' }] })
    await town.pass(60)
    expect(await call).toMatchObject([{ first_name: 'Ada' }])
    expect(await homeOf(session)).toBe(3)
    expect(tg.login.state).toMatchObject({ at: 'done' })
  })
})
