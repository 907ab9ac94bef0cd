import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { defaultApp } from '../src/index.ts'
import type { RawClient } from './support/raw-client.ts'
import { isLoginCode, SessionWorld, told } from './support/session-world.ts'
import { temporaryDirectory } from './support/temporary-directory.ts'

// The code of auth.sentCodeTypeApp: https://core.telegram.org/constructor/auth.sentCodeTypeApp

const phone_number = '+999 123 45 67'
let world: SessionWorld
let owner: RawClient

beforeEach(async () => {
  world = await SessionWorld.start()
  owner = await world.loggedIn({}, { lang_code: 'de' })
})

afterEach(() => world[Symbol.asyncDispose]())

const messages = (client: RawClient) => told(client).filter(isLoginCode)

it('comes to every other session of the account as a message from 777000, in the language of each, and logs in', async () => {
  const other = await world.loggedIn()
  await world.settle()
  owner.updates.length = 0
  other.updates.length = 0
  const device = await world.connect()
  const { phone_code_hash, ...sent } = await world.sendCode(device)
  expect(sent).toMatchObject({ type: { _: 'auth.sentCodeTypeApp', length: 5 } })
  await world.settle()
  const date = world.clock.now() / 1000
  expect(messages(owner)).toEqual([
    {
      _: 'updateServiceNotification',
      popup: undefined,
      invert_media: undefined,
      inbox_date: date,
      type: expect.stringMatching(new RegExp(`^auth_code_[\\da-f]{16}_${date}$`)),
      message: expect.stringContaining('Anmeldecode'),
      media: { _: 'messageMediaEmpty' },
      entities: [],
    },
  ])
  expect(messages(other)).toMatchObject([{ message: expect.stringContaining('Do not give this code') }])
  expect(device.updates).toEqual([])

  // Programs look for one group of five to seven digits.
  const [message] = messages(owner)
  const groups = message?._ === 'updateServiceNotification' ? message.message.match(/\d+/g) : []
  expect(groups).toHaveLength(1)
  const phone_code = groups?.[0]
  expect(phone_code).toMatch(/^\d{5}$/)
  const request = { phone_number, phone_code_hash, phone_code }
  expect(await device.call('auth.signIn', request)).toMatchObject({ user: { self: true } })
})

it('is not told to the session that asks for it', async () => {
  const other = await world.loggedIn()
  await world.settle()
  owner.updates.length = 0
  other.updates.length = 0
  expect(await world.sendCode(owner)).toMatchObject({ type: { _: 'auth.sentCodeTypeApp' } })
  await world.settle()
  expect(messages(owner)).toEqual([])
  expect(messages(other)).toHaveLength(1)
  await owner.call('updates.getState')
  await world.settle()
  expect(messages(owner)).toEqual([])
})

describe('a session that was away', () => {
  /** The owner hangs up, a device asks for a code, and the owner is back. */
  const missed = async () => {
    const { key } = owner
    owner[Symbol.dispose]()
    await world.settle()
    const device = await world.connect()
    const { phone_code_hash } = await world.sendCode(device)
    const back = await world.connect({ key })
    return { device, phone_code_hash, back }
  }
  const difference = { pts: 1, date: 0, qts: 0 }

  it('is told of the code when it asks what happened, as the same message each time', async () => {
    const { back } = await missed()
    expect(messages(back)).toEqual([])
    expect(await back.call('updates.getState')).toMatchObject({ _: 'updates.state' })
    expect(await back.call('updates.getDifference', difference)).toMatchObject({ _: 'updates.differenceEmpty' })
    await world.settle()
    const [first, second] = messages(back)
    expect(first).toMatchObject({ message: expect.stringMatching(/Anmeldecode.*\b\d{5}\b/s) })
    expect(second).toEqual(first)
  })

  it.each<[string, (login: Awaited<ReturnType<typeof missed>>) => Promise<unknown>]>([
    [
      'used',
      ({ device, phone_code_hash }) => {
        const phone_code = world.dc.inbox.list().at(-1)?.code
        return device.call('auth.signIn', { phone_number, phone_code_hash, phone_code })
      },
    ],
    ['cancelled', ({ device, phone_code_hash }) => device.call('auth.cancelCode', { phone_number, phone_code_hash })],
    ['expired', async () => world.clock.advance(300_000)],
  ])('is not told of one that was %s meanwhile', async (_, end) => {
    const login = await missed()
    await end(login)
    const back = await world.again(login.back)
    await back.call('updates.getState')
    await world.settle()
    expect(messages(back)).toEqual([])
  })

  it('is told of each of two codes of one second', async () => {
    const { back } = await missed()
    await world.sendCode(await world.connect())
    await world.settle()
    back.updates.length = 0
    await back.call('updates.getState')
    await world.settle()
    expect(new Set(messages(back).map(message => Reflect.get(message, 'type'))).size).toBe(2)
  })

  it('is not told after a restart, since the code is nowhere on disk, and the login goes on by text message', async () => {
    await using folder = await temporaryDirectory()
    await using before = await SessionWorld.start({ dataDir: folder.path })
    const { key } = await before.loggedIn()
    const device = await before.connect()
    const { phone_code_hash } = await before.sendCode(device)
    await before.dc.stop()
    await using after = await SessionWorld.start({ dataDir: folder.path })
    const back = await after.connect({ key })
    await back.call('updates.getState')
    await after.settle()
    expect(messages(back)).toEqual([])
    after.clock.advance(60_000)
    const request = { phone_number, phone_code_hash }
    const resent = (await after.again(device)).call('auth.resendCode', request)
    expect(await resent).toMatchObject({ type: { _: 'auth.sentCodeTypeSms' } })
  })
})

it('comes by that medium alone: a text message is for the phone', async () => {
  const device = await world.connect()
  const { phone_code_hash } = await world.sendCode(device)
  await world.pass(60_000)
  const again = await world.again(device)
  const listening = await world.again(owner)
  const request = { phone_number, phone_code_hash }
  expect(await again.call('auth.resendCode', request)).toMatchObject({ type: { _: 'auth.sentCodeTypeSms' } })
  await world.settle()
  expect(messages(listening)).toEqual([])
})

it('needs nobody else to take it: it is delivered where the inbox is switched off', async () => {
  await using service = await SessionWorld.start({
    delivery: {
      inbox: 'off',
      providers: [{ kind: 'smtp', name: 'letters', host: '127.0.0.1', security: 'none', from: 'login@mail.example' }],
    },
  })
  const listening = await service.connect()
  const { token } = await service.dc.webTokens.create({ phone_number })
  await listening.call('auth.importWebTokenAuthorization', { ...defaultApp, web_auth_token: token })
  expect(await service.sendCode(await service.connect())).toMatchObject({ type: { _: 'auth.sentCodeTypeApp' } })
  await service.settle()
  expect(messages(listening)).toHaveLength(1)
  expect(service.dc.deliveries.list()).toMatchObject([{ medium: 'app', provider: 'sessions', outcome: 'accepted' }])
})
