import { gzipSync } from 'node:zlib'
import { TlWriter } from '@chappe/tl/runtime'
import { type DataCenterOptions, defaultApp } from '../../src/index.ts'
import { createIntegritySigner } from '../../src/testing/index.ts'
import { type ApnsPeer, apnsPeer } from '../support/apns-peer.ts'
import { setPassword } from '../support/password-world.ts'
import { errorOf, RawClient } from '../support/raw-client.ts'
import type { SessionWorld } from '../support/session-world.ts'
import { known, plain, type Row, row } from './row.ts'

/** Stands for the method where an error is that of any. */
export const anyMethod = 'any method'

/** What any method may answer, as the documents list it. @see {@link https://core.telegram.org/api/errors} */
export const generalErrors: readonly string[] = [
  '303 PHONE_MIGRATE_X',
  '303 NETWORK_MIGRATE_X',
  '303 USER_MIGRATE_X',
  '303 FILE_MIGRATE_X',
  '303 STATS_MIGRATE_X',
  '400 CONNECTION_NOT_INITED',
  '400 CONNECTION_LAYER_INVALID',
  '400 CONNECTION_API_ID_INVALID',
  '400 CONNECTION_APP_VERSION_EMPTY',
  '400 CONNECTION_DEVICE_MODEL_EMPTY',
  '400 CONNECTION_SYSTEM_EMPTY',
  '400 CONNECTION_SYSTEM_LANG_CODE_EMPTY',
  '400 CONNECTION_LANG_PACK_INVALID',
  '400 INPUT_METHOD_INVALID',
  '400 INPUT_REQUEST_TOO_LONG',
  '400 BOT_METHOD_INVALID',
  '400 BUSINESS_CONNECTION_INVALID',
  '400 BUSINESS_CONNECTION_NOT_ALLOWED',
  '401 AUTH_KEY_UNREGISTERED',
  '401 AUTH_KEY_INVALID',
  '401 AUTH_KEY_PERM_EMPTY',
  '401 SESSION_PASSWORD_NEEDED',
  '401 SESSION_REVOKED',
  '401 SESSION_EXPIRED',
  '401 USER_DEACTIVATED',
  '401 USER_DEACTIVATED_BAN',
  '403 RECAPTCHA_CHECK',
  '403 INTEGRITY_CHECK_CLASSIC',
  '403 APNS_VERIFY_CHECK',
  '406 AUTH_KEY_DUPLICATED',
  '420 FLOOD_WAIT_X',
  '420 FLOOD_PREMIUM_WAIT_X',
  '420 FLOOD_TEST_PHONE_WAIT_X',
  '420 FROZEN_METHOD_INVALID',
  '400 FROZEN_PARTICIPANT_MISSING',
  '500 AUTH_RESTART',
  '500 AUTH_RESTART_X',
  '500 RPC_CALL_FAIL',
]

const dayMs = 86_400_000
const getState = (client: RawClient) => () => client.call('updates.getState')
const sendCode = (client: RawClient, settings: object = {}, phone_number: string = known) =>
  client.call('auth.sendCode', { phone_number, ...plain, settings: { _: 'codeSettings', ...settings } })

/** Connects without a word about itself. */
const silent = ({ dc, clock }: SessionWorld) => RawClient.connect(dc, { clock })

/** Says something else of itself than programs should. */
const init = (changes: object) => async (world: SessionWorld) => {
  const client = await silent(world)
  return () => client.init('help.getConfig', {}, changes)
}

/** Calls a method as a bot, by way of a business connection or without. */
const asBot =
  (query: { readonly _: string }, connection_id?: string) =>
  async (world: SessionWorld): Promise<() => Promise<unknown>> => {
    const client = await world.connect()
    const { token: bot_auth_token } = await world.dc.bots.create({ name: 'Echo', username: 'echo_bot' })
    await client.call('auth.importBotAuthorization', { flags: 0, ...defaultApp, bot_auth_token })
    const inside = { _: 'invokeWithBusinessConnection', connection_id, query }
    return () => client.invoke(query._, connection_id === undefined ? query : inside)
  }

/** A client whose login ends, and what it then asks for. */
const ended =
  (end: (world: SessionWorld) => Promise<unknown>) =>
  async (world: SessionWorld): Promise<() => Promise<unknown>> => {
    const client = await world.loggedIn()
    await end(world)
    return getState(await world.again(client))
  }

const signer = await createIntegritySigner([defaultApp.api_id])
/** Takes the pushes of these rows. */
export const apns: ApnsPeer = await apnsPeer()

/** Asks for a code where programs have to prove themselves first. */
const unproven = async (world: SessionWorld): Promise<() => Promise<unknown>> => {
  const client = await world.connect()
  return () => sendCode(client, { token: 'cd'.repeat(32), app_sandbox: true })
}
const checking = (checks: NonNullable<DataCenterOptions['policy']>['checks'] & object): DataCenterOptions => ({
  integrity: { ...signer.options, apns: apns.options, reCaptcha: { url: 'http://127.0.0.1:9/', apiKey: 'x' } },
  policy: { checks },
})

/** https://core.telegram.org/api/errors and https://core.telegram.org/api/invoking */
export const generalRows: readonly Row[] = [
  row(anyMethod, '400 CONNECTION_NOT_INITED', 'the program has not said what it is', async world => {
    const client = await silent(world)
    return () => client.call('help.getConfig')
  }),
  row(anyMethod, '400 CONNECTION_LAYER_INVALID', 'the layer is below all that are known', async world => {
    const client = await silent(world)
    const call = { _: 'invokeWithLayer', layer: 20, query: { _: 'help.getConfig' } }
    return () => client.invoke('help.getConfig', call)
  }),
  row(anyMethod, '400 CONNECTION_API_ID_INVALID', 'the program is unknown', init({ api_id: 3 })),
  row(anyMethod, '400 CONNECTION_APP_VERSION_EMPTY', 'it has no version', init({ app_version: '' })),
  row(anyMethod, '400 CONNECTION_DEVICE_MODEL_EMPTY', 'it is on no device', init({ device_model: '' })),
  row(anyMethod, '400 CONNECTION_SYSTEM_EMPTY', 'it is on no system', init({ system_version: '' })),
  row(anyMethod, '400 CONNECTION_SYSTEM_LANG_CODE_EMPTY', 'the system has no language', init({ system_lang_code: '' })),
  row(anyMethod, '400 CONNECTION_LANG_PACK_INVALID', 'it is not official', init({ lang_pack: 'android' })),
  row(anyMethod, '400 INPUT_METHOD_INVALID_X_0', 'no layer has the method', async world => {
    const client = await world.connect()
    return () => client.invokeRaw(Uint8Array.of(0x78, 0x56, 0x34, 0x12))
  }),
  row(anyMethod, '400 INPUT_REQUEST_TOO_LONG', 'it unpacks to more than four megabytes', async world => {
    const client = await world.connect()
    const writer = new TlWriter()
    // invokeWithoutUpdates#bf9459b7 {X:Type} query:!X = X;
    writer.int(0xbf9459b7 | 0)
    // gzip_packed#3072cfa1 packed_data:bytes = Object;
    writer.int(0x3072cfa1)
    writer.bytes(gzipSync(new Uint8Array(4 * 1024 * 1024 + 4)))
    return () => client.invokeRaw(writer.finish().slice())
  }),
  row(anyMethod, '400 BOT_METHOD_INVALID', 'it is not for bots', asBot({ _: 'help.getNearestDc' })),
  row(
    anyMethod,
    '400 BUSINESS_CONNECTION_INVALID',
    'the connection does not exist',
    asBot({ _: 'payments.exportInvoice', invoice_media: { _: 'inputMediaEmpty' } } as { _: string }, 'x'),
  ),
  row(anyMethod, '400 BUSINESS_CONNECTION_NOT_ALLOWED', 'it is about a login', asBot({ _: 'auth.logOut' }, 'x')),
  row(anyMethod, '401 AUTH_KEY_UNREGISTERED', 'nobody is logged in', async world => getState(await world.connect())),
  row(anyMethod, '401 AUTH_KEY_PERM_EMPTY', 'the temporary key is not bound', async world => {
    const client = await world.temporary()
    return () => client.init('updates.getState')
  }),
  row(anyMethod, '401 SESSION_PASSWORD_NEEDED', 'the password is owed', async world => {
    await setPassword(await world.loggedIn(), 'correct horse')
    const client = await world.connect()
    await errorOf(world.logIn(client))
    return getState(client)
  }),
  row(
    anyMethod,
    '401 SESSION_REVOKED',
    'another session has ended it',
    ended(async world => {
      await world.pass(dayMs)
      const owner = await world.loggedIn()
      await world.pass(dayMs)
      await (await world.again(owner)).call('auth.resetAuthorizations')
    }),
  ),
  row(
    anyMethod,
    '401 SESSION_EXPIRED',
    'it was idle for half a year',
    ended(world => world.pass(181 * dayMs)),
  ),
  row(
    anyMethod,
    '401 USER_DEACTIVATED',
    'the account is deleted',
    ended(world => world.dc.accounts.delete(known)),
  ),
  row(
    anyMethod,
    '401 USER_DEACTIVATED_BAN',
    'the number is banned',
    ended(world => world.dc.bans.add(known)),
  ),
  row(
    anyMethod,
    '403 RECAPTCHA_CHECK_signup__KEY',
    'it takes a person',
    unproven,
    checking({ reCaptcha: [{ methods: ['auth.sendCode'], action: 'signup', key_id: 'KEY' }] }),
  ),
  row(
    anyMethod,
    '403 INTEGRITY_CHECK_CLASSIC_X_[\\da-f]{48}',
    'it takes a genuine program',
    unproven,
    checking({ playIntegrity: ['auth.sendCode'] }),
  ),
  row(
    anyMethod,
    '403 APNS_VERIFY_CHECK_[\\da-f]{48}',
    'it takes a device that can be pushed to',
    unproven,
    checking({ apns: ['auth.sendCode'] }),
  ),
  row(anyMethod, '420 FLOOD_TEST_PHONE_WAIT_X', 'a test number has had its codes of the day', async world => {
    const client = await world.connect()
    for (let login = 0; login < 5; login++) await sendCode(client, {}, '9996612345')
    return () => sendCode(client, {}, '9996612345')
  }),
]
