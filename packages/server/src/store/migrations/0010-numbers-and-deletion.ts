import { type Kysely, type Migration, sql } from 'kysely'

/** Bans, the deletion of accounts and what delays it, terms of service, logins on websites, tokens for pushes. */
export const numbersAndDeletion: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    // SQLite adds one column at a time.
    await db.schema.alterTable('accounts').addColumn('account_ttl_days', 'integer').execute()
    await db.schema.alterTable('accounts').addColumn('accepted_terms', 'text').execute()
    await db.schema
      .alterTable('accounts')
      .addColumn('active_at_ms', 'integer', column => column.notNull().defaultTo(0))
      .execute()
    // Codes from before this step cannot be found by what they are; they are dead within minutes anyway.
    await db.schema
      .alterTable('pending_codes')
      .addColumn('code_mark', 'blob', column => column.notNull().defaultTo(sql`x''`))
      .execute()
    await db.schema.createIndex('pending_codes_phone_number').on('pending_codes').column('phone_number').execute()

    await db.schema
      .createTable('banned_numbers')
      .addColumn('phone_number', 'text', column => column.notNull().primaryKey())
      .addColumn('banned_at_ms', 'integer', column => column.notNull())
      .execute()

    await db.schema
      .createTable('deleted_accounts')
      .addColumn('id', 'bigint', column => column.notNull().primaryKey())
      .addColumn('deleted_at_ms', 'integer', column => column.notNull())
      .addColumn('cause', 'text', column => column.notNull())
      .addColumn('reason', 'text', column => column.notNull())
      .execute()

    await db.schema
      .createTable('deletion_requests')
      .addColumn('user_id', 'bigint', column =>
        column.notNull().primaryKey().references('accounts.id').onDelete('cascade'),
      )
      // No reference: the request stands although the program that asked is gone.
      .addColumn('key_id', 'bigint', column => column.notNull())
      .addColumn('nonce', 'blob', column => column.notNull())
      .addColumn('requested_at_ms', 'integer', column => column.notNull())
      .addColumn('due_at_ms', 'integer', column => column.notNull())
      .execute()

    await db.schema
      .createTable('push_devices')
      .addColumn('key_id', 'bigint', column => column.notNull().references('auth_keys.key_id').onDelete('cascade'))
      .addColumn('token_type', 'integer', column => column.notNull())
      .addColumn('token_digest', 'blob', column => column.notNull())
      .addColumn('user_id', 'bigint', column => column.notNull().references('accounts.id').onDelete('cascade'))
      .addColumn('sealed', 'blob', column => column.notNull())
      .addColumn('registered_at_ms', 'integer', column => column.notNull())
      .addPrimaryKeyConstraint('push_devices_key', ['key_id', 'token_type'])
      .execute()
    await db.schema
      .createIndex('push_devices_token')
      .on('push_devices')
      .columns(['token_type', 'token_digest'])
      .execute()
    await db.schema.createIndex('push_devices_user_id').on('push_devices').column('user_id').execute()

    await db.schema
      .createTable('web_authorizations')
      .addColumn('hash', 'bigint', column => column.notNull().primaryKey())
      .addColumn('user_id', 'bigint', column => column.notNull().references('accounts.id').onDelete('cascade'))
      .addColumn('bot_id', 'bigint', column => column.notNull().references('accounts.id').onDelete('cascade'))
      .addColumn('domain', 'text', column => column.notNull())
      .addColumn('browser', 'text', column => column.notNull())
      .addColumn('platform', 'text', column => column.notNull())
      .addColumn('created_at_ms', 'integer', column => column.notNull())
      .addColumn('active_at_ms', 'integer', column => column.notNull())
      .addColumn('ip', 'text', column => column.notNull())
      .addColumn('region', 'text', column => column.notNull())
      .execute()
    await db.schema.createIndex('web_authorizations_user_id').on('web_authorizations').column('user_id').execute()
  },
}
