import { afterEach, beforeEach, expect, it } from 'vitest'
import { defaultApp } from '../src/index.ts'
import type { RawClient } from './support/raw-client.ts'
import { isLoginCode, SessionWorld, told } from './support/session-world.ts'

// The code of auth.sentCodeTypeApp: https://core.telegram.org/constructor/auth.sentCodeTypeApp

let world: SessionWorld
let owner: RawClient

beforeEach(async () => {
  world = await SessionWorld.start()
  owner = await world.loggedIn({}, { lang_code: 'de' })
})

afterEach(() => world[Symbol.asyncDispose]())

const messages = (client: RawClient) => told(client).filter(isLoginCode)

it('comes to every session of the account as a message from 777000, in the language of each, and logs in', async () => {
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
      type: `login_code_${date}`,
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
  const request = { phone_number: '+999 123 45 67', phone_code_hash, phone_code }
  expect(await device.call('auth.signIn', request)).toMatchObject({ user: { self: true } })
})

it('comes by that medium alone: a text message is for the phone', async () => {
  const device = await world.connect()
  const { phone_code_hash } = await world.sendCode(device)
  await world.pass(60_000)
  const again = await world.again(device)
  const listening = await world.again(owner)
  const request = { phone_number: '+999 123 45 67', phone_code_hash }
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
  const { token } = await service.dc.webTokens.create({ phone_number: '+999 123 45 67' })
  await listening.call('auth.importWebTokenAuthorization', { ...defaultApp, web_auth_token: token })
  expect(await service.sendCode(await service.connect())).toMatchObject({ type: { _: 'auth.sentCodeTypeApp' } })
  await service.settle()
  expect(messages(listening)).toHaveLength(1)
  expect(service.dc.deliveries.list()).toMatchObject([{ medium: 'app', provider: 'sessions', outcome: 'accepted' }])
})
