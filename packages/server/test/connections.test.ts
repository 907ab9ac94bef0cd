import { randomBytes } from 'node:crypto'
import { connect as connectSocket } from 'node:net'
import { type BindMessage, concatBytes, longToBytes, sealBindMessage } from '@chappe/crypto'
import { nodeCrypto } from '@chappe/crypto/node'
import type { auth, Config, User } from '@chappe/schema/api'
import { api } from '@chappe/schema/api'
import { mtproto } from '@chappe/schema/mtproto'
import { encodeToBytes } from '@chappe/tl/runtime'
import { afterEach, describe, expect, it } from 'vitest'
import { createLog, DataCenter, type DataCenterOptions, defaultApp, type LogEntry } from '../src/index.ts'
import { FakeClock } from '../src/testing/fake-clock.ts'
import { errorOf, openSocket, RawClient, type RawClientOptions } from './support/raw-client.ts'
import { privateKey } from './support/server-key.ts'
import { temporaryDirectory } from './support/temporary-directory.ts'

const phone_number = '+999 123 45 67'
const accounts = [{ phone_number, first_name: 'Ada' }]
const open: (AsyncDisposable | Disposable)[] = []
const log: LogEntry[] = []

afterEach(async () => {
  for (const one of open.splice(0).reverse()) {
    if (Symbol.asyncDispose in one) await one[Symbol.asyncDispose]()
    else one[Symbol.dispose]()
  }
  log.length = 0
})

async function start(options: DataCenterOptions = {}): Promise<DataCenter> {
  const dc = await DataCenter.start({ privateKey, accounts, log: createLog('debug', e => log.push(e)), ...options })
  open.push(dc)
  return dc
}

async function connect(dc: DataCenter, options?: RawClientOptions): Promise<RawClient> {
  const client = await RawClient.connect(dc, options)
  open.push(client)
  return client
}

async function logIn(dc: DataCenter, client: RawClient): Promise<User> {
  await client.init('help.getConfig')
  const request = { phone_number, ...defaultApp, settings: { _: 'codeSettings' } }
  const { phone_code_hash } = await client.call<auth.sentCode>('auth.sendCode', request)
  const phone_code = dc.inbox.list({ phone_number }).at(-1)?.code
  const { user } = await client.call<auth.authorization>('auth.signIn', { phone_number, phone_code_hash, phone_code })
  return user
}

const self = { id: [{ _: 'inputUserSelf' }] }
/** The abridged tag, and `req_pq_multi` with a nonce of zeros in a plain message. */
const reqPqMulti = Uint8Array.of(
  0xef,
  10,
  ...Array(8).fill(0),
  4,
  ...Array(7).fill(1),
  20,
  0,
  0,
  0,
  0xf1,
  0x8e,
  0x7e,
  0xbe,
  ...Array(16).fill(0),
)

const closeReasons = () => log.filter(entry => entry.event === 'tcp.closed').map(entry => entry.fields['reason'])

describe('the port', () => {
  it('survives garbage of any kind, and goes on serving others', async () => {
    const dc = await start()
    const good = await connect(dc)
    await good.init('help.getConfig')
    const rubbish = [
      new TextEncoder().encode('GET / HTTP/1.1\r\nHost: x\r\n\r\n'),
      Uint8Array.of(0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3),
      Uint8Array.of(0xef, 0x7f, 0xff, 0xff, 0xff),
      Uint8Array.of(0xee, 0xee, 0xee, 0xee, 0xff, 0xff, 0xff, 0x7f),
      Uint8Array.of(0xee, 0xee, 0xee, 0xee, 8, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8),
      ...Array.from({ length: 20 }, (_, index) => new Uint8Array(randomBytes(64 + index * 50))),
    ]
    for (const bytes of rubbish) {
      const socket = await openSocket(dc)
      socket.on('data', () => {})
      socket.end(bytes)
      await new Promise(resolve => socket.once('close', resolve))
    }
    expect(await good.call<Config>('help.getConfig')).toMatchObject({ _: 'config' })
    expect(log.filter(entry => entry.level === 'error')).toEqual([])
    await expect.poll(() => dc.connections).toBe(1)
  })

  it('answers −404 to a key that nobody knows', async () => {
    const dc = await start()
    const { key } = await connect(dc)
    const other = await start()
    const client = await connect(other, { key })
    await expect(client.init('help.getConfig')).rejects.toThrow('transport error -404')
  })

  it('closes connections that say nothing, or too little, in time', async () => {
    const clock = new FakeClock()
    const dc = await start({ clock })
    const silent = await openSocket(dc)
    const slow = await openSocket(dc)
    slow.write(reqPqMulti)
    await new Promise(resolve => slow.once('data', resolve))
    await expect.poll(() => dc.connections).toBe(2)
    clock.advance(30_000)
    await new Promise(resolve => slow.once('close', resolve).resume())
    clock.advance(30_000)
    await new Promise(resolve => silent.once('close', resolve).resume())
    expect(closeReasons()).toEqual(['timeout', 'timeout'])
  })

  it('takes no more connections from one address than the limit, and takes them again later', async () => {
    const dc = await start({ limits: { connectionsMax: 2 } })
    const first = await connect(dc)
    await connect(dc)
    await expect(connect(dc)).rejects.toThrow()
    first[Symbol.dispose]()
    await expect.poll(() => dc.connections).toBe(1)
    await connect(dc)
  })

  it('refuses key exchanges beyond the rate with −429, while known keys go on', async () => {
    const clock = new FakeClock()
    const dc = await start({ clock, limits: { exchangesBurst: 2, exchangesPerMinute: 1 } })
    const known = await connect(dc, { clock })
    await connect(dc, { clock })
    await expect(connect(dc, { clock })).rejects.toThrow('transport error -429')
    const again = await connect(dc, { clock, key: known.key })
    expect(await again.init('help.getConfig')).toMatchObject({ _: 'config' })
    clock.advance(60_000)
    await connect(dc, { clock })
  })

  it('drops a client that asks and does not read the answers', async () => {
    const dc = await start({ limits: { unsentBytesMax: 128 * 1024 } })
    const client = await connect(dc)
    await client.init('help.getConfig')
    client.read(false)
    const call = encodeToBytes(api, { _: 'help.getCountriesList', lang_code: 'en', hash: 0 } as { _: string })
    const asking = (async () => {
      while (closeReasons().length === 0) {
        for (let turn = 0; turn < 40; turn++) client.start(call).answer.catch(() => {})
        client.flush()
        await new Promise(resolve => setTimeout(resolve, 5))
      }
    })()
    await asking
    expect(closeReasons()).toEqual(['slow'])
    const other = await connect(dc)
    expect(await other.init('help.getConfig')).toMatchObject({ _: 'config' })
  }, 30_000)
})

describe('a restart', () => {
  it('on the same folder keeps the key of the server, that of the client, its layer and its login', async () => {
    await using directory = await temporaryDirectory()
    const options = { dataDir: directory.path }
    const { privateKey: _given, ...stored } = { privateKey, ...options }
    const first = await DataCenter.start({ ...stored, accounts })
    const client = await RawClient.connect(first, { layer: 204 })
    const user = await logIn(first, client)
    const { fingerprint } = first
    await first.stop()
    client[Symbol.dispose]()

    const second = await DataCenter.start({ ...stored, accounts })
    open.push(second)
    expect(second.fingerprint).toBe(fingerprint)
    const again = await connect(second, { layer: 204, key: client.key })
    // No wrapper: the layer was remembered with the key.
    expect(await again.call<User[]>('users.getUsers', self)).toEqual([user])
  })

  it('keeps a code that is on its way', async () => {
    await using directory = await temporaryDirectory()
    const first = await DataCenter.start({ dataDir: directory.path, accounts })
    const client = await RawClient.connect(first)
    await client.init('help.getConfig')
    const request = { phone_number, ...defaultApp, settings: { _: 'codeSettings' } }
    const { phone_code_hash } = await client.call<auth.sentCode>('auth.sendCode', request)
    const phone_code = first.inbox.list().at(-1)?.code
    await first.stop()
    client[Symbol.dispose]()
    const second = await DataCenter.start({ dataDir: directory.path })
    open.push(second)
    const again = await connect(second, { key: client.key })
    expect(await again.call('auth.signIn', { phone_number, phone_code_hash, phone_code })).toMatchObject({
      _: 'auth.authorization',
    })
  })
})

describe('starting', () => {
  it('fails when a port is taken, and leaves nothing open behind it', async () => {
    await using directory = await temporaryDirectory()
    const taken = await start({ httpPort: 0 })
    const ports = { port: taken.address.port, httpPort: taken.http?.port ?? 0 }
    const dataDir = directory.path
    await expect(start({ dataDir, port: ports.port })).rejects.toThrow('EADDRINUSE')
    await expect(start({ dataDir, httpPort: ports.httpPort })).rejects.toThrow('EADDRINUSE')
    // The folder is free again, or this would be refused.
    const dc = await DataCenter.start({ dataDir })
    await dc.stop()
  })
})

describe('test numbers, whose code everybody knows', () => {
  const signIn = async (dc: DataCenter) => {
    const client = await connect(dc)
    await client.init('help.getConfig')
    const test = { phone_number: '+999 66 1 1234' }
    const request = { ...test, ...defaultApp, settings: { _: 'codeSettings' } }
    const { phone_code_hash } = await client.call<auth.sentCode>('auth.sendCode', request)
    return errorOf(client.call('auth.signIn', { ...test, phone_code_hash, phone_code: '11111' }))
  }
  const warnings = () => log.filter(({ event }) => event === 'dc.test_numbers').length

  it('are there where only this machine can connect', async () => {
    const dc = await start()
    expect(dc.testNumbers).toBe(true)
    expect(await signIn(dc)).toBeUndefined()
    expect(dc.inbox.list()).toEqual([])
    expect(warnings()).toBe(0)
  })

  it('are numbers like all others where others can connect', async () => {
    // So that no code that is sent is the known one.
    const dc = await start({ host: '0.0.0.0', policy: { media: { sms: { length: 6 } } } })
    expect(dc.testNumbers).toBe(false)
    expect(await signIn(dc)).toBe('400 PHONE_CODE_INVALID')
    expect(dc.inbox.list()).toHaveLength(1)
    expect(warnings()).toBe(0)
  })

  it('are there, and warned of, where others can connect and the policy wants them', async () => {
    const dc = await start({ host: '0.0.0.0', policy: { numbers: { testNumbers: true } } })
    expect(dc.testNumbers).toBe(true)
    expect(await signIn(dc)).toBeUndefined()
    expect(warnings()).toBe(1)
  })
})

describe('stopping', () => {
  it('closes every connection, and may be done twice', async () => {
    const dc = await start()
    const client = await connect(dc)
    await client.init('help.getConfig')
    await Promise.all([dc.stop(), dc.stop()])
    await client.closed
    await expect(connect(dc)).rejects.toThrow()
  })

  it('does not wait for a client that never hangs up', async () => {
    const dc = await start()
    const stubborn = connectSocket({ ...dc.address, allowHalfOpen: true })
    stubborn.on('error', () => {})
    await expect.poll(() => dc.connections).toBe(1)
    await dc.stop()
    expect(stubborn.destroyed).toBe(false)
    stubborn.destroy()
  })

  it('lets many data centers run in one process', async () => {
    const [one, two] = [await start(), await start({ dcId: 4 })]
    const [a, b] = [await connect(one), await connect(two)]
    expect(await a.init('help.getConfig')).toMatchObject({ this_dc: 2 })
    expect(await b.init('help.getConfig')).toMatchObject({ this_dc: 4 })
  })
})

describe('temporary keys', () => {
  /**
   * Binds as a client does, in a session of its own on a connection of its own. The answer, which belongs to no session
   * that this connection's client knows, makes it hang up.
   */
  async function bind(
    dc: DataCenter,
    temporary: RawClient,
    permanent: RawClient,
    change: Partial<BindMessage> = {},
  ): Promise<void> {
    const binder = await connect(dc, { key: temporary.key })
    const { authKey, expires_at = 0, server_salt } = temporary.key
    const msg_id = ((BigInt(Date.now()) << 32n) / 1000n) & ~3n
    const session_id = BigInt.asIntN(64, BigInt(`0x${randomBytes(8).toString('hex')}`))
    const nonce = 5n
    const perm_auth_key_id = permanent.key.authKey.auth_key_id
    const inner = encodeToBytes(mtproto, {
      _: 'bind_auth_key_inner',
      nonce,
      temp_auth_key_id: authKey.auth_key_id,
      perm_auth_key_id,
      temp_session_id: session_id,
      expires_at,
    } as { _: string })
    const encrypted_message = sealBindMessage(nodeCrypto, permanent.key.authKey, { msg_id, inner, ...change })
    const body = encodeToBytes(api, {
      _: 'auth.bindTempAuthKey',
      perm_auth_key_id,
      nonce,
      expires_at,
      encrypted_message,
    } as { _: string })
    const header = new Uint8Array(8)
    new DataView(header.buffer).setInt32(0, 1, true)
    new DataView(header.buffer).setInt32(4, body.length, true)
    const padding = new Uint8Array(12 + ((16 - ((32 + body.length + 12) % 16)) % 16))
    const plain = concatBytes(
      longToBytes(server_salt),
      longToBytes(session_id),
      longToBytes(msg_id),
      header,
      body,
      padding,
    )
    binder.send(nodeCrypto.seal(authKey, 'client', plain).packet)
    await binder.closed
  }

  it('may ask for the configuration and nothing else until they are bound', async () => {
    const dc = await start()
    const temporary = await connect(dc, { expires_in: 86_400 })
    expect(await temporary.init('help.getConfig')).toMatchObject({ _: 'config' })
    expect(await temporary.init('help.getNearestDc')).toMatchObject({ _: 'nearestDc' })
    expect(await errorOf(temporary.init('users.getUsers', self))).toBe('401 AUTH_KEY_PERM_EMPTY')
    const request = { phone_number, ...defaultApp, settings: { _: 'codeSettings' } }
    expect(await errorOf(temporary.init('auth.sendCode', request))).toBe('401 AUTH_KEY_PERM_EMPTY')
  })

  it('have the login and the layer of the permanent key they are bound to', async () => {
    const dc = await start()
    const permanent = await connect(dc)
    const user = await logIn(dc, permanent)
    const temporary = await connect(dc, { expires_in: 86_400 })
    await bind(dc, temporary, permanent)
    const [own] = await temporary.call<User[]>('users.getUsers', self)
    expect(own).toEqual(user)
    expect(await errorOf(permanent.call('auth.bindTempAuthKey', emptyBinding))).toBe('400 TEMP_AUTH_KEY_EMPTY')
  })

  it('stay bound when another one is bound to the same permanent key: programs use several at once', async () => {
    const dc = await start()
    const permanent = await connect(dc)
    await logIn(dc, permanent)
    const [older, newer] = [await connect(dc, { expires_in: 86_400 }), await connect(dc, { expires_in: 86_400 })]
    await bind(dc, older, permanent)
    await bind(dc, newer, permanent)
    for (const temporary of [older, newer, older]) {
      expect(await temporary.call('users.getUsers', self)).toMatchObject([{ self: true }])
    }
  })

  it('are not bound by a message whose number is another than the one inside', async () => {
    const dc = await start()
    const permanent = await connect(dc)
    await logIn(dc, permanent)
    const temporary = await connect(dc, { expires_in: 86_400 })
    await bind(dc, temporary, permanent, { msg_id: 4n })
    expect(await errorOf(temporary.init('users.getUsers', self))).toBe('401 AUTH_KEY_PERM_EMPTY')
  })

  it('end when they are dropped', async () => {
    const dc = await start()
    const permanent = await connect(dc)
    await logIn(dc, permanent)
    const temporary = await connect(dc, { expires_in: 86_400 })
    await bind(dc, temporary, permanent)
    await temporary.call('users.getUsers', self)
    expect(
      await permanent.call('auth.dropTempAuthKeys', { except_auth_keys: [temporary.key.authKey.auth_key_id] }),
    ).toBe(true)
    await temporary.call('users.getUsers', self)
    expect(await permanent.call('auth.dropTempAuthKeys', { except_auth_keys: [] })).toBe(true)
    await expect(temporary.call('users.getUsers', self)).rejects.toThrow('transport error -404')
  })

  it('are dropped for their own device alone, but for the one that asks', async () => {
    const dc = await start()
    const [permanent, otherDevice] = [await connect(dc), await connect(dc)]
    for (const device of [permanent, otherDevice]) await logIn(dc, device)
    const [asking, left, others] = [
      await connect(dc, { expires_in: 86_400 }),
      await connect(dc, { expires_in: 86_400 }),
      await connect(dc, { expires_in: 86_400 }),
    ]
    for (const temporary of [asking, left]) await bind(dc, temporary, permanent)
    await bind(dc, others, otherDevice)
    expect(await asking.call('auth.dropTempAuthKeys', { except_auth_keys: [] })).toBe(true)
    for (const client of [asking, others, permanent, otherDevice]) {
      expect(await client.call('users.getUsers', self)).toMatchObject([{ self: true }])
    }
    await expect(left.call('users.getUsers', self)).rejects.toThrow('transport error -404')
  })

  it('are dropped for bots as well', async () => {
    const dc = await start()
    const { token: bot_auth_token } = await dc.bots.create({ name: 'Echo', username: 'echo_bot' })
    const permanent = await connect(dc)
    await permanent.init('auth.importBotAuthorization', { flags: 0, ...defaultApp, bot_auth_token })
    const temporary = await connect(dc, { expires_in: 86_400 })
    await bind(dc, temporary, permanent)
    expect(await permanent.call('auth.dropTempAuthKeys', { except_auth_keys: [] })).toBe(true)
    await expect(temporary.call('users.getUsers', self)).rejects.toThrow('transport error -404')
  })

  const emptyBinding = { perm_auth_key_id: 1n, nonce: 1n, expires_at: 1, encrypted_message: new Uint8Array(0) }
})

describe('destroy_auth_key', () => {
  it('deletes the key and the login on it', async () => {
    const dc = await start()
    const client = await connect(dc)
    await logIn(dc, client)
    client.start(encodeToBytes(mtproto, { _: 'destroy_auth_key' } as { _: string })).answer.catch(() => {})
    await expect
      .poll(async () => {
        const again = await connect(dc, { key: client.key })
        return again.call('users.getUsers', self).then(
          () => 'known',
          error => String(error),
        )
      })
      .toContain('transport error -404')
  })
})

describe('the console', () => {
  it('shows the inbox over HTTP and empties it', async () => {
    const dc = await start({ httpPort: 0 })
    const client = await connect(dc)
    await logIn(dc, client)
    const url = `${dc.http?.url}/api/inbox?phone_number=${encodeURIComponent(phone_number)}`
    const messages = await (await fetch(url)).json()
    expect(messages).toEqual([
      {
        id: 1,
        phone_number: '9991234567',
        medium: 'sms',
        code: expect.stringMatching(/^\d{5}$/),
        text: expect.any(String),
        date: expect.any(Number),
      },
    ])
    expect((await fetch(url, { method: 'DELETE' })).status).toBe(204)
    expect(dc.inbox.list()).toEqual([])
    expect(await (await fetch(`${dc.http?.url}/api/health`)).json()).toMatchObject({ status: 'ok', connections: 1 })
  })

  it('asks for a token when it can be reached from outside', async () => {
    const dc = await start({ httpPort: 0, httpHost: '0.0.0.0' })
    const { url, token } = dc.http ?? {}
    expect((await fetch(`${url}/api/inbox`)).status).toBe(401)
    expect((await fetch(`${url}/api/inbox`, { headers: { authorization: `Bearer ${token}` } })).status).toBe(200)
  })
})
