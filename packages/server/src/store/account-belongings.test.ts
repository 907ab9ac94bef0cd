import { Kysely, sql } from 'kysely'
import { expect, it } from 'vitest'
import { migrate } from './migrate.ts'
import { nodeSqliteDialect } from './node-sqlite-dialect.ts'
import type { Tables } from './tables.ts'

/** Columns by which a row is about an account, and what becomes of the row when the account goes. */
const owners: Readonly<Record<string, string>> = { user_id: 'CASCADE', bot_id: 'CASCADE' }
/** A key is not an account's: it stays, as if fresh. */
const exceptions: Readonly<Record<string, string>> = { 'sessions.user_id': 'SET NULL' }

it('deletes every row that is about an account with it: no table keeps an id of somebody who is gone', async () => {
  const db = new Kysely<Tables>({ dialect: nodeSqliteDialect(':memory:', () => {}) })
  await migrate(db)
  const found: string[] = []
  for (const { name: table, columns } of await db.introspection.getTables()) {
    const references = await sql<Reference>`select * from pragma_foreign_key_list(${table})`.execute(db)
    for (const { name: column } of columns) {
      const wanted = exceptions[`${table}.${column}`] ?? owners[column]
      if (wanted === undefined) continue
      const reference = references.rows.find(row => row.from === column)
      expect(reference, `${table}.${column}`).toMatchObject({ table: 'accounts', to: 'id', on_delete: wanted })
      found.push(`${table}.${column}`)
    }
  }
  expect(found).toContain('passwords.user_id')
  expect(found.length).toBeGreaterThan(10)
  await db.destroy()
})

interface Reference {
  readonly from: string
  readonly table: string
  readonly to: string
  readonly on_delete: string
}
