import { expect, it } from 'vitest'
import { defaultTextSettings } from '../src/delivery/texts/compose-text.ts'
import { refusalText } from '../src/delivery/texts/refusal-texts.ts'
import { errorOf } from './support/raw-client.ts'
import { SessionWorld, told } from './support/session-world.ts'

// https://core.telegram.org/api/errors: programs are silent about 406 and show what comes after it.

const popup = (name: 'PHONE_NUMBER_INVALID' | 'FRESH_RESET_AUTHORISATION_FORBIDDEN', lang_code: string) => ({
  _: 'updateServiceNotification',
  popup: true,
  type: name,
  message: refusalText(name, lang_code, defaultTextSettings),
})

it('follows an error 406 with the words to show, also before anybody is logged in', async () => {
  await using world = await SessionWorld.start()
  const client = await world.connect({}, { lang_code: 'de' })
  const request = { phone_number: 'hello', api_id: world.dc.api_id, api_hash: world.dc.api_hash }
  expect(await errorOf(client.call('auth.sendCode', { ...request, settings: { _: 'codeSettings' } }))).toBe(
    '406 PHONE_NUMBER_INVALID',
  )
  await world.settle()
  expect(told(client)).toMatchObject([popup('PHONE_NUMBER_INVALID', 'de')])
  expect(client.updates).toMatchObject([{ _: 'updateShort' }])
})

it('says it to the program that asked, and to no other session of the account', async () => {
  await using world = await SessionWorld.start()
  const client = await world.loggedIn()
  const other = await world.loggedIn()
  await world.settle()
  client.updates.length = 0
  other.updates.length = 0
  expect(await errorOf(client.call('auth.resetAuthorizations'))).toBe('406 FRESH_RESET_AUTHORISATION_FORBIDDEN')
  await world.settle()
  expect(told(client)).toMatchObject([popup('FRESH_RESET_AUTHORISATION_FORBIDDEN', 'en')])
  expect(told(other)).toEqual([])
})

it('says of a session in its first day what holds for each method that it may not call yet', async () => {
  await using world = await SessionWorld.start()
  const client = await world.loggedIn()
  await world.settle()
  client.updates.length = 0
  const calls: readonly [string, object][] = [
    ['auth.resetAuthorizations', {}],
    ['account.setAuthorizationTTL', { authorization_ttl_days: 30 }],
    ['account.initPasskeyRegistration', {}],
  ]
  for (const [method, request] of calls) {
    expect(await errorOf(client.call(method, request))).toBe('406 FRESH_RESET_AUTHORISATION_FORBIDDEN')
  }
  await world.settle()
  const messages = told(client).map(update => Reflect.get(update, 'message'))
  expect(messages).toHaveLength(calls.length)
  // Neither ending other sessions nor any other thing that one of them does.
  for (const message of messages) expect(message).not.toMatch(/\b(end|sessions|devices?|passkeys?|days)\b/)
})

it('leaves other errors to the program', async () => {
  await using world = await SessionWorld.start()
  const client = await world.connect()
  await errorOf(client.call('auth.importLoginToken', { token: new Uint8Array(3) }))
  await world.settle()
  expect(client.updates).toEqual([])
})
