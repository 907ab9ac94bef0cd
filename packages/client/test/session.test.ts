import { chmodSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { inspect } from 'node:util'
import { AuthKey } from '@chappe/crypto'
import { nodeCrypto } from '@chappe/crypto/node'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  memorySession,
  type SessionData,
  sessionFromText,
  sessionToText,
  sqliteSession,
  stringSession,
} from '../src/node/index.ts'
import { FutureTokens } from '../src/session/future-tokens.ts'
import { SessionKeeper, updateDelayMs } from '../src/session/session-keeper.ts'
import { FakeClock } from './support/fake-clock.ts'

const keyBytes = Uint8Array.from({ length: 256 }, (_, index) => index)

const data: SessionData = {
  dc: { id: 2, host: 'dc.example', port: 443, test: true },
  auth_key: AuthKey.from(keyBytes, nodeCrypto),
  server_salt: -3414540481677951611n,
  timeOffsetMs: -1234.5,
  user_id: 2n ** 62n,
  login: {
    at: 'code',
    phone_number: '+447911123456',
    phone_code_hash: 'x',
    medium: { kind: 'app', length: 5 },
    next: 'sms',
    sentAt: 1,
    resendAt: 2,
  },
}
const empty: SessionData = { ...data, auth_key: undefined, server_salt: 0n, user_id: undefined, login: undefined }

/** What a session has that was at other data centers. */
const travelled: Partial<SessionData> = {
  future_auth_tokens: FutureTokens.none.with(new Uint8Array(32).fill(7)),
  other_keys: [1, 4].map(id => ({
    dc: { id, host: `dc${id}.example`, port: 440 + id, test: true },
    auth_key: AuthKey.from(
      keyBytes.map(byte => byte ^ id),
      nodeCrypto,
    ),
    server_salt: -BigInt(id),
    timeOffsetMs: id / 2,
    user_id: id === 1 ? undefined : 2n ** 62n,
  })),
  addresses: {
    expiresAt: 1_800_000_000_000,
    prefersIpv6: true,
    entries: [
      { id: 4, host: '2001:db8::4', port: 443, ipv6: true, tcpo_only: false, this_port_only: true },
      { id: 4, host: '203.0.113.4', port: 443, ipv6: false, tcpo_only: true, this_port_only: false },
    ],
  },
}

/** With the bytes of keys and tokens, which are private to them and equal for every comparison otherwise. */
const bare = (session: SessionData | undefined): object => ({
  ...session,
  auth_key: session?.auth_key?.expose(),
  other_keys: session?.other_keys?.map(key => ({ ...key, auth_key: key.auth_key.expose() })),
  future_auth_tokens: session?.future_auth_tokens?.expose(),
})

describe('a session as text', () => {
  it.each([data, empty, { ...data, ...travelled }])('comes back unchanged', session => {
    const text = sessionToText(nodeCrypto, session)
    expect(text).toMatch(/^[\w-]+$/)
    expect(bare(sessionFromText(nodeCrypto, ` ${text}\n`))).toEqual(bare(session))
  })

  it('notices any change of a character', () => {
    const text = sessionToText(nodeCrypto, data)
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.constantFrom(...'ABCDEFGHJKwxyz0189-_'), (at, char) => {
        fc.pre(text[at] !== char)
        const changed = text.slice(0, at) + char + text.slice(at + 1)
        let read: SessionData | undefined
        try {
          read = sessionFromText(nodeCrypto, changed)
        } catch (error) {
          expect(error).toMatchObject({ code: 'SESSION_INVALID' })
          return
        }
        // The last character may hold bits that mean nothing.
        expect(bare(read)).toEqual(bare(data))
      }),
    )
  })

  it.each(['AAAA', 'not a session!', 'A'.repeat(200_000), ''])('refuses what is something else', text => {
    expect(() => sessionFromText(nodeCrypto, text)).toThrow(/SESSION_INVALID/)
  })

  it('says when a later version wrote it', () => {
    const bytes = Buffer.from(sessionToText(nodeCrypto, data), 'base64url')
    bytes[0] = 4
    bytes.set(nodeCrypto.sha256(bytes.subarray(0, -8)).subarray(0, 8), bytes.length - 8)
    expect(() => sessionFromText(nodeCrypto, bytes.toString('base64url'))).toThrow(/SESSION_VERSION/)
  })

  it.each([1, 2])('of version %i is read, and holds what came later from then on', version => {
    const current = Buffer.from(sessionToText(nodeCrypto, data), 'base64url')
    // Behind the login stand an empty list of tokens (8 bytes), one of keys (8) and no addresses (4).
    const fields = current.subarray(0, current.length - 8 - (version === 1 ? 20 : 12))
    fields[0] = version
    const text = Buffer.concat([fields, nodeCrypto.sha256(fields).subarray(0, 8)]).toString('base64url')
    const read = sessionFromText(nodeCrypto, text)
    expect(bare(read)).toEqual(bare(data))
    const later = sessionFromText(nodeCrypto, sessionToText(nodeCrypto, { ...read, ...travelled }))
    expect(bare(later)).toEqual(bare({ ...data, ...travelled }))
  })

  it('never puts the key into an error', () => {
    const text = sessionToText(nodeCrypto, data)
    const attempt = (): unknown => sessionFromText(nodeCrypto, text.slice(0, -1))
    expect(attempt).toThrow(expect.not.objectContaining({ message: expect.stringContaining(text.slice(10, 30)) }))
  })

  it('begins anew with an empty text, and gives the current one', async () => {
    const store = stringSession()
    expect(await store.load()).toBeUndefined()
    expect(store.text).toBe('')
    await store.save(data)
    expect(bare(await stringSession(store.text).load())).toEqual(bare(data))
  })
})

describe('a session that is printed', () => {
  it('shows no key', () => {
    const session = { ...data, ...travelled }
    for (const text of [
      inspect(session, { depth: 9 }),
      JSON.stringify(session, (_, value) => (typeof value === 'bigint' ? `${value}` : value)),
    ]) {
      expect(text).toContain('redacted')
      expect(text).not.toMatch(/\b17, ?18, ?19\b|\b16, ?19, ?18\b|\b21, ?22, ?23\b/)
    }
  })
})

describe('a session in memory', () => {
  it('keeps what was saved', async () => {
    const store = memorySession()
    expect(await store.load()).toBeUndefined()
    await store.save(data)
    expect(await store.load()).toEqual(data)
    expect(await memorySession(data).load()).toEqual(data)
  })
})

describe('a session in a SQLite file', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'session-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const mode = (path: string): string => (statSync(path).mode & 0o777).toString(8)

  it.each([data, empty, { ...data, ...travelled }])('comes back unchanged', async session => {
    const path = join(folder, 'a.session')
    const store = sqliteSession(path)
    expect(await store.load()).toBeUndefined()
    await store.save({ ...data, timeOffsetMs: 0 })
    await store.save(session)
    await store.close?.()
    const again = sqliteSession(path)
    expect(bare(await again.load())).toEqual(bare(session))
    await again.close?.()
  })

  it('is for its owner alone, whatever the umask, with the folders it makes', async () => {
    const path = join(folder, 'new', 'a.session')
    const before = process.umask(0)
    try {
      const store = sqliteSession(path)
      await store.save(data)
      await store.close?.()
    } finally {
      process.umask(before)
    }
    expect(mode(path)).toBe('600')
    expect(mode(join(folder, 'new'))).toBe('700')
  })

  it.each(['644', '640', '604', '660'])(
    'is refused when others may read it (mode %s), and left as it is',
    async wide => {
      const path = join(folder, 'a.session')
      const store = sqliteSession(path)
      await store.save(data)
      await store.close?.()
      chmodSync(path, wide)
      await expect(sqliteSession(path).load()).rejects.toMatchObject({
        code: 'SESSION_PERMISSIONS',
        message: expect.stringContaining(`chmod 600 '${path}'`),
      })
      expect(mode(path)).toBe(wide)
    },
  )

  const writeFile = (content: string | Uint8Array): string => {
    const path = join(folder, 'other')
    writeFileSync(path, content, { mode: 0o600 })
    return path
  }

  it.each([
    ['a text', 'hello, this is no database at all'.repeat(30)],
    ['a large file', new Uint8Array(2 * 1024 * 1024)],
  ])('is not made out of %s', async (_what, content) => {
    await expect(sqliteSession(writeFile(content)).load()).rejects.toMatchObject({ code: 'SESSION_INVALID' })
  })

  it('is not made out of the database of another program', async () => {
    const path = writeFile('')
    const other = new DatabaseSync(path)
    other.exec('CREATE TABLE notes (text TEXT)')
    other.close()
    await expect(sqliteSession(path).load()).rejects.toMatchObject({ code: 'SESSION_INVALID' })
  })

  it('is not followed through a symbolic link', async () => {
    const path = join(folder, 'link')
    symlinkSync(writeFile(''), path)
    await expect(sqliteSession(path).load()).rejects.toMatchObject({ code: 'SESSION_INVALID' })
  })

  it.each([
    ['a key that is too long', 'auth_key = zeroblob(1000000)'],
    ['a login that is too long', 'login = hex(zeroblob(50000))'],
    ['a login that is no login', "login = '{}'"],
    ['tokens that are no tokens', "future_auth_tokens = x'ffffffff'"],
    ['other keys that are no keys', "other_keys = x'01000000'"],
    ['other keys that are too many', "other_keys = x'ffffff7f'"],
    ['other keys that are too long', 'other_keys = zeroblob(1000000)'],
    ['addresses that are no addresses', "addresses = x'00'"],
    ['addresses that are too long', 'addresses = zeroblob(1000000)'],
    ['a port out of range', 'port = 70000'],
  ])('with %s is refused', async (_what, change) => {
    const path = join(folder, 'a.session')
    const store = sqliteSession(path)
    await store.save(data)
    await store.close?.()
    const database = new DatabaseSync(path)
    database.exec(`UPDATE session SET ${change}`)
    database.close()
    await expect(sqliteSession(path).load()).rejects.toMatchObject({ code: 'SESSION_INVALID' })
  })

  it.each([
    [1, ['future_auth_tokens', 'other_keys', 'addresses']],
    [2, ['other_keys', 'addresses']],
  ])('of version %i is read, and holds what came later from then on', async (version, columns) => {
    const path = join(folder, 'a.session')
    const store = sqliteSession(path)
    await store.save(data)
    await store.close?.()
    const database = new DatabaseSync(path)
    for (const column of columns) database.exec(`ALTER TABLE session DROP COLUMN ${column}`)
    database.exec(`PRAGMA user_version = ${version}`)
    database.close()
    const upgraded = sqliteSession(path)
    expect(bare(await upgraded.load())).toEqual(bare(data))
    await upgraded.save({ ...data, ...travelled })
    await upgraded.close?.()
    const again = sqliteSession(path)
    expect(bare(await again.load())).toEqual(bare({ ...data, ...travelled }))
    await again.close?.()
  })

  it('of a later version is refused', async () => {
    const path = join(folder, 'a.session')
    const store = sqliteSession(path)
    await store.save(data)
    await store.close?.()
    const database = new DatabaseSync(path)
    database.exec('PRAGMA user_version = 4')
    database.close()
    await expect(sqliteSession(path).load()).rejects.toMatchObject({ code: 'SESSION_VERSION' })
  })
})

describe('SessionKeeper', () => {
  const clock = new FakeClock()

  it('writes changes that come together once, and resolves when they are stored', async () => {
    const saved: SessionData[] = []
    const store = {
      load: async () => data,
      save: async (next: SessionData) => {
        await new Promise(resolve => setImmediate(resolve))
        saved.push(next)
      },
    }
    const keeper = new SessionKeeper(store, data, clock, () => undefined)
    keeper.update({ server_salt: 1n })
    keeper.update({ server_salt: 2n })
    keeper.update({ timeOffsetMs: 5 })
    await keeper.save({ user_id: 5n })
    expect(saved.at(-1)).toEqual({ ...data, server_salt: 2n, timeOffsetMs: 5, user_id: 5n })
    expect(saved.length).toBeLessThanOrEqual(2)
    await keeper.close()
  })

  it('tells of a write that failed, and writes again at the end', async () => {
    let broken = true
    const saved: SessionData[] = []
    const errors: unknown[] = []
    const store = {
      load: async () => data,
      save: async (next: SessionData) => {
        if (broken) throw new Error('full')
        saved.push(next)
      },
    }
    const keeper = new SessionKeeper(store, data, clock, error => errors.push(error))
    keeper.update({ server_salt: 1n })
    expect(errors).toHaveLength(0)
    await clock.advance(updateDelayMs)
    expect(errors).toHaveLength(1)
    broken = false
    await keeper.close()
    expect(saved).toEqual([{ ...data, server_salt: 1n }])
  })
})
