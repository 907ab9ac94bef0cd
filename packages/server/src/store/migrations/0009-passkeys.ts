import type { Kysely, Migration } from 'kysely'

/** Passkeys, the challenges that wait to be signed, and tokens by which a web page lets somebody in. */
export const passkeys: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('passkeys')
      .addColumn('id', 'text', column => column.notNull().primaryKey())
      .addColumn('user_id', 'bigint', column => column.notNull().references('accounts.id').onDelete('cascade'))
      .addColumn('public_key', 'blob', column => column.notNull())
      .addColumn('counter', 'integer', column => column.notNull())
      .addColumn('name', 'text', column => column.notNull())
      .addColumn('created_at_ms', 'integer', column => column.notNull())
      .addColumn('used_at_ms', 'integer')
      .execute()
    await db.schema.createIndex('passkeys_user_id').on('passkeys').column('user_id').execute()

    await db.schema
      .createTable('passkey_challenges')
      .addColumn('key_id', 'bigint', column => column.notNull().references('auth_keys.key_id').onDelete('cascade'))
      .addColumn('use', 'text', column => column.notNull())
      .addColumn('digest', 'blob', column => column.notNull().unique())
      .addColumn('user_id', 'bigint', column => column.references('accounts.id').onDelete('cascade'))
      .addColumn('expires_at_ms', 'integer', column => column.notNull())
      .addPrimaryKeyConstraint('passkey_challenges_key', ['key_id', 'use'])
      .execute()

    await db.schema
      .createTable('web_tokens')
      .addColumn('digest', 'blob', column => column.notNull().primaryKey())
      .addColumn('user_id', 'bigint', column => column.notNull().references('accounts.id').onDelete('cascade'))
      .addColumn('expires_at_ms', 'integer', column => column.notNull())
      .execute()
    await db.schema.createIndex('web_tokens_user_id').on('web_tokens').column('user_id').execute()
  },
}
