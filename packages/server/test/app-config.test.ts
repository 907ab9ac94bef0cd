import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createSoftwareAuthenticator } from '../src/testing/index.ts'
import { appConfigOf, type JsonObject } from './support/app-config.ts'
import { EmailWorld, mailbox } from './support/email-world.ts'
import { dayMs, register, startPasskeyWorld } from './support/passkey-world.ts'
import { setPassword } from './support/password-world.ts'
import { errorOf, type RawClient } from './support/raw-client.ts'
import { SessionWorld } from './support/session-world.ts'

// What programs are told of this data center, over TCP.
// https://core.telegram.org/api/config#client-configuration

/** What every program is told, whoever asks. */
const always: JsonObject = {
  qr_login_camera: true,
  qr_login_code: 'secondary',
  fragment_prefixes: ['888'],
  authorization_autoconfirm_period: 604_800,
  autologin_domains: [],
  url_auth_domains: [],
  premium_purchase_blocked: true,
  dialog_filters_enabled: true,
  dialogs_pinned_limit_default: 5,
  caption_length_limit_default: 1_024,
  about_length_limit_default: 70,
  upload_max_fileparts_default: 4_000,
  reactions_user_max_default: 1,
  stories_all_hidden: true,
}

describe('help.getAppConfig', () => {
  it('tells who is not logged in what there is here', async () => {
    await using world = await SessionWorld.start()
    expect(await appConfigOf(await world.connect())).toEqual({
      ...always,
      settings_display_passkeys: true,
      passkeys_account_passkeys_max: 5,
      pending_suggestions: [],
    })
  })

  it('hides passkeys where there are none', async () => {
    await using world = await SessionWorld.start({ passkeys: false })
    expect(await appConfigOf(await world.connect())).toEqual({
      ...always,
      settings_display_passkeys: false,
      pending_suggestions: [],
    })
  })

  it('says how long a new login waits for an answer: the other sessions are asked about it no longer', async () => {
    await using world = await SessionWorld.start()
    const owner = await world.loggedIn()
    const device = await world.loggedIn()
    const { authorization_autoconfirm_period: seconds } = await appConfigOf(owner)
    const isAsked = async (client: RawClient) => {
      const { authorizations } = await client.call<{ authorizations: { current?: true; unconfirmed?: true }[] }>(
        'account.getAuthorizations',
      )
      return authorizations.some(({ current, unconfirmed }) => !current && unconfirmed === true)
    }
    expect(await isAsked(owner)).toBe(true)
    await world.pass(Number(seconds) * 1000 - 1)
    expect(await isAsked(await world.again(owner))).toBe(true)
    await world.pass(1)
    expect(await isAsked(await world.again(owner))).toBe(false)
    expect(await errorOf((await world.again(device)).call('updates.getState'))).toBeUndefined()
  })
})

describe('pending_suggestions', () => {
  let world: SessionWorld
  let owner: RawClient

  beforeEach(async () => {
    world = await SessionWorld.start({
      passkeys: false,
      policy: { accounts: { passwordWithinDays: 7 }, email: { addInSettings: true } },
    })
    owner = await world.loggedIn()
  })

  afterEach(() => world[Symbol.asyncDispose]())

  const suggested = async (client: RawClient) => (await appConfigOf(client))['pending_suggestions']

  it('are for who is logged in', async () => {
    expect(await suggested(await world.connect())).toEqual([])
    expect(await suggested(owner)).toEqual(['SETUP_LOGIN_EMAIL', 'SETUP_PASSWORD'])
  })

  it('are empty where nothing is wanted of anybody', async () => {
    await using plain = await SessionWorld.start({ passkeys: false })
    expect(await suggested(await plain.loggedIn())).toEqual([])
  })

  it('have the password until there is one, and nothing for who has not entered it', async () => {
    await setPassword(owner, 'correct horse')
    expect(await suggested(owner)).toEqual(['SETUP_LOGIN_EMAIL'])
    const pending = await world.connect()
    expect(await errorOf(world.logIn(pending))).toBe('401 SESSION_PASSWORD_NEEDED')
    expect(await suggested(pending)).toEqual([])
  })

  it('have the login e-mail while there is none and accounts may add one', async () => {
    await using withEmail = await EmailWorld.start({ passkeys: false, email: { addInSettings: true } })
    const client = await withEmail.loggedIn()
    expect(await suggested(client)).toEqual([])
    await withEmail.dc.accounts.setLoginEmail('+999 123 45 67', undefined)
    expect(await suggested(client)).toEqual(['SETUP_LOGIN_EMAIL'])
    await withEmail.dc.accounts.setLoginEmail('+999 123 45 67', mailbox)
    expect(await suggested(client)).toEqual([])
  })

  it('have a passkey while the account has none', async () => {
    const passkeys = await startPasskeyWorld()
    await using _disposed = passkeys.world
    expect(await suggested(passkeys.owner)).toEqual(['SETUP_PASSKEY'])
    await register(passkeys.owner, createSoftwareAuthenticator())
    expect(await suggested(passkeys.owner)).toEqual([])
  })

  it('change the hash, so that a program that has the former ones is answered', async () => {
    const { hash } = await owner.call<{ hash: number }>('help.getAppConfig', { hash: 0 })
    expect(await owner.call('help.getAppConfig', { hash })).toEqual({ _: 'help.appConfigNotModified' })
    await owner.call('help.dismissSuggestion', { peer: { _: 'inputPeerEmpty' }, suggestion: 'SETUP_LOGIN_EMAIL' })
    expect(await owner.call('help.getAppConfig', { hash })).toMatchObject({ _: 'help.appConfig' })
  })

  it('do not come back to an account that dismissed them, under any session', async () => {
    const dismiss = (suggestion: string, client = owner) =>
      client.call('help.dismissSuggestion', { peer: { _: 'inputPeerEmpty' }, suggestion })
    expect(await dismiss('SETUP_PASSWORD')).toBe(true)
    expect(await dismiss('SETUP_PASSWORD')).toBe(true)
    expect(await dismiss('SOMETHING_ELSE')).toBe(true)
    expect(await suggested(owner)).toEqual(['SETUP_LOGIN_EMAIL'])
    await world.pass(dayMs)
    expect(await suggested(await world.loggedIn())).toEqual(['SETUP_LOGIN_EMAIL'])
    expect(await errorOf(dismiss('SETUP_PASSWORD', await world.connect()))).toBe('401 AUTH_KEY_UNREGISTERED')
  })
})
