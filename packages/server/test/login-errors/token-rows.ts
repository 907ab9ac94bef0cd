import { nodeCrypto } from '@chappe/crypto/node'
import type { auth, User } from '@chappe/schema/api'
import { defaultApp } from '../../src/index.ts'
import { bindKey } from '../support/bind-key.ts'
import { setPassword } from '../support/password-world.ts'
import type { RawClient } from '../support/raw-client.ts'
import type { SessionWorld } from '../support/session-world.ts'
import { type Row, row } from './row.ts'

const exportToken = (client: RawClient, changes: object = {}) =>
  client.call<auth.loginToken>('auth.exportLoginToken', { ...defaultApp, except_ids: [], ...changes })
const importToken = (client: RawClient, token: Uint8Array) => client.call('auth.importLoginToken', { token })
const accept = (client: RawClient, token: Uint8Array) => client.call('auth.acceptLoginToken', { token })

/** A device that shows a token, the owner of the account, and the token. */
async function shown(world: SessionWorld, changes: object = {}) {
  const owner = await world.loggedIn()
  const device = await world.connect()
  const { token } = await exportToken(device, changes)
  return { owner, device, token }
}

const bot =
  (changes: object = {}) =>
  async (world: SessionWorld) => {
    const { token } = await world.dc.bots.create({ name: 'Echo', username: 'echo_bot' })
    const client = await world.connect()
    const request = { flags: 0, ...defaultApp, bot_auth_token: token, ...changes }
    return () => client.call('auth.importBotAuthorization', request)
  }

/** A binding with a message that nobody can read. */
const binding =
  (changes: object = {}, who: 'temporary' | 'connect' = 'temporary') =>
  async (world: SessionWorld) => {
    const permanent = await world.connect()
    const client = await world[who]()
    const expires_at = Math.floor(world.clock.now() / 1000) + 3600
    const perm_auth_key_id = permanent.key.authKey.auth_key_id
    const encrypted_message = nodeCrypto.random(104)
    const request = { perm_auth_key_id, nonce: 1n, expires_at, encrypted_message, ...changes }
    return () => client.call('auth.bindTempAuthKey', request)
  }

/** https://core.telegram.org/api/qr-login, /api/pfs, /method/auth.importBotAuthorization */
export const tokenRows: readonly Row[] = [
  row('auth.exportLoginToken', '400 API_ID_INVALID', 'the hash is not that of the id', async world => {
    const device = await world.connect()
    return () => exportToken(device, { api_hash: 'x' })
  }),
  row(
    'auth.exportLoginToken',
    '401 SESSION_PASSWORD_NEEDED',
    'it was accepted, and there is a password',
    async world => {
      const { owner, device, token } = await shown(world)
      await setPassword(owner, 'correct horse')
      await accept(owner, token)
      return () => exportToken(device)
    },
  ),
  row(
    'auth.importLoginToken',
    '401 SESSION_PASSWORD_NEEDED',
    'it was accepted, and there is a password',
    async world => {
      const { owner, device, token } = await shown(world)
      await setPassword(owner, 'correct horse')
      await accept(owner, token)
      return () => importToken(device, token)
    },
  ),
  row('auth.importLoginToken', '400 AUTH_TOKEN_EXPIRED', 'its time is over', async world => {
    const { device, token } = await shown(world)
    await world.pass(31_000)
    return () => importToken(device, token)
  }),
  row('auth.importLoginToken', '400 AUTH_TOKEN_INVALID', 'it never was', async world => {
    const device = await world.connect()
    return () => importToken(device, new Uint8Array(32))
  }),
  row('auth.importLoginToken', '400 AUTH_TOKEN_ALREADY_ACCEPTED', 'it was accepted for another key', async world => {
    const { owner, token } = await shown(world)
    await accept(owner, token)
    const other = await world.connect()
    return () => importToken(other, token)
  }),
  row('auth.acceptLoginToken', '400 AUTH_TOKEN_ALREADY_ACCEPTED', 'it was accepted before', async world => {
    const { owner, token } = await shown(world)
    await accept(owner, token)
    return () => accept(owner, token)
  }),
  row('auth.acceptLoginToken', '400 AUTH_TOKEN_EXCEPTION', 'the device has this account already', async world => {
    const owner = await world.loggedIn()
    const [self] = await owner.call<User[]>('users.getUsers', { id: [{ _: 'inputUserSelf' }] })
    const { token } = await exportToken(await world.connect(), { except_ids: [self?.id] })
    return () => accept(owner, token)
  }),
  row('auth.acceptLoginToken', '400 AUTH_TOKEN_EXPIRED', 'its time is over', async world => {
    const { owner, token } = await shown(world)
    await world.pass(31_000)
    return () => accept(owner, token)
  }),
  row('auth.acceptLoginToken', '400 AUTH_TOKEN_INVALID', 'it never was', async world => {
    const owner = await world.loggedIn()
    return () => accept(owner, new Uint8Array(32))
  }),

  row('auth.importBotAuthorization', '400 ACCESS_TOKEN_INVALID', 'it is no token', bot({ bot_auth_token: 'x' })),
  row('auth.importBotAuthorization', '400 ACCESS_TOKEN_EXPIRED', 'it was replaced', async world => {
    const call = await bot()(world)
    await world.dc.bots.revokeToken('echo_bot')
    return call
  }),
  row('auth.importBotAuthorization', '400 API_ID_INVALID', 'the hash is not that of the id', bot({ api_hash: 'x' })),
  row('auth.importBotAuthorization', '420 FLOOD_WAIT_X', 'it has logged in under many keys', async world => {
    const { token } = await world.dc.bots.create({ name: 'Echo', username: 'echo_bot' })
    const logIn = async (): Promise<unknown> => {
      const client = await world.connect()
      return client.call('auth.importBotAuthorization', { flags: 0, ...defaultApp, bot_auth_token: token })
    }
    for (let at = 0; at < 20; at++) await logIn().catch(() => undefined)
    return logIn
  }),

  row('auth.bindTempAuthKey', '400 ENCRYPTED_MESSAGE_INVALID', 'the message cannot be read', binding()),
  row('auth.bindTempAuthKey', '400 EXPIRES_AT_INVALID', 'it is over already', binding({ expires_at: 1 })),
  row('auth.bindTempAuthKey', '400 TEMP_AUTH_KEY_ALREADY_BOUND', 'it is bound to another key', async world => {
    const [first, second] = [await world.connect(), await world.connect()]
    const temporary = await world.temporary()
    await bindKey(temporary, first)
    return () => bindKey(temporary, second)
  }),
  row('auth.bindTempAuthKey', '400 TEMP_AUTH_KEY_EMPTY', 'it comes under a permanent key', binding({}, 'connect')),
]
