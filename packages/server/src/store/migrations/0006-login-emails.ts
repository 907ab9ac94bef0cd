import type { Kysely, Migration } from 'kysely'

/** Login e-mails, and addresses that are being verified. */
export const loginEmails: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('login_emails')
      .addColumn('user_id', 'bigint', column =>
        column.notNull().primaryKey().references('accounts.id').onDelete('cascade'),
      )
      .addColumn('sealed', 'blob', column => column.notNull())
      .addColumn('set_at_ms', 'integer', column => column.notNull())
      .addColumn('reset_at_ms', 'integer')
      .execute()

    await db.schema
      .createTable('email_verifications')
      .addColumn('key_id', 'bigint', column => column.notNull().references('auth_keys.key_id').onDelete('cascade'))
      .addColumn('purpose', 'text', column => column.notNull())
      .addColumn('sealed', 'blob', column => column.notNull())
      .addColumn('nonce', 'blob', column => column.notNull())
      .addColumn('wrong_attempts', 'integer', column => column.notNull())
      .addColumn('verified', 'integer', column => column.notNull())
      .addColumn('expires_at_ms', 'integer', column => column.notNull())
      .addPrimaryKeyConstraint('email_verifications_pk', ['key_id', 'purpose'])
      .execute()
  },
}
