import type { auth } from '@chappe/schema/api'
import { afterEach, describe, expect, it } from 'vitest'
import { defaultApp } from '../src/index.ts'
import { ada, dayMs, free, NumberWorld } from './support/number-world.ts'
import { setPassword } from './support/password-world.ts'
import { errorOf } from './support/raw-client.ts'

// What the policy says of programs and of accounts without a password, over TCP.

const { api_id, api_hash } = defaultApp
let world: NumberWorld

afterEach(() => world[Symbol.asyncDispose]())

describe('a program', () => {
  it('whose pair became public is refused wherever it shows it', async () => {
    world = await NumberWorld.start({ policy: { apps: { published: [api_id] } } })
    const client = await world.connect()
    expect(await errorOf(world.sendCode(client))).toBe('400 API_ID_PUBLISHED_FLOOD')
    const qr = client.call('auth.exportLoginToken', { ...defaultApp, except_ids: [] })
    expect(await errorOf(qr)).toBe('400 API_ID_PUBLISHED_FLOOD')
    const bot = client.call('auth.importBotAuthorization', { flags: 0, ...defaultApp, bot_auth_token: '1:x' })
    expect(await errorOf(bot)).toBe('400 API_ID_PUBLISHED_FLOOD')
    const wrong = { ...defaultApp, api_hash: '0'.repeat(32) }
    const settings = { _: 'codeSettings' }
    const sent = client.call('auth.sendCode', { phone_number: ada, ...wrong, settings })
    expect(await errorOf(sent)).toBe('400 API_ID_INVALID')
  })

  it('that shows a wrong pair learns nothing about numbers', async () => {
    world = await NumberWorld.start()
    const client = await world.connect()
    const wrong = { ...defaultApp, api_hash: '0'.repeat(32), settings: { _: 'codeSettings' } }
    for (const phone_number of ['no number', free, ada]) {
      expect(await errorOf(client.call('auth.sendCode', { phone_number, ...wrong }))).toBe('400 API_ID_INVALID')
    }
  })

  it('has no language pack unless it is official or one is named for it', async () => {
    const apps = [defaultApp, { api_id: 98, api_hash, langPacks: ['ios'] }, { api_id: 99, api_hash }]
    world = await NumberWorld.start({ apps, policy: { apps: { official: [99] } } })
    const init = async (app: number, lang_pack: string) => {
      const client = await world.connect()
      return errorOf(client.init('help.getConfig', {}, { api_id: app, lang_pack }))
    }
    expect(await init(api_id, 'android')).toBe('400 CONNECTION_LANG_PACK_INVALID')
    expect(await init(98, 'android')).toBe('400 CONNECTION_LANG_PACK_INVALID')
    expect(await init(98, 'ios')).toBeUndefined()
    expect(await init(99, 'android')).toBeUndefined()
    for (const app of [api_id, 98, 99]) expect(await init(app, '')).toBeUndefined()
  })

  it('that may not sign numbers up gets codes for those that have an account', async () => {
    const limits = { codesPerNumber: { max: 2, periodSeconds: 3600 } }
    world = await NumberWorld.start({ policy: { apps: { noSignUp: [api_id] }, limits } })
    const client = await world.connect()
    expect(await errorOf(world.sendCode(client, ada))).toBeUndefined()
    const ask = () => errorOf(world.sendCode(client, free))
    expect([await ask(), await ask(), await ask()]).toEqual([
      '400 PHONE_NUMBER_APP_SIGNUP_FORBIDDEN',
      '400 PHONE_NUMBER_APP_SIGNUP_FORBIDDEN',
      '400 PHONE_NUMBER_FLOOD',
    ])
    expect(world.dc.inbox.list({ phone_number: free })).toEqual([])
  })

  it('that is too old is told to update before anything else', async () => {
    world = await NumberWorld.start({ policy: { apps: { layerMin: 180 } } })
    const old = await world.connect({ layer: 167 })
    expect(await errorOf(world.sendCode(old, 'no number'))).toBe('406 UPDATE_APP_TO_LOGIN')
    const request = { phone_number: ada, phone_code_hash: '0'.repeat(18), phone_code: '12345' }
    expect(await errorOf(old.call('auth.signIn', request))).toBe('406 UPDATE_APP_TO_LOGIN')
    const fit = await world.connect({ layer: 181 })
    expect(await errorOf(world.signIn(fit))).toBeUndefined()
  })
})

describe('an account without a password', () => {
  it('is told to set one up by policy, and is logged out when it does not', async () => {
    world = await NumberWorld.start({ policy: { accounts: { passwordWithinDays: 3 } } })
    const client = await world.connect()
    const answer = await world.signIn(client)
    expect(answer).toMatchObject({ setup_password_required: true, otherwise_relogin_days: 3 })
    const later = await world.later(client, 3 * dayMs - 1)
    await later.call('updates.getState')
    const late = await world.later(client, 3_600_001)
    expect(await errorOf(late.call('updates.getState'))).toBe('401 SESSION_EXPIRED')
  })

  it('is left alone once it has one, or when nothing is asked of it', async () => {
    world = await NumberWorld.start({ policy: { accounts: { passwordWithinDays: 3 } } })
    const client = await world.loggedIn()
    await setPassword(client, 'correct horse')
    expect(await errorOf((await world.later(client, 4 * dayMs)).call('updates.getState'))).toBeUndefined()
    await world[Symbol.asyncDispose]()
    world = await NumberWorld.start()
    const { setup_password_required, otherwise_relogin_days } = (await world.signIn(
      await world.connect(),
    )) as auth.authorization
    expect([setup_password_required, otherwise_relogin_days]).toEqual([undefined, undefined])
  })
})
