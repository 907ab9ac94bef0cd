import type { Kysely, Migration } from 'kysely'

/** Passwords, and what is under way about them. */
export const passwords: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('passwords')
      .addColumn('user_id', 'bigint', column =>
        column.notNull().primaryKey().references('accounts.id').onDelete('cascade'),
      )
      .addColumn('version', 'bigint', column => column.notNull())
      .addColumn('sealed', 'blob', column => column.notNull())
      .addColumn('set_at_ms', 'integer', column => column.notNull())
      .execute()

    await db.schema
      .createTable('password_changes')
      .addColumn('user_id', 'bigint', column =>
        column.notNull().primaryKey().references('accounts.id').onDelete('cascade'),
      )
      .addColumn('sealed', 'blob', column => column.notNull())
      .addColumn('nonce', 'blob', column => column.notNull())
      .addColumn('wrong_attempts', 'integer', column => column.notNull())
      .addColumn('expires_at_ms', 'integer', column => column.notNull())
      .execute()

    await db.schema
      .createTable('password_recoveries')
      .addColumn('key_id', 'bigint', column =>
        column.notNull().primaryKey().references('auth_keys.key_id').onDelete('cascade'),
      )
      .addColumn('user_id', 'bigint', column => column.notNull().references('accounts.id').onDelete('cascade'))
      .addColumn('nonce', 'blob', column => column.notNull())
      .addColumn('wrong_attempts', 'integer', column => column.notNull())
      .addColumn('expires_at_ms', 'integer', column => column.notNull())
      .execute()
    await db.schema.createIndex('password_recoveries_user_id').on('password_recoveries').column('user_id').execute()

    await db.schema
      .createTable('password_resets')
      .addColumn('user_id', 'bigint', column =>
        column.notNull().primaryKey().references('accounts.id').onDelete('cascade'),
      )
      .addColumn('stage', 'text', column => column.notNull())
      .addColumn('at_ms', 'integer', column => column.notNull())
      .execute()
  },
}
