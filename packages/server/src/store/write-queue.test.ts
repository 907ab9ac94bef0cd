import { type Kysely, Kysely as KyselyClient, sql } from 'kysely'
import { expect, it } from 'vitest'
import { migrate } from './migrate.ts'
import { nodeSqliteDialect } from './node-sqlite-dialect.ts'
import type { Tables } from './tables.ts'
import { WriteQueue } from './write-queue.ts'

async function open(): Promise<{ db: Kysely<Tables>; queue: WriteQueue }> {
  const dialect = nodeSqliteDialect(':memory:', database => database.exec('PRAGMA foreign_keys = ON'))
  const db = new KyselyClient<Tables>({ dialect })
  await migrate(db)
  return { db, queue: new WriteQueue(db) }
}

function add(name: string): (db: Kysely<Tables>) => Promise<string> {
  return async db => {
    await db
      .insertInto('meta')
      .values({ name, value: new Uint8Array(1) })
      .execute()
    return name
  }
}

async function names(db: Kysely<Tables>): Promise<string[]> {
  return (await db.selectFrom('meta').select('name').orderBy('name').execute()).map(row => row.name)
}

it('answers nobody before the commit that all works of one turn share', async () => {
  const { db, queue } = await open()
  const order: string[] = []
  const works = ['a', 'b', 'c'].map(name =>
    queue
      .submit(async inside => {
        order.push(`run ${name}`)
        return add(name)(inside)
      })
      .then(() => order.push(`answer ${name}`)),
  )
  await Promise.all(works)
  expect(order).toEqual(['run a', 'run b', 'run c', 'answer a', 'answer b', 'answer c'])
  expect(await names(db)).toEqual(['a', 'b', 'c'])
})

it('tells everyone when the commit fails, keeps nothing of it, and goes on', async () => {
  const { db, queue } = await open()
  const outcomes = await Promise.allSettled([
    queue.submit(add('a')),
    queue.submit(async inside => {
      // The violation is found at the commit only, as a full disk may be.
      await sql`PRAGMA defer_foreign_keys = ON`.execute(inside)
      await inside.insertInto('sessions').values({ key_id: 1n, password_pending: 0, active_at_ms: 0 }).execute()
    }),
  ])
  expect(outcomes.map(outcome => outcome.status)).toEqual(['rejected', 'rejected'])
  expect(await names(db)).toEqual([])
  expect(await queue.submit(add('b'))).toBe('b')
  expect(await names(db)).toEqual(['b'])
})

it('takes works that arrive while others run', async () => {
  const { db, queue } = await open()
  const first = queue.submit(add('a'))
  const later = first.then(() => queue.submit(add('b')))
  const soon = new Promise(resolve => setImmediate(resolve)).then(() => queue.submit(add('c')))
  expect(await Promise.all([first, later, soon])).toEqual(['a', 'b', 'c'])
  expect(await names(db)).toEqual(['a', 'b', 'c'])
})

it('holds ten thousand waiting works and refuses more', async () => {
  const { queue } = await open()
  const works = Array.from({ length: 10_000 }, (_, index) => queue.submit(async () => index))
  await expect(queue.submit(async () => 0)).rejects.toThrow(expect.objectContaining({ code: 'STORE_BUSY' }))
  expect((await Promise.all(works)).at(-1)).toBe(9999)
  expect(await queue.submit(async () => 1)).toBe(1)
})

it('lets readers in between batches, who see what was committed', async () => {
  const { db, queue } = await open()
  const works = Array.from({ length: 1200 }, (_, index) => queue.submit(add(String(index))))
  await works[0]
  const seen = (await names(db)).length
  expect(seen % 500).toBe(0)
  await Promise.all(works)
  expect(await names(db)).toHaveLength(1200)
})
