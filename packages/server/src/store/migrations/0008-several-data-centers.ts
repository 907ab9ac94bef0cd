import type { Kysely, Migration } from 'kysely'

/** Where accounts are at home and keys were made, and what leads from one data center to another. */
export const severalDataCenters: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    // Left empty by what comes from before this step: that belongs to the first data center.
    await db.schema.alterTable('accounts').addColumn('dc', 'integer').execute()
    await db.schema.alterTable('auth_keys').addColumn('made_at_dc', 'integer').execute()
    await db.schema
      .alterTable('sessions')
      .addColumn('derived_from', 'bigint', column => column.references('auth_keys.key_id').onDelete('cascade'))
      .execute()
    await db.schema.createIndex('sessions_derived_from').on('sessions').column('derived_from').execute()
    await db.schema.alterTable('login_tokens').addColumn('dc', 'integer').execute()

    await db.schema
      .createTable('exported_authorizations')
      .addColumn('digest', 'blob', column => column.notNull().primaryKey())
      .addColumn('key_id', 'bigint', column => column.notNull().references('auth_keys.key_id').onDelete('cascade'))
      .addColumn('user_id', 'bigint', column => column.notNull().references('accounts.id').onDelete('cascade'))
      .addColumn('dc', 'integer', column => column.notNull())
      .addColumn('expires_at_ms', 'integer', column => column.notNull())
      .execute()
    await db.schema
      .createIndex('exported_authorizations_key_id')
      .on('exported_authorizations')
      .column('key_id')
      .execute()
  },
}
