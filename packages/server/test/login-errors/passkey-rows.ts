import { defaultApp } from '../../src/index.ts'
import {
  type AssertedCredential,
  type CreatedCredential,
  createSoftwareAuthenticator,
} from '../../src/testing/index.ts'
import {
  askToLogIn,
  askToRegister,
  finish,
  register,
  registrationToTl,
  withClientData,
} from '../support/passkey-world.ts'
import { setPassword } from '../support/password-world.ts'
import type { RawClient } from '../support/raw-client.ts'
import type { SessionWorld } from '../support/session-world.ts'
import { known, type Row, row } from './row.ts'

/** Sessions need no age here. */
const young = { passkeys: { sessionAgeSecondsMin: 0 } } as const

const send = (client: RawClient, created: CreatedCredential) =>
  client.call('account.registerPasskey', { credential: registrationToTl(created) })

/** A new passkey, changed on its way. */
const registration =
  (change: (created: CreatedCredential) => CreatedCredential = created => created) =>
  async (world: SessionWorld) => {
    const owner = await world.loggedIn()
    const created = change(createSoftwareAuthenticator().create(await askToRegister(owner)))
    return () => send(owner, created)
  }

/** A login by a passkey, changed on its way. */
const login =
  (change: (asserted: AssertedCredential) => AssertedCredential = asserted => asserted, more: object = {}) =>
  async (world: SessionWorld) => {
    const device = createSoftwareAuthenticator()
    await register(await world.loggedIn(), device)
    const client = await world.connect()
    const asserted = change(device.get(await askToLogIn(client)))
    return () => finish(client, asserted, more)
  }

const webToken =
  (changes: object = {}) =>
  async (world: SessionWorld) => {
    const { token } = await world.dc.webTokens.create({ phone_number: known })
    const client = await world.connect()
    return () => client.call('auth.importWebTokenAuthorization', { ...defaultApp, web_auth_token: token, ...changes })
  }

const fromPage = { origin: 'https://evil.example' }
const unsigned = { challenge: Buffer.alloc(32).toString('base64url') }

/** https://core.telegram.org/api/passkeys, /method/auth.importWebTokenAuthorization */
export const passkeyRows: readonly Row[] = [
  row('account.initPasskeyRegistration', '403 ACCESS_DENIED', 'a bot asks', async world => {
    const { token } = await world.dc.bots.create({ name: 'Echo', username: 'echo_bot' })
    const bot = await world.connect()
    await bot.call('auth.importBotAuthorization', { flags: 0, ...defaultApp, bot_auth_token: token })
    return () => bot.call('account.initPasskeyRegistration')
  }),
  row(
    'account.initPasskeyRegistration',
    '403 ACCESS_DENIED',
    'there are five passkeys',
    async world => {
      const owner = await world.loggedIn()
      for (let count = 0; count < 5; count++) await register(owner)
      return () => askToRegister(owner)
    },
    young,
  ),
  row(
    'account.initPasskeyRegistration',
    '406 FRESH_RESET_AUTHORISATION_FORBIDDEN',
    'the session is young',
    async world => {
      const owner = await world.loggedIn()
      return () => askToRegister(owner)
    },
  ),
  row(
    'account.registerPasskey',
    '400 CREDENTIAL_INVALID',
    'the challenge was never made here',
    registration(created => withClientData(created, unsigned)),
    young,
  ),
  row(
    'account.registerPasskey',
    '400 PASSKEY_ORIGIN_MISMATCH',
    'the page is another’s',
    registration(created => withClientData(created, fromPage)),
    young,
  ),
  row(
    'account.registerPasskey',
    '400 PASSKEY_CHALLENGE_EXPIRED',
    'it was sent before',
    async world => {
      const call = await registration()(world)
      await call()
      return call
    },
    young,
  ),
  row(
    'account.registerPasskey',
    '400 PASSKEY_ALGORITM_UNSUPPORTED',
    'its key is of another kind',
    async world => {
      const owner = await world.loggedIn()
      const { publicKey } = await askToRegister(owner)
      const device = createSoftwareAuthenticator({ algorithm: 'ES384' })
      const created = device.create({ publicKey: { ...publicKey, pubKeyCredParams: [{ alg: -35 }] } })
      return () => send(owner, created)
    },
    young,
  ),

  row('auth.initPasskeyLogin', '400 API_ID_INVALID', 'the hash is not that of the id', async world => {
    const client = await world.connect()
    return () => client.call('auth.initPasskeyLogin', { ...defaultApp, api_hash: 'x' })
  }),
  row(
    'auth.finishPasskeyLogin',
    '400 CREDENTIAL_INVALID',
    'somebody else signed',
    login(asserted => ({ ...asserted, response: { ...asserted.response, signature: 'MAYCAQECAQE' } })),
    young,
  ),
  row(
    'auth.finishPasskeyLogin',
    '400 PASSKEY_ORIGIN_MISMATCH',
    'the page is another’s',
    login(asserted => withClientData(asserted, fromPage)),
    young,
  ),
  row(
    'auth.finishPasskeyLogin',
    '400 PASSKEY_CREDENTIAL_NOT_FOUND',
    'there is none of this name',
    login(asserted => ({ ...asserted, id: 'AAAA', rawId: 'AAAA' })),
    young,
  ),
  row(
    'auth.finishPasskeyLogin',
    '400 PASSKEY_CREDENTIAL_NOT_FOUND',
    'the passkey was deleted',
    async world => {
      const device = createSoftwareAuthenticator()
      const owner = await world.loggedIn()
      const { id } = await register(owner, device)
      const client = await world.connect()
      const asserted = device.get(await askToLogIn(client))
      await owner.call('account.deletePasskey', { id })
      return () => finish(client, asserted)
    },
    young,
  ),
  row(
    'auth.finishPasskeyLogin',
    '303 USER_MIGRATE_X',
    'the account was moved',
    async world => {
      const call = await login()(world)
      await world.dc.accounts.move(known, 2)
      return call
    },
    { ...young, dcs: [{ id: 1 }, { id: 2 }] },
  ),
  row(
    'auth.finishPasskeyLogin',
    '400 PASSKEY_CHALLENGE_EXPIRED',
    'five minutes are over',
    async world => {
      const call = await login()(world)
      await world.pass(300_000)
      return call
    },
    young,
  ),
  row(
    'auth.finishPasskeyLogin',
    '401 SESSION_PASSWORD_NEEDED',
    'there is a password',
    async world => {
      const device = createSoftwareAuthenticator()
      const owner = await world.loggedIn()
      await register(owner, device)
      await setPassword(owner, 'correct horse')
      const client = await world.connect()
      const asserted = device.get(await askToLogIn(client))
      return () => finish(client, asserted)
    },
    young,
  ),
  row(
    'auth.finishPasskeyLogin',
    '500 AUTH_RESTART',
    'the challenge is from nowhere',
    login(undefined, { from_dc_id: 9, from_auth_key_id: 1n }),
    { ...young, dcs: [{ id: 1 }, { id: 2 }] },
  ),

  row(
    'auth.importWebTokenAuthorization',
    '400 API_ID_INVALID',
    'the hash is not that of the id',
    webToken({ api_hash: 'x' }),
  ),
  row('auth.importWebTokenAuthorization', '400 WEBAUTH_TOKEN_EXPIRED', 'it was used', async world => {
    const call = await webToken()(world)
    await call()
    return call
  }),
]
