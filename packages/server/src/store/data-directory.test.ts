import { chmod, copyFile, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryDirectory } from '../../test/support/temporary-directory.ts'
import { openDataDirectory } from './data-directory.ts'
import type { Store } from './open-store.ts'

async function close(store: Store): Promise<void> {
  await store[Symbol.asyncDispose]()
}

async function mode(path: string): Promise<string> {
  return ((await stat(path)).mode & 0o777).toString(8)
}

function failure(code: string): unknown {
  return expect.objectContaining({ name: 'StoreError', code })
}

const key = { auth_key: new Uint8Array(256).fill(9), dc: 2, expires_at: undefined, server_salt: -1n, createdAtMs: 5 }

describe('a data directory', () => {
  it('is made on first use, for the owner alone', async () => {
    await using folder = await temporaryDirectory()
    const directory = join(folder.path, 'a', 'b')
    const { store } = await openDataDirectory(directory)
    expect(await mode(directory)).toBe('700')
    for (const name of await readdir(directory))
      expect(`${name} ${await mode(join(directory, name))}`).toBe(`${name} 600`)
    expect(await readdir(directory)).toEqual(expect.arrayContaining(['chappe.sqlite', 'chappe.sqlite-wal', 'secret']))
    expect(await readFile(join(directory, 'secret'), 'utf8')).toMatch(/^[0-9a-f]{64}\n$/)
    await close(store)
  })

  it('is the same after a restart', async () => {
    await using folder = await temporaryDirectory()
    const first = await openDataDirectory(folder.path)
    await first.store.keys.add({ ...key, key_id: -7n })
    await close(first.store)
    const second = await openDataDirectory(folder.path)
    expect(await second.store.keys.find(-7n)).toEqual({ ...key, key_id: -7n })
    expect(second.secret.expose()).toEqual(first.secret.expose())
    await close(second.store)
  })

  it('with a secret that others can read is refused, and says what to do', async () => {
    await using folder = await temporaryDirectory()
    const { store } = await openDataDirectory(folder.path)
    await close(store)
    const secret = join(folder.path, 'secret')
    for (const wide of [0o640, 0o604, 0o620, 0o666]) {
      await chmod(secret, wide)
      await expect(openDataDirectory(folder.path)).rejects.toThrow(failure('SECRET_PERMISSIONS'))
    }
    await expect(openDataDirectory(folder.path)).rejects.toThrow(`chmod 600 '${secret}'`)
    await chmod(secret, 0o400)
    await close((await openDataDirectory(folder.path)).store)
  })

  it('with a damaged secret is refused', async () => {
    await using folder = await temporaryDirectory()
    for (const text of ['', 'short', `${'g'.repeat(64)}\n`, `${'0'.repeat(65)}\n`]) {
      await writeFile(join(folder.path, 'secret'), text, { mode: 0o600 })
      await expect(openDataDirectory(folder.path)).rejects.toThrow(failure('SECRET_UNREADABLE'))
    }
  })

  it('with a database of another secret is refused, and the database stays as it is', async () => {
    await using a = await temporaryDirectory()
    await using b = await temporaryDirectory()
    const first = await openDataDirectory(a.path)
    await first.store.keys.add({ ...key, key_id: 1n })
    await close(first.store)
    await close((await openDataDirectory(b.path)).store)
    await copyFile(join(a.path, 'chappe.sqlite'), join(b.path, 'chappe.sqlite'))
    await expect(openDataDirectory(b.path)).rejects.toThrow(failure('SECRET_MISMATCH'))
    await copyFile(join(a.path, 'secret'), join(b.path, 'secret'))
    const moved = await openDataDirectory(b.path)
    expect(await moved.store.keys.find(1n)).toEqual({ ...key, key_id: 1n })
    await close(moved.store)
  })

  it('with a database and no secret is refused, and none is made up', async () => {
    await using folder = await temporaryDirectory()
    await close((await openDataDirectory(folder.path)).store)
    await rm(join(folder.path, 'secret'))
    await expect(openDataDirectory(folder.path)).rejects.toThrow(failure('SECRET_MISSING'))
    expect(await readdir(folder.path)).not.toContain('secret')
  })

  it('in use is refused', async () => {
    await using folder = await temporaryDirectory()
    const { store } = await openDataDirectory(folder.path)
    await expect(openDataDirectory(folder.path)).rejects.toThrow(failure('DATABASE_LOCKED'))
    await close(store)
  })

  it('with a file that is no database is refused', async () => {
    await using folder = await temporaryDirectory()
    await close((await openDataDirectory(folder.path)).store)
    await writeFile(join(folder.path, 'chappe.sqlite'), 'This is not a database. '.repeat(100))
    await expect(openDataDirectory(folder.path)).rejects.toThrow(failure('DATABASE_UNREADABLE'))
  })

  it('opened by two at once for the first time has one secret', async () => {
    await using folder = await temporaryDirectory()
    const outcomes = await Promise.allSettled([openDataDirectory(folder.path), openDataDirectory(folder.path)])
    const open = outcomes.filter(outcome => outcome.status === 'fulfilled')
    expect(open).toHaveLength(1)
    for (const { value } of open) await close(value.store)
    expect((await readdir(folder.path)).sort()).toEqual(['chappe.sqlite', 'secret'])
    await close((await openDataDirectory(folder.path)).store)
  })
})
