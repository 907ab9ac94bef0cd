import type { Kysely, Migration } from 'kysely'

/** Keys, accounts, sessions, codes and what is counted for limits. */
export const firstTables: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('meta')
      .addColumn('name', 'text', column => column.notNull().primaryKey())
      .addColumn('value', 'blob', column => column.notNull())
      .execute()

    await db.schema
      .createTable('auth_keys')
      .addColumn('key_id', 'bigint', column => column.notNull().primaryKey())
      .addColumn('sealed_key', 'blob', column => column.notNull())
      .addColumn('dc', 'integer', column => column.notNull())
      .addColumn('expires_at', 'integer')
      .addColumn('server_salt', 'bigint', column => column.notNull())
      .addColumn('created_at_ms', 'integer', column => column.notNull())
      .execute()
    await db.schema.createIndex('auth_keys_expires_at').on('auth_keys').column('expires_at').execute()

    await db.schema
      .createTable('server_keys')
      .addColumn('fingerprint', 'bigint', column => column.notNull().primaryKey())
      .addColumn('sealed_private_key', 'blob', column => column.notNull())
      .addColumn('created_at_ms', 'integer', column => column.notNull())
      .execute()

    await db.schema
      .createTable('accounts')
      .addColumn('id', 'bigint', column => column.notNull().primaryKey())
      .addColumn('phone_number', 'text', column => column.notNull().unique())
      .addColumn('first_name', 'text', column => column.notNull())
      .addColumn('last_name', 'text', column => column.notNull())
      .addColumn('created_at_ms', 'integer', column => column.notNull())
      .execute()

    await db.schema
      .createTable('sessions')
      .addColumn('key_id', 'bigint', column =>
        column.notNull().primaryKey().references('auth_keys.key_id').onDelete('cascade'),
      )
      .addColumn('layer', 'integer')
      .addColumn('api_id', 'integer')
      .addColumn('device_model', 'text')
      .addColumn('system_version', 'text')
      .addColumn('app_version', 'text')
      .addColumn('system_lang_code', 'text')
      .addColumn('lang_pack', 'text')
      .addColumn('lang_code', 'text')
      .addColumn('user_id', 'bigint', column => column.references('accounts.id').onDelete('set null'))
      .addColumn('hash', 'bigint')
      .addColumn('password_pending', 'integer', column => column.notNull().defaultTo(0))
      .addColumn('authorized_at_ms', 'integer')
      .addColumn('active_at_ms', 'integer', column => column.notNull())
      .addColumn('address', 'text')
      .execute()
    await db.schema.createIndex('sessions_user_id').on('sessions').column('user_id').execute()

    await db.schema
      .createTable('pending_codes')
      .addColumn('key_id', 'bigint', column => column.notNull().references('auth_keys.key_id').onDelete('cascade'))
      .addColumn('purpose', 'text', column => column.notNull())
      .addColumn('phone_number', 'text', column => column.notNull())
      .addColumn('hash_digest', 'blob', column => column.notNull().unique())
      .addColumn('code_digest', 'blob', column => column.notNull())
      .addColumn('generation', 'integer', column => column.notNull())
      .addColumn('length', 'integer', column => column.notNull())
      .addColumn('ladder', 'text', column => column.notNull())
      .addColumn('step', 'integer', column => column.notNull())
      .addColumn('resend_at_ms', 'integer', column => column.notNull())
      .addColumn('wrong_attempts', 'integer', column => column.notNull())
      .addColumn('stage', 'text', column => column.notNull())
      .addColumn('user_id', 'bigint', column => column.references('accounts.id').onDelete('cascade'))
      .addColumn('expires_at_ms', 'integer', column => column.notNull())
      .addColumn('created_at_ms', 'integer', column => column.notNull())
      .addColumn('api_id', 'integer', column => column.notNull())
      .addColumn('lang_code', 'text', column => column.notNull())
      // One live code per key and purpose is a rule of the database, too.
      .addPrimaryKeyConstraint('pending_codes_key', ['key_id', 'purpose'])
      .execute()
    await db.schema.createIndex('pending_codes_expires_at').on('pending_codes').column('expires_at_ms').execute()

    await db.schema
      .createTable('usage')
      .addColumn('id', 'integer', column => column.primaryKey().autoIncrement())
      .addColumn('kind', 'text', column => column.notNull())
      .addColumn('subject_digest', 'blob', column => column.notNull())
      .addColumn('at_ms', 'integer', column => column.notNull())
      .execute()
    await db.schema.createIndex('usage_subject').on('usage').columns(['kind', 'subject_digest', 'at_ms']).execute()
    await db.schema.createIndex('usage_at').on('usage').columns(['kind', 'at_ms']).execute()
  },
}
