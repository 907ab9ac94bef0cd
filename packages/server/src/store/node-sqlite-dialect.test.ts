import { Kysely } from 'kysely'
import { describe, expect, it } from 'vitest'
import { nodeSqliteDialect } from './node-sqlite-dialect.ts'

interface Things {
  things: { id: bigint; count: number | null; data: Uint8Array | null; name: string | null }
}

async function open(): Promise<Kysely<Things>> {
  const db = new Kysely<Things>({ dialect: nodeSqliteDialect(':memory:', () => {}) })
  await db.schema
    .createTable('things')
    .addColumn('id', 'bigint', column => column.primaryKey())
    .addColumn('count', 'integer')
    .addColumn('data', 'blob')
    .addColumn('name', 'text')
    .execute()
  return db
}

const small = { id: 1n, count: 2 ** 52, data: Uint8Array.of(0, 255), name: 'é\0' }
const large = { id: -(2n ** 63n), count: null, data: null, name: null }

describe('SQLite of Node under Kysely', () => {
  it('gives BIGINT columns as bigints, small or large, other integers as numbers, blobs as bytes', async () => {
    const db = await open()
    await db.insertInto('things').values([small, large]).execute()
    expect(await db.selectFrom('things').selectAll().orderBy('id', 'desc').execute()).toEqual([small, large])
    const renamed = await db.selectFrom('things').select(['id as key', 'count as id']).where('id', '=', 1n).execute()
    expect(renamed).toEqual([{ key: 1n, id: 2 ** 52 }])
    const { total } = await db
      .selectFrom('things')
      .select(({ fn }) => fn.countAll().as('total'))
      .executeTakeFirstOrThrow()
    expect(total).toBe(2)
    await db.destroy()
  })

  it('tells how many rows changed, and gives what RETURNING asks for', async () => {
    const db = await open()
    const inserted = await db.insertInto('things').values(small).returning(['id', 'name']).execute()
    expect(inserted).toEqual([{ id: 1n, name: 'é\0' }])
    const update = db.updateTable('things').set({ count: 7 }).where('id', '=', 1n)
    expect((await update.executeTakeFirst()).numUpdatedRows).toBe(1n)
    expect((await db.deleteFrom('things').where('id', '=', 2n).executeTakeFirst()).numDeletedRows).toBe(0n)
    await db.destroy()
  })

  it('streams', async () => {
    const db = await open()
    await db.insertInto('things').values([small, large]).execute()
    const ids: bigint[] = []
    for await (const row of db.selectFrom('things').select('id').orderBy('id').stream()) ids.push(row.id)
    expect(ids).toEqual([-(2n ** 63n), 1n])
    await db.destroy()
  })

  it('rolls back a transaction that throws, tables included, and takes one at a time', async () => {
    const db = await open()
    const failing = db.transaction().execute(async transaction => {
      await transaction.schema.createTable('more').addColumn('id', 'integer').execute()
      await transaction.insertInto('things').values(small).execute()
      throw new RangeError('no')
    })
    const reading = db.selectFrom('things').selectAll().execute()
    await expect(failing).rejects.toThrow('no')
    expect(await reading).toEqual([])
    expect((await db.introspection.getTables()).map(table => table.name)).toEqual(['things'])
    await db.destroy()
  })

  it('survives a statement that fails', async () => {
    const db = await open()
    await db.insertInto('things').values(small).execute()
    await expect(db.insertInto('things').values(small).execute()).rejects.toThrow('UNIQUE constraint failed')
    expect(await db.selectFrom('things').select('id').execute()).toEqual([{ id: 1n }])
    await db.destroy()
  })

  it('is closed after closing', async () => {
    const db = await open()
    await db.destroy()
    await expect(db.selectFrom('things').selectAll().execute()).rejects.toThrow()
  })
})
