import { type Kysely, type Migration, sql } from 'kysely'

/** Which session accepted a QR code, and what accounts were told to do and do not want to be told again. */
export const acceptingSessionsAndSuggestions: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    // No reference: the key of a session that is over is kept.
    await db.schema.alterTable('login_tokens').addColumn('accepted_by', 'bigint').execute()
    // Nobody knows by which session these were accepted; the program shows another.
    await sql`delete from login_tokens where user_id is not null`.execute(db)

    await db.schema
      .createTable('dismissed_suggestions')
      .addColumn('user_id', 'bigint', column => column.notNull().references('accounts.id').onDelete('cascade'))
      .addColumn('suggestion', 'text', column => column.notNull())
      .addPrimaryKeyConstraint('dismissed_suggestions_key', ['user_id', 'suggestion'])
      .execute()
  },
}
