import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { emailServices } from '../../test/support/email-services.ts'
import { temporaryDirectory } from '../../test/support/temporary-directory.ts'
import { createDelivery } from '../delivery/create-delivery.ts'
import { DeliveryLog } from '../delivery/delivery-log.ts'
import { Inbox } from '../delivery/inbox.ts'
import { createCodeSecrets } from '../domain/code-secrets.ts'
import { Homes } from '../domain/homes/homes.ts'
import { LoginCodes } from '../domain/login-codes.ts'
import { MissingCodes } from '../domain/missing-codes.ts'
import { defaultPolicy } from '../policy/default-policy.ts'
import { FakeClock } from '../testing/fake-clock.ts'
import { seededRandom } from '../testing/seeded-random.ts'
import { openDataDirectory } from './data-directory.ts'
import { openStore, type Store } from './open-store.ts'
import { ServerSecret } from './server-secret.ts'

const clock = new FakeClock()

function authKey(key_id: bigint, random = seededRandom(`key ${key_id}`)) {
  return {
    key_id,
    auth_key: random.bytes(256),
    dc: 2,
    expires_at: undefined,
    server_salt: 2n ** 62n,
    createdAtMs: clock.now(),
  }
}

async function memory(): Promise<Store> {
  return openStore({ file: ':memory:', secret: ServerSecret.create() })
}

const client = {
  layer: 227,
  api_id: 1,
  device_model: 'Desktop',
  system_version: '1',
  app_version: '2',
  system_lang_code: 'en-US',
  lang_pack: '',
  lang_code: 'en',
}

describe('auth keys', () => {
  it('come back as they were, with ids and salts of 64 bits', async () => {
    await using store = await memory()
    for (const key_id of [1n, -1n, 2n ** 63n - 1n, -(2n ** 63n)]) {
      const key = { ...authKey(key_id), expires_at: 2_000_000_000 }
      expect(await store.keys.add(key)).toBe(true)
      expect(await store.keys.find(key_id)).toEqual(key)
    }
    expect(await store.keys.find(5n)).toBeUndefined()
  })

  it('are never replaced', async () => {
    await using store = await memory()
    const key = authKey(1n)
    expect(await store.keys.add(key)).toBe(true)
    expect(await store.keys.add({ ...key, auth_key: new Uint8Array(256) })).toBe(false)
    expect(await store.keys.find(1n)).toEqual(key)
  })

  it('take session and codes with them when they go', async () => {
    await using store = await memory()
    await store.keys.add(authKey(1n))
    await store.sessions.setClient(1n, client, clock.now())
    expect(await store.keys.delete(1n)).toBe(true)
    expect(await store.keys.delete(1n)).toBe(false)
    expect(await store.sessions.find(1n)).toBeUndefined()
  })

  it('go when their time is over', async () => {
    await using store = await memory()
    await store.keys.add({ ...authKey(1n), expires_at: 100 })
    await store.keys.add({ ...authKey(2n), expires_at: 101 })
    await store.keys.add(authKey(3n))
    expect(await store.keys.deleteExpired(100_999)).toBe(1)
    expect(await store.keys.find(1n)).toBeUndefined()
    expect(await store.keys.find(2n)).toBeDefined()
    expect(await store.keys.find(3n)).toBeDefined()
  })
})

describe('server keys', () => {
  it('come back oldest first', async () => {
    await using store = await memory()
    const keys = [
      { fingerprint: -5n, private_key: 'first', createdAtMs: 1 },
      { fingerprint: -9n, private_key: 'second', createdAtMs: 2 },
    ]
    for (const key of keys.toReversed()) await store.serverKeys.add(key)
    expect(await store.serverKeys.list()).toEqual(keys)
  })
})

describe('sessions', () => {
  it('remember the program, the use and the account of a key, each on its own', async () => {
    await using store = await memory()
    await store.keys.add(authKey(1n))
    const account = await store.accounts.create({ phone_number: '1', first_name: 'A', last_name: '', createdAtMs: 1 })
    const user_id = account?.id ?? 0n
    expect(await store.sessions.find(1n)).toBeUndefined()
    await store.sessions.touch(1n, 10, '192.0.2.1')
    expect(await store.sessions.find(1n)).toEqual({
      key_id: 1n,
      client: undefined,
      authorization: undefined,
      activeAtMs: 10,
      address: '192.0.2.1',
    })
    await store.sessions.setClient(1n, client, 20)
    const bond = { user_id, hash: -(2n ** 63n), password_pending: true, createdAtMs: 30 }
    await store.sessions.authorize(1n, bond)
    const flags = { encrypted_requests_disabled: false, call_requests_disabled: false }
    const authorization = { ...bond, ...flags, bot: false, standing: 'new' }
    await store.sessions.touch(1n, 40, undefined)
    const session = { key_id: 1n, client, authorization, activeAtMs: 40, address: '192.0.2.1' }
    expect(await store.sessions.find(1n)).toEqual(session)
    expect(await store.sessions.listByUser(user_id)).toEqual([session])
    expect(await store.sessions.unauthorize(1n)).toBe(true)
    expect(await store.sessions.unauthorize(1n)).toBe(false)
    expect(await store.sessions.find(1n)).toEqual({ ...session, authorization: undefined })
  })

  it('of an account come most recently used first', async () => {
    await using store = await memory()
    const account = await store.accounts.create({ phone_number: '1', first_name: 'A', last_name: '', createdAtMs: 1 })
    const user_id = account?.id ?? 0n
    for (const key_id of [1n, 2n, 3n]) {
      await store.keys.add(authKey(key_id))
      await store.sessions.authorize(key_id, { user_id, hash: key_id, password_pending: false, createdAtMs: 1 })
    }
    await store.sessions.touch(2n, 50, undefined)
    expect((await store.sessions.listByUser(user_id)).map(session => session.key_id)).toEqual([2n, 1n, 3n])
  })
})

describe('transactions', () => {
  it('happen as a whole or not at all', async () => {
    await using store = await memory()
    const failing = store.transaction(async ({ keys }) => {
      await keys.add(authKey(1n))
      expect(await keys.find(1n)).toBeDefined()
      throw new RangeError('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await store.keys.find(1n)).toBeUndefined()
  })

  it('see one another in order', async () => {
    await using store = await memory()
    const create = () =>
      store.transaction(({ accounts }) =>
        accounts.create({ phone_number: '1', first_name: 'A', last_name: '', createdAtMs: 1 }),
      )
    const [first, second] = await Promise.all([create(), create()])
    expect(first?.id).toBe(1_000_000_001n)
    expect(second).toBeUndefined()
  })

  it('fail alone: what shares their commit is kept', async () => {
    await using store = await memory()
    const outcomes = await Promise.allSettled([
      store.keys.add(authKey(1n)),
      store.transaction(async ({ keys }) => {
        await keys.add(authKey(2n))
        throw new RangeError('no')
      }),
      store.keys.add(authKey(3n)),
    ])
    expect(outcomes.map(outcome => outcome.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await store.keys.find(1n)).toBeDefined()
    expect(await store.keys.find(2n)).toBeUndefined()
    expect(await store.keys.find(3n)).toBeDefined()
  })

  it('refuse the use of the store itself inside, instead of waiting for ever', async () => {
    await using store = await memory()
    const nested = [
      store.transaction(() => store.keys.find(1n)),
      store.transaction(() => store.keys.add(authKey(1n))),
      store.transaction(() => store.transaction(async () => 1)),
    ]
    for (const transaction of nested) {
      await expect(transaction).rejects.toThrow(expect.objectContaining({ code: 'NESTED_TRANSACTION' }))
    }
    expect(await store.keys.find(1n)).toBeUndefined()
  })
})

describe('a closed store', () => {
  it('has finished what was asked before, and takes nothing more', async () => {
    await using folder = await temporaryDirectory()
    const { store } = await openDataDirectory(folder.path)
    const adding = Promise.all([store.keys.add(authKey(1n)), store.keys.add(authKey(2n))])
    await store[Symbol.asyncDispose]()
    expect(await adding).toEqual([true, true])
    await store[Symbol.asyncDispose]()
    await expect(store.keys.add(authKey(3n))).rejects.toThrow(expect.objectContaining({ code: 'STORE_CLOSED' }))
    await expect(store.keys.find(1n)).rejects.toThrow()
    const again = await openDataDirectory(folder.path)
    expect(await again.store.keys.find(2n)).toBeDefined()
    await again.store[Symbol.asyncDispose]()
  })
})

describe('what is on disk', () => {
  it('has no code, hash, auth key, private key, secret or address in it', async () => {
    await using folder = await temporaryDirectory()
    const random = seededRandom('on disk')
    const { store, secret } = await openDataDirectory(folder.path, { random })
    const inbox = new Inbox(clock)
    const delivery = createDelivery({ providers: [inbox], log: new DeliveryLog(), clock })
    const secrets = createCodeSecrets(secret.derive('login codes'))
    const codes = new LoginCodes({
      store,
      secrets,
      delivery,
      policy: defaultPolicy,
      homes: new Homes(2, [2], defaultPolicy),
      email: emailServices(),
      clock,
      random,
      missingCodes: new MissingCodes(),
    })
    const forbidden: Uint8Array[] = [secret.expose(), Buffer.from('a private key in PEM'), Buffer.from('198.51.100.77')]
    await store.serverKeys.add({ fingerprint: 1n, private_key: 'a private key in PEM', createdAtMs: 1 })
    for (let index = 0; index < 10; index++) {
      const key_id = BigInt(index)
      const key = authKey(key_id)
      await store.keys.add(key)
      const phone_number = `77700000${index}`.padEnd(11, '0')
      const address = '198.51.100.77'
      const { phone_code_hash } = await codes.send({ key_id, phone_number, api_id: 1, address })
      const { code: phone_code } = await inbox.next(phone_number)
      if (index % 2 === 0) {
        const reference = { key_id, phone_number, phone_code_hash }
        await codes.signIn({ ...reference, phone_code })
        await codes.signUp({ ...reference, first_name: 'Visible', last_name: '' })
      }
      const raw = Buffer.from(phone_code_hash, 'hex')
      forbidden.push(key.auth_key.subarray(0, 16), Buffer.from(phone_code), Buffer.from(phone_code_hash), raw)
    }
    // Before closing, what was written last is in the WAL; after, all is in the database.
    for (const closed of [false, true]) {
      if (closed) await store[Symbol.asyncDispose]()
      const names = (await readdir(folder.path)).filter(name => name.startsWith('chappe.sqlite'))
      expect(names).toContain(closed ? 'chappe.sqlite' : 'chappe.sqlite-wal')
      const bytes = Buffer.concat(await Promise.all(names.map(name => readFile(join(folder.path, name)))))
      expect(bytes.includes('Visible')).toBe(true)
      for (const value of forbidden) expect(bytes.includes(Buffer.from(value))).toBe(false)
    }
  })
})
