import type { Kysely, Migration } from 'kysely'

/** What a program said of itself when it asked for a code, and where its proof of integrity stands. */
export const codeSettings: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    // SQLite adds one column at a time.
    await db.schema
      .alterTable('pending_codes')
      .addColumn('allow_app_hash', 'integer', column => column.notNull().defaultTo(0))
      .execute()
    await db.schema.alterTable('pending_codes').addColumn('integrity', 'text').execute()
    await db.schema
      .alterTable('pending_codes')
      .addColumn('proof', 'text', column => column.notNull().defaultTo('awaited'))
      .execute()
  },
}
