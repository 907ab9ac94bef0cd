import type { Ban, BanRepository } from '../domain/repositories.ts'
import type { Executor } from './executor.ts'

/** Keeps the numbers that the operator has banned. */
export function banRepository(executor: Executor): BanRepository {
  return {
    async has(phone_number: string): Promise<boolean> {
      const row = await executor.read(db =>
        db
          .selectFrom('banned_numbers')
          .select('phone_number')
          .where('phone_number', '=', phone_number)
          .executeTakeFirst(),
      )
      return row !== undefined
    },

    async add(phone_number: string, atMs: number): Promise<void> {
      await executor.write(db =>
        db
          .insertInto('banned_numbers')
          .values({ phone_number, banned_at_ms: atMs })
          .onConflict(conflict => conflict.column('phone_number').doNothing())
          .execute(),
      )
    },

    async delete(phone_number: string): Promise<boolean> {
      return executor.write(async db => {
        const { numDeletedRows } = await db
          .deleteFrom('banned_numbers')
          .where('phone_number', '=', phone_number)
          .executeTakeFirst()
        return numDeletedRows > 0n
      })
    },

    async list(): Promise<Ban[]> {
      const rows = await executor.read(db =>
        db.selectFrom('banned_numbers').selectAll().orderBy('banned_at_ms').orderBy('phone_number').execute(),
      )
      return rows.map(row => ({ phone_number: row.phone_number, atMs: row.banned_at_ms }))
    },
  }
}
