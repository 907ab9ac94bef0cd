import type { Kysely, Migration } from 'kysely'

/** What was sent for money, for the budgets and caps of the policy. */
export const spending: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('spending')
      .addColumn('id', 'integer', column => column.primaryKey().autoIncrement())
      .addColumn('subject_digest', 'blob', column => column.notNull())
      .addColumn('at_ms', 'integer', column => column.notNull())
      .addColumn('cost', 'integer', column => column.notNull())
      .execute()
    await db.schema.createIndex('spending_subject').on('spending').columns(['subject_digest', 'at_ms']).execute()
    await db.schema.createIndex('spending_at').on('spending').column('at_ms').execute()
  },
}
