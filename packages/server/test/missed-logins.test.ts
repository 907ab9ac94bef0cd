import type { account } from '@chappe/schema/api'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RawClient } from './support/raw-client.ts'
import { SessionWorld, toldBesidesCodes } from './support/session-world.ts'

// Questions about new logins for sessions that were away: https://core.telegram.org/api/auth#confirming-login

const dayMs = 86_400_000
let world: SessionWorld
let owner: RawClient

beforeEach(async () => {
  world = await SessionWorld.start()
  owner = await world.loggedIn({}, { device_model: 'first device' })
})

afterEach(() => world[Symbol.asyncDispose]())

/** Hangs up, lets so much time pass, lets a device log in, and gives the owner's client as it is back. */
const missALogin = async (): Promise<RawClient> => {
  const { key } = owner
  owner[Symbol.dispose]()
  await world.pass(1000)
  await world.loggedIn({}, { device_model: 'second device' })
  return world.connect({ key })
}
const hashOf = async (device_model: string, by: RawClient) =>
  (await by.call<account.authorizations>('account.getAuthorizations')).authorizations.find(
    session => session.device_model === device_model,
  )?.hash
const asked = async (client: RawClient, method = 'updates.getState', parameters: object = {}) => {
  client.updates.length = 0
  await client.call(method, parameters)
  await world.settle()
  return toldBesidesCodes(client)
}

describe('a login that a session has missed', () => {
  it('is told of when it asks what happened, the same way each time, until somebody has answered for it', async () => {
    const back = await missALogin()
    const hash = await hashOf('second device', back)
    expect(back.updates).toEqual([])
    const question = await asked(back)
    expect(question).toMatchObject([
      { _: 'updateNewAuthorization', unconfirmed: true, hash, device: expect.stringContaining('second device') },
      { _: 'updateServiceNotification', type: `auth${hash}_${world.clock.now() / 1000}` },
    ])
    expect(await asked(back, 'updates.getDifference', { pts: 1, date: 0, qts: 0 })).toEqual(question)
    await back.call('account.changeAuthorizationSettings', { confirmed: true, hash })
    expect(await asked(back)).toEqual([])
  })

  it('is no question any more after a week', async () => {
    const { key } = await missALogin()
    await world.pass(7 * dayMs)
    expect(await asked(await world.connect({ key }))).toEqual([])
  })

  it('is no question for itself, nor for a session that came after it', async () => {
    await world.pass(1000)
    const second = await world.loggedIn({}, { device_model: 'second device' })
    await world.pass(1000)
    const third = await world.loggedIn({}, { device_model: 'third device' })
    expect(await asked(third)).toEqual([])
    const hash = await hashOf('third device', third)
    expect(hash).toBe(0n)
    const questions = await asked(await world.again(second))
    expect(questions).toMatchObject([
      { _: 'updateNewAuthorization', device: expect.stringContaining('third device') },
      { _: 'updateServiceNotification' },
    ])
  })
})
