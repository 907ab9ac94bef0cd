import type { auth, Config, help, NearestDc, User, updates, users } from '@chappe/schema/api'
import { knownLayers } from '@chappe/schema/layers'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DataCenter, defaultApp } from '../src/index.ts'
import { errorOf, RawClient, type RawClientOptions } from './support/raw-client.ts'
import { privateKey } from './support/server-key.ts'

const phone_number = '+999 123 45 67'
let dc: DataCenter
const clients: RawClient[] = []

beforeEach(async () => {
  dc = await DataCenter.start({
    privateKey,
    accounts: [{ phone_number, first_name: 'Ada', last_name: 'Byron' }],
    policy: { media: { sms: { timeoutSeconds: 0 } } },
  })
})

afterEach(async () => {
  for (const client of clients.splice(0)) client[Symbol.dispose]()
  await dc.stop()
})

async function connect(options?: RawClientOptions): Promise<RawClient> {
  const client = await RawClient.connect(dc, options)
  clients.push(client)
  return client
}

const settings = { _: 'codeSettings' }
const sendCode = (client: RawClient) =>
  client.call<auth.sentCode>('auth.sendCode', { phone_number, ...defaultApp, settings })

async function logIn(client: RawClient): Promise<auth.authorization> {
  await client.init<Config>('help.getConfig')
  const sent = await sendCode(client)
  const { phone_code_hash } = await client.call<auth.sentCode>('auth.resendCode', { phone_number, ...hashOf(sent) })
  const code = dc.inbox.list({ phone_number }).at(-1)?.code
  return client.call<auth.authorization>('auth.signIn', { phone_number, phone_code_hash, phone_code: code })
}

const hashOf = ({ phone_code_hash }: auth.sentCode) => ({ phone_code_hash })

describe('a login over TCP', () => {
  it.each<[string, RawClientOptions]>([
    ['abridged', { transport: 'abridged' }],
    ['intermediate', { transport: 'intermediate' }],
    ['padded intermediate', { transport: 'paddedIntermediate' }],
    ['full', { transport: 'full' }],
    ['obfuscated abridged', { transport: 'abridged', obfuscated: true }],
    ['obfuscated padded intermediate', { transport: 'paddedIntermediate', obfuscated: true }],
  ])('goes from a new key to the own user by the %s transport', async (_name, options) => {
    const client = await connect(options)
    const { user } = await logIn(client)
    expect(user).toMatchObject({ _: 'user', self: true, first_name: 'Ada', last_name: 'Byron', phone: '9991234567' })
    expect(await client.call<User[]>('users.getUsers', { id: [{ _: 'inputUserSelf' }] })).toEqual([user])
  })

  it('sends by the next medium on a resend, under the same hash', async () => {
    const client = await connect()
    await client.init('help.getConfig')
    const sent = await sendCode(client)
    expect(sent).toMatchObject({
      type: { _: 'auth.sentCodeTypeSms', length: 5 },
      next_type: { _: 'auth.codeTypeCall' },
    })
    const again = await client.call<auth.sentCode>('auth.resendCode', { phone_number, ...hashOf(sent) })
    expect(again).toMatchObject({ type: { _: 'auth.sentCodeTypeCall' }, next_type: undefined, ...hashOf(sent) })
    expect(await errorOf(client.call('auth.resendCode', { phone_number, ...hashOf(sent) }))).toBe(
      '406 SEND_CODE_UNAVAILABLE',
    )
    expect(dc.inbox.list().map(message => message.medium)).toEqual(['sms', 'call'])
  })

  it('refuses wrong, empty and cancelled codes', async () => {
    const client = await connect()
    await client.init('help.getConfig')
    const { phone_code_hash } = await sendCode(client)
    const code = dc.inbox.list()[0]?.code ?? ''
    const wrong = code === '11111' ? '22222' : '11111'
    const signIn = (phone_code: string | undefined) =>
      errorOf(client.call('auth.signIn', { phone_number, phone_code_hash, phone_code }))
    expect(await signIn(wrong)).toBe('400 PHONE_CODE_INVALID')
    expect(await signIn('')).toBe('400 PHONE_CODE_EMPTY')
    expect(await signIn(undefined)).toBe('400 PHONE_CODE_EMPTY')
    expect(await client.call('auth.cancelCode', { phone_number, phone_code_hash })).toBe(true)
    expect(await signIn(code)).toBe('400 PHONE_CODE_EXPIRED')
  })

  it('signs a new number up', async () => {
    const client = await connect()
    await client.init('help.getConfig')
    const number = '99955500011'
    const sent = await client.call<auth.sentCode>('auth.sendCode', { phone_number: number, ...defaultApp, settings })
    const phone_code = dc.inbox.list({ phone_number: number })[0]?.code
    const answer = await client.call<auth.Authorization>('auth.signIn', {
      phone_number: number,
      ...hashOf(sent),
      phone_code,
    })
    expect(answer).toEqual({ _: 'auth.authorizationSignUpRequired', terms_of_service: undefined })
    const name = { first_name: 'Grace', last_name: '' }
    const { user } = await client.call<auth.authorization>('auth.signUp', {
      phone_number: number,
      ...hashOf(sent),
      ...name,
    })
    expect(user).toMatchObject({ self: true, first_name: 'Grace', last_name: undefined })
  })

  it('refuses a pair of api_id and api_hash that it does not know', async () => {
    const client = await connect()
    await client.init('help.getConfig')
    const app = { api_id: defaultApp.api_id, api_hash: '0'.repeat(32) }
    expect(await errorOf(client.call('auth.sendCode', { phone_number, ...app, settings }))).toBe('400 API_ID_INVALID')
  })

  it('answers the first questions of a client that is logged in', async () => {
    const client = await connect()
    const { user } = await logIn(client)
    const self = { id: { _: 'inputUserSelf' } }
    const full = await client.call<users.UserFull>('users.getFullUser', self)
    expect(full.full_user.id).toBe(user.id)
    expect(full.users).toEqual([user])
    expect(await client.call<updates.State>('updates.getState')).toMatchObject({ pts: 1, qts: 0 })
    const stranger = { _: 'inputUser', user_id: user.id, access_hash: 1n }
    expect(await errorOf(client.call('users.getUsers', { id: [stranger] }))).toBe('400 USER_ID_INVALID')
    const access_hash = user._ === 'user' ? user.access_hash : undefined
    const byId = { _: 'inputUser', user_id: user.id, access_hash }
    expect(await client.call('users.getUsers', { id: [byId] })).toEqual([user])
  })

  it('logs out, answers first, and then knows the key but nobody behind it', async () => {
    const client = await connect()
    await logIn(client)
    expect(await client.call('auth.logOut')).toEqual({ _: 'auth.loggedOut', future_auth_token: expect.any(Uint8Array) })
    expect(await errorOf(client.call('updates.getState'))).toBe('401 AUTH_KEY_UNREGISTERED')
    expect(await client.call('auth.logOut')).toMatchObject({ _: 'auth.loggedOut' })
  })

  it('offers the code to the other session of an account first', async () => {
    const first = await connect()
    await logIn(first)
    const second = await connect()
    await second.init('help.getConfig')
    expect(await sendCode(second)).toMatchObject({
      type: { _: 'auth.sentCodeTypeApp', length: 5 },
      next_type: { _: 'auth.codeTypeSms' },
      timeout: 60,
    })
  })
})

describe('clients of older layers', () => {
  it.each(knownLayers)('log in in layer %i', async layer => {
    const client = await connect({ layer })
    const { user } = await logIn(client)
    expect(user).toMatchObject({ _: 'user', self: true, first_name: 'Ada' })
    expect(await client.call<updates.State>('updates.getState')).toMatchObject({ _: 'updates.state' })
    expect(await client.call('users.getFullUser', { id: { _: 'inputUserSelf' } })).toMatchObject({ users: [user] })
    expect(await client.call('help.getNearestDc')).toMatchObject({ _: 'nearestDc' })
    expect(await client.call('help.getAppConfig', { hash: 0 })).toMatchObject({ _: 'help.appConfig' })
    expect(await client.call('help.getCountriesList', { lang_code: 'fr', hash: 0 })).toMatchObject({
      _: 'help.countriesList',
    })
    expect(await client.call('auth.logOut')).toMatchObject({ _: 'auth.loggedOut' })
  })
})

describe('help', () => {
  it.each([
    [2, 2, false],
    [1, 1, false],
    [10_001, 1, true],
    [-4, 4, false],
    [-10_002, 2, true],
  ])('names the data center that the client believes to talk to: %i', async (believed, this_dc, test_mode) => {
    const client = await connect({ dc: believed })
    const config = await client.init<Config>('help.getConfig')
    expect(config).toMatchObject({ this_dc, test_mode })
    expect(config.expires - config.date).toBe(3600)
    expect(config.dc_options).toMatchObject([
      { id: this_dc, ip_address: dc.address.host, port: dc.address.port, this_port_only: true },
    ])
    expect(await client.call<NearestDc>('help.getNearestDc')).toMatchObject({ this_dc, nearest_dc: this_dc })
  })

  it('turns a client away that looks for another data center', async () => {
    await expect(connect({ dc: 77 })).rejects.toThrow('transport error -444')
  })

  it('hands out lists with a hash, and says that nothing changed to that hash alone', async () => {
    const client = await connect()
    const list = await client.init<help.countriesList>('help.getCountriesList', {
      lang_code: 'de',
      hash: 0,
    })
    expect(list.countries.length).toBeGreaterThan(200)
    expect(list.countries.filter(({ hidden }) => hidden)).toMatchObject([{ iso2: 'FT' }, { iso2: 'QM' }])
    const ask = (lang_code: string, hash: number) =>
      client.call<{ _: string }>('help.getCountriesList', { lang_code, hash })
    expect(await ask('de', list.hash)).toEqual({ _: 'help.countriesListNotModified' })
    for (const [lang_code, hash] of [
      ['de', -1],
      ['de', list.hash + 1],
      ['fr', list.hash],
    ] as const) {
      expect(await ask(lang_code, hash)).toMatchObject({ _: 'help.countriesList' })
    }
    const config = await client.call<{ hash: number }>('help.getAppConfig', { hash: 0 })
    expect(config).toMatchObject({ _: 'help.appConfig', config: { _: 'jsonObject' } })
    expect(await client.call('help.getAppConfig', { hash: config.hash })).toEqual({ _: 'help.appConfigNotModified' })
    expect(await client.call('help.getAppConfig', { hash: -1 })).toMatchObject({ _: 'help.appConfig' })
  })
})
