import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Kysely } from 'kysely'
import { describe, expect, it } from 'vitest'
import { temporaryDirectory } from '../../test/support/temporary-directory.ts'
import { migrate } from './migrate.ts'
import { migrations } from './migrations/index.ts'
import { nodeSqliteDialect } from './node-sqlite-dialect.ts'
import { openStore } from './open-store.ts'
import { ServerSecret } from './server-secret.ts'
import type { Tables } from './tables.ts'

const secret = ServerSecret.create()

describe('migrations of a database file', () => {
  it('make all tables once and change nothing the second time', async () => {
    await using folder = await temporaryDirectory()
    const file = join(folder.path, 'db')
    await (await openStore({ file, secret }))[Symbol.asyncDispose]()
    const before = schemaOf(file)
    await (await openStore({ file, secret }))[Symbol.asyncDispose]()
    expect(schemaOf(file)).toEqual(before)
    expect(before.map(entry => entry.split(' ')[1])).toEqual(
      expect.arrayContaining(['accounts', 'auth_keys', 'meta', 'pending_codes', 'server_keys', 'sessions', 'usage']),
    )
  })

  it('are named in the order in which they run', () => {
    const names = Object.keys(migrations)
    expect(names).toEqual([...names].sort())
    for (const name of names) expect(name).toMatch(/^\d{4}-[a-z-]+$/)
    expect(new Set(names.map(name => name.slice(0, 4))).size).toBe(names.length)
  })

  it('leave nothing behind when a step fails half-way', async () => {
    await using folder = await temporaryDirectory()
    const file = join(folder.path, 'db')
    const database = new DatabaseSync(file)
    // In the way of the last table of the first step.
    database.exec('CREATE TABLE usage (something TEXT)')
    database.close()
    const opening = openStore({ file, secret })
    await expect(opening).rejects.toThrow(expect.objectContaining({ code: 'DATABASE_UNREADABLE' }))
    const tables = schemaOf(file).filter(entry => !entry.includes('kysely') && !entry.includes('sqlite_autoindex'))
    expect(tables).toEqual(['table usage'])
  })

  it('refuse a database of a newer version', async () => {
    await using folder = await temporaryDirectory()
    const file = join(folder.path, 'db')
    const db = new Kysely<Tables>({ dialect: nodeSqliteDialect(file, () => {}) })
    await migrate(db)
    await db
      .withTables<{ kysely_migration: { name: string; timestamp: string } }>()
      .insertInto('kysely_migration')
      .values({ name: '9999-from-the-future', timestamp: '2030-01-01' })
      .execute()
    await db.destroy()
    const opening = openStore({ file, secret })
    await expect(opening).rejects.toThrow(expect.objectContaining({ code: 'DATABASE_NEWER' }))
  })
})

function schemaOf(file: string): string[] {
  const database = new DatabaseSync(file)
  try {
    const rows = database.prepare('SELECT type, name FROM sqlite_schema ORDER BY type, name').all()
    return rows.map(row => `${row['type']} ${row['name']}`)
  } finally {
    database.close()
  }
}
