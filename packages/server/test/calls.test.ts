import { deflateSync, gzipSync } from 'node:zlib'
import type { auth, Config, User } from '@chappe/schema/api'
import { api } from '@chappe/schema/api'
import { TlReader, TlWriter } from '@chappe/tl/runtime'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createLog, DataCenter, defaultApp, type LogEntry } from '../src/index.ts'
import { methods } from '../src/methods/index.ts'
import { errorOf, RawClient, type RawClientOptions } from './support/raw-client.ts'
import { privateKey } from './support/server-key.ts'

const phone_number = '+999 123 45 67'
let dc: DataCenter
const clients: RawClient[] = []
const log: LogEntry[] = []

beforeEach(async () => {
  log.length = 0
  dc = await DataCenter.start({
    privateKey,
    accounts: [{ phone_number, first_name: 'Ada' }],
    log: createLog('debug', entry => log.push(entry)),
  })
})

afterEach(async () => {
  for (const client of clients.splice(0)) client[Symbol.dispose]()
  await dc.stop()
  expect(log.filter(entry => entry.level === 'error')).toEqual([])
})

async function connect(options?: RawClientOptions): Promise<RawClient> {
  const client = await RawClient.connect(dc, options)
  clients.push(client)
  return client
}

async function logIn(client: RawClient): Promise<User> {
  await client.init('help.getConfig')
  const request = { phone_number, ...defaultApp, settings: { _: 'codeSettings' } }
  const { phone_code_hash } = await client.call<auth.sentCode>('auth.sendCode', request)
  const phone_code = dc.inbox.list({ phone_number }).at(-1)?.code
  const { user } = await client.call<auth.authorization>('auth.signIn', { phone_number, phone_code_hash, phone_code })
  return user
}

const getConfig = { _: 'help.getConfig' }
const initConnection = (query: object, changes: object = {}) => ({
  _: 'initConnection',
  api_id: defaultApp.api_id,
  device_model: 'd',
  system_version: 's',
  app_version: 'a',
  system_lang_code: 'en',
  lang_pack: '',
  lang_code: '',
  query,
  ...changes,
})
const invokeWithLayer = (layer: number, query: object) => ({ _: 'invokeWithLayer', layer, query })

function encode(call: object): Uint8Array {
  const writer = new TlWriter()
  api.encode(writer, call as { _: string })
  return writer.finish().slice()
}

function gzipPacked(packed: Uint8Array): Uint8Array {
  const writer = new TlWriter()
  writer.int(0x3072cfa1)
  writer.bytes(packed)
  return writer.finish().slice()
}

describe('methods', () => {
  it('answers 400 with its number to a method of no layer, inside wrappers too', async () => {
    const client = await connect()
    const unknown = Uint8Array.of(0x78, 0x56, 0x34, 0x12)
    expect(await errorOf(client.invokeRaw(unknown))).toBe('400 INPUT_METHOD_INVALID_305419896_0')
    const wrapped = encode(invokeWithLayer(227, initConnection(getConfig)))
    wrapped.set(unknown, wrapped.length - 4)
    expect(await errorOf(client.invokeRaw(wrapped))).toBe('400 INPUT_METHOD_INVALID_305419896_0')
    // The wrappers around it counted all the same.
    expect(await client.call<Config>('help.getConfig')).toMatchObject({ _: 'config' })
  })

  it('answers 400 METHOD_INVALID to a known method that it does not implement, never 500', async () => {
    const client = await connect()
    await logIn(client)
    const dialogs = {
      offset_date: 0,
      offset_id: 0,
      offset_peer: { _: 'inputPeerEmpty' },
      limit: 20,
      hash: 0n,
    }
    expect(await errorOf(client.call('messages.getDialogs', dialogs))).toBe('400 METHOD_INVALID')
    expect(await errorOf(client.call('messages.getPinnedDialogs', { folder_id: 0 }))).toBe('400 METHOD_INVALID')
    expect(await errorOf(client.call('account.getNotifySettings', { peer: { _: 'inputNotifyUsers' } }))).toBe(
      '400 METHOD_INVALID',
    )
    const set = { stickerset: { _: 'inputStickerSetAnimatedEmoji' }, hash: 0 }
    expect(await errorOf(client.call('messages.getStickerSet', set))).toBe('400 METHOD_INVALID')
    expect(await errorOf(client.call('help.getCdnConfig'))).toBe('400 METHOD_INVALID')
  })

  it('answers 400 to a call that is cut short, too long, or has a constructor of no layer inside', async () => {
    const client = await connect()
    await client.init('help.getConfig')
    const cancel = encode({ _: 'auth.cancelCode', phone_number: '1', phone_code_hash: '2' })
    expect(await errorOf(client.invokeRaw(cancel.subarray(0, 8)))).toBe('400 INPUT_FETCH_ERROR')
    const long = new Uint8Array(cancel.length + 4)
    long.set(cancel)
    expect(await errorOf(client.invokeRaw(long))).toBe('400 INPUT_FETCH_ERROR')
    const full = encode({ _: 'users.getFullUser', id: { _: 'inputUserSelf' } })
    full.set([1, 2, 3, 4], 4)
    expect(await errorOf(client.invokeRaw(full))).toBe('400 INPUT_CONSTRUCTOR_INVALID_67305985_0')
  })

  it('understands the request numbers of old layers whatever layer was announced', async () => {
    const client = await connect()
    await client.init('help.getConfig')
    // auth.signUp#80eee427 phone_number:string phone_code_hash:string first_name:string last_name:string, until 172.
    const writer = new TlWriter()
    writer.int(0x80eee427 | 0)
    for (const text of [phone_number, 'ab', 'Ada', '']) writer.string(text)
    expect(await errorOf(client.invokeRaw(writer.finish().slice()))).toBe('400 PHONE_CODE_EXPIRED')
  })

  it('has a handler for exactly what it should implement', () => {
    expect(Object.keys(methods).sort()).toEqual([
      'account.cancelPasswordEmail',
      'account.changeAuthorizationSettings',
      'account.changePhone',
      'account.confirmPasswordEmail',
      'account.confirmPhone',
      'account.declinePasswordReset',
      'account.deleteAccount',
      'account.deletePasskey',
      'account.getAccountTTL',
      'account.getAuthorizations',
      'account.getPasskeys',
      'account.getPassword',
      'account.getPasswordSettings',
      'account.getTmpPassword',
      'account.getWebAuthorizations',
      'account.initPasskeyRegistration',
      'account.invalidateSignInCodes',
      'account.registerDevice',
      'account.registerPasskey',
      'account.resendPasswordEmail',
      'account.resetAuthorization',
      'account.resetPassword',
      'account.resetWebAuthorization',
      'account.resetWebAuthorizations',
      'account.sendChangePhoneCode',
      'account.sendConfirmPhoneCode',
      'account.sendVerifyEmailCode',
      'account.sendVerifyPhoneCode',
      'account.setAccountTTL',
      'account.setAuthorizationTTL',
      'account.unregisterDevice',
      'account.updatePasswordSettings',
      'account.verifyEmail',
      'account.verifyPhone',
      'auth.acceptLoginToken',
      'auth.bindTempAuthKey',
      'auth.cancelCode',
      'auth.checkPaidAuth',
      'auth.checkPassword',
      'auth.checkRecoveryPassword',
      'auth.dropTempAuthKeys',
      'auth.exportAuthorization',
      'auth.exportLoginToken',
      'auth.finishPasskeyLogin',
      'auth.importAuthorization',
      'auth.importBotAuthorization',
      'auth.importLoginToken',
      'auth.importWebTokenAuthorization',
      'auth.initPasskeyLogin',
      'auth.logOut',
      'auth.recoverPassword',
      'auth.reportMissingCode',
      'auth.requestFirebaseSms',
      'auth.requestPasswordRecovery',
      'auth.resendCode',
      'auth.resetAuthorizations',
      'auth.resetLoginEmail',
      'auth.sendCode',
      'auth.signIn',
      'auth.signUp',
      'help.acceptTermsOfService',
      'help.dismissSuggestion',
      'help.getAppConfig',
      'help.getConfig',
      'help.getCountriesList',
      'help.getDeepLinkInfo',
      'help.getNearestDc',
      'help.getTermsOfServiceUpdate',
      'help.saveAppLog',
      'langpack.getDifference',
      'langpack.getLangPack',
      'langpack.getLanguage',
      'langpack.getLanguages',
      'langpack.getStrings',
      'payments.assignAppStoreTransaction',
      'payments.assignPlayMarketTransaction',
      'payments.canPurchaseStore',
      'payments.getPaymentForm',
      'payments.sendPaymentForm',
      'updates.getDifference',
      'updates.getState',
      'users.getFullUser',
      'users.getUsers',
    ])
  })
})

describe('rights', () => {
  it('answers 401 to who is not logged in', async () => {
    const client = await connect()
    await client.init('help.getConfig')
    expect(await errorOf(client.call('users.getUsers', { id: [{ _: 'inputUserSelf' }] }))).toBe(
      '401 AUTH_KEY_UNREGISTERED',
    )
    expect(await errorOf(client.call('updates.getState'))).toBe('401 AUTH_KEY_UNREGISTERED')
    expect(await errorOf(client.call('messages.getDialogFilters'))).toBe('401 AUTH_KEY_UNREGISTERED')
  })

  it('lets who is not logged in ask for what programs ask for at their start, and has no language packs', async () => {
    const client = await connect()
    await client.init('help.getConfig')
    const pack = { lang_pack: '', lang_code: 'nl' }
    const empty = { _: 'langPackDifference', lang_code: 'nl', from_version: 0, version: 0, strings: [] }
    expect(await client.call('langpack.getLanguages', { lang_pack: '' })).toEqual([])
    expect(await errorOf(client.call('langpack.getLanguage', pack))).toBe('400 LANG_CODE_NOT_SUPPORTED')
    expect(await client.call('langpack.getLangPack', pack)).toEqual(empty)
    expect(await client.call('langpack.getDifference', { ...pack, from_version: 7 })).toEqual(empty)
    expect(await client.call('langpack.getStrings', { ...pack, keys: ['LoginTitle'] })).toEqual([])
    expect(await client.call('help.getDeepLinkInfo', { path: 'unknown' })).toEqual({ _: 'help.deepLinkInfoEmpty' })
    expect(await client.call('help.saveAppLog', { events: [] })).toBe(true)
  })

  it('answers a user who calls a method for bots', async () => {
    const client = await connect()
    await logIn(client)
    expect(
      await errorOf(
        client.call('bots.setBotCommands', { scope: { _: 'botCommandScopeDefault' }, lang_code: '', commands: [] }),
      ),
    ).toBe('400 USER_BOT_REQUIRED')
  })

  it('refuses the wrappers of things that do not exist here', async () => {
    const client = await connect()
    await logIn(client)
    const inside = { _: 'updates.getState' }
    const invoke = (call: Record<string, unknown>) => errorOf(client.invoke('updates.getState', call))
    expect(await invoke({ _: 'invokeWithBusinessConnection', connection_id: 'x', query: inside })).toBe(
      '400 BUSINESS_CONNECTION_NOT_ALLOWED',
    )
    expect(await invoke({ _: 'invokeWithTakeout', takeout_id: 1n, query: inside })).toBe('400 TAKEOUT_INVALID')
    const range = { _: 'messageRange', min_id: 1, max_id: 2 }
    expect(await invoke({ _: 'invokeWithMessagesRange', range, query: inside })).toBe('400 TAKEOUT_REQUIRED')
    expect(await invoke({ _: 'invokeWithoutUpdates', query: inside })).toBeUndefined()
    expect(await invoke({ _: 'invokeWithReCaptcha', token: 't', query: inside })).toBeUndefined()
  })
})

describe('the first call', () => {
  it('needs a layer and initConnection, in any order', async () => {
    const client = await connect()
    expect(await errorOf(client.call('help.getConfig'))).toBe('400 CONNECTION_NOT_INITED')
    expect(await errorOf(client.invoke('help.getConfig', invokeWithLayer(227, getConfig)))).toBe(
      '400 CONNECTION_NOT_INITED',
    )
    expect(await errorOf(client.invoke('help.getConfig', initConnection(getConfig)))).toBe(
      '400 CONNECTION_LAYER_INVALID',
    )
    const inside = initConnection(invokeWithLayer(227, getConfig))
    expect(await client.invoke('help.getConfig', inside)).toMatchObject({ _: 'config' })
    expect(await client.call('help.getConfig')).toMatchObject({ _: 'config' })
  })

  it('may repeat with every call, and the latest word holds', async () => {
    const client = await connect()
    await client.init('help.getConfig')
    await client.init('help.getNearestDc')
    const old = await connect({ layer: 198, key: client.key })
    await old.init('help.getConfig')
    expect(await old.call('help.getConfig')).toMatchObject({ _: 'config' })
  })

  it('counts for the calls behind it in the same container', async () => {
    const client = await connect()
    const first = client.init<Config>('help.getConfig')
    const second = client.call<Config>('help.getConfig')
    expect((await Promise.all([first, second])).map(config => config._)).toEqual(['config', 'config'])
  })

  it.each([
    [{ api_id: 3 }, '400 CONNECTION_API_ID_INVALID'],
    [{ device_model: '' }, '400 CONNECTION_DEVICE_MODEL_EMPTY'],
    [{ system_version: '' }, '400 CONNECTION_SYSTEM_EMPTY'],
    [{ app_version: '' }, '400 CONNECTION_APP_VERSION_EMPTY'],
    [{ system_lang_code: '' }, '400 CONNECTION_SYSTEM_LANG_CODE_EMPTY'],
  ])('is refused for %o', async (changes, error) => {
    const client = await connect()
    expect(await errorOf(client.init('help.getConfig', {}, changes))).toBe(error)
  })

  it('is refused in a layer below all known ones and served the newest above them', async () => {
    const client = await connect()
    const call = (layer: number) => client.invoke('help.getConfig', invokeWithLayer(layer, initConnection(getConfig)))
    expect(await errorOf(call(20))).toBe('400 CONNECTION_LAYER_INVALID')
    expect(await call(9_999)).toMatchObject({ _: 'config' })
    const told = log.filter(entry => entry.event === 'rpc.layer').map(entry => entry.fields)
    expect(told).toEqual([{ announced: 9_999, served: 227 }])
  })

  it.each([
    ['gzip', gzipSync],
    ['zlib', deflateSync],
  ])('may be packed inside its wrappers: %s', async (_name, pack) => {
    const client = await connect()
    const inner = gzipPacked(pack(encode(getConfig)))
    const wrapped = encode(invokeWithLayer(227, initConnection(getConfig)))
    const body = new Uint8Array(wrapped.length - 4 + inner.length)
    body.set(wrapped.subarray(0, -4))
    body.set(inner, wrapped.length - 4)
    const reader = new TlReader(await client.invokeRaw(body))
    expect(api.decodeResult(reader, 'help.getConfig')).toMatchObject({ _: 'config' })
  })

  it('is too long when it is packed and unpacks to more than four megabytes', async () => {
    const client = await connect()
    const inner = gzipPacked(gzipSync(new Uint8Array(4 * 1024 * 1024 + 4)))
    const wrapped = encode({ _: 'invokeWithoutUpdates', query: getConfig })
    const body = new Uint8Array(4 + inner.length)
    body.set(wrapped.subarray(0, 4))
    body.set(inner, 4)
    expect(await errorOf(client.invokeRaw(body))).toBe('400 INPUT_REQUEST_TOO_LONG')
  })
})

describe('invokeAfterMsg', () => {
  it('runs a call after the one it names, wherever the wrapper stands', async () => {
    const client = await connect()
    const first = client.start(encode(invokeWithLayer(227, initConnection(getConfig))))
    client.flush()
    const msg_id = first.msg_id()
    const after = { _: 'invokeAfterMsg', msg_id, query: invokeWithLayer(227, initConnection(getConfig)) }
    const before = invokeWithLayer(227, { _: 'invokeAfterMsgs', msg_ids: [msg_id], query: initConnection(getConfig) })
    expect(await client.invoke('help.getConfig', after)).toMatchObject({ _: 'config' })
    expect(await client.invoke('help.getConfig', before)).toMatchObject({ _: 'config' })
    await first.answer
  })

  it('fails when that call failed or never came', async () => {
    const client = await connect()
    await client.init('help.getConfig')
    const failed = client.start(encode({ _: 'updates.getState' }))
    client.flush()
    const msg_id = failed.msg_id()
    expect(await errorOf(failed.answer)).toBe('401 AUTH_KEY_UNREGISTERED')
    const call = (id: bigint | undefined) =>
      errorOf(client.invoke('help.getConfig', { _: 'invokeAfterMsg', msg_id: id, query: getConfig }))
    expect(await call(msg_id)).toBe('400 MSG_WAIT_FAILED')
    expect(await call((msg_id ?? 0n) - 4_000n)).toBe('400 MSG_WAIT_TIMEOUT')
  })
})

describe('the log', () => {
  it('names methods and errors, and no code, hash or number', async () => {
    const client = await connect()
    await logIn(client)
    const text = log
      .map(entry => JSON.stringify(entry.fields, (_key, value) => (typeof value === 'bigint' ? `${value}` : value)))
      .join('\n')
    expect(text).toContain('auth.signIn')
    for (const { code } of dc.inbox.list()) expect(text).not.toContain(code)
    expect(text).not.toContain('9991234567')
  })
})
