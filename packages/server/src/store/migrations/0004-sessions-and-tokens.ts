import { type Kysely, type Migration, sql } from 'kysely'

/** What an account is shown of its sessions, and the tokens that lead to one: of QR codes, of bots, of former logins. */
export const sessionsAndTokens: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    // SQLite adds one column at a time.
    for (const name of ['bot', 'encrypted_requests_disabled', 'call_requests_disabled']) {
      await db.schema
        .alterTable('sessions')
        .addColumn(name, 'integer', column => column.notNull().defaultTo(0))
        .execute()
    }
    // Logins from before this step have nothing to announce.
    await db.schema
      .alterTable('sessions')
      .addColumn('standing', 'text', column => column.notNull().defaultTo('confirmed'))
      .execute()
    await db.schema.alterTable('sessions').addColumn('ended', 'text').execute()
    await db.schema.alterTable('accounts').addColumn('bot_username', 'text').execute()
    await db.schema.alterTable('accounts').addColumn('authorization_ttl_days', 'integer').execute()
    await sql`create unique index accounts_bot_username on accounts (lower(bot_username))`.execute(db)

    await db.schema
      .createTable('login_tokens')
      .addColumn('key_id', 'bigint', column =>
        column.notNull().primaryKey().references('auth_keys.key_id').onDelete('cascade'),
      )
      .addColumn('digest', 'blob', column => column.notNull().unique())
      .addColumn('api_id', 'integer', column => column.notNull())
      .addColumn('except_ids', 'text', column => column.notNull())
      .addColumn('user_id', 'bigint', column => column.references('accounts.id').onDelete('cascade'))
      .addColumn('hash', 'bigint')
      .addColumn('expires_at_ms', 'integer', column => column.notNull())
      .execute()
    await db.schema.createIndex('login_tokens_user_id').on('login_tokens').column('user_id').execute()

    await db.schema
      .createTable('future_tokens')
      .addColumn('digest', 'blob', column => column.notNull().primaryKey())
      .addColumn('user_id', 'bigint', column => column.notNull().references('accounts.id').onDelete('cascade'))
      // No reference: programs destroy their key after a log-out, and the token is for the time after that.
      .addColumn('key_id', 'bigint', column => column.notNull())
      .addColumn('api_id', 'integer', column => column.notNull())
      .addColumn('created_at_ms', 'integer', column => column.notNull())
      .addColumn('expires_at_ms', 'integer', column => column.notNull())
      .execute()
    await db.schema.createIndex('future_tokens_user_id').on('future_tokens').column('user_id').execute()
    await db.schema.createIndex('future_tokens_key_id').on('future_tokens').column('key_id').execute()

    await db.schema
      .createTable('bot_tokens')
      .addColumn('digest', 'blob', column => column.notNull().primaryKey())
      .addColumn('user_id', 'bigint', column => column.notNull().references('accounts.id').onDelete('cascade'))
      .addColumn('revoked', 'integer', column => column.notNull())
      .execute()
    await db.schema.createIndex('bot_tokens_user_id').on('bot_tokens').column('user_id').execute()
  },
}
