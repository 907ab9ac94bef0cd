import type { Kysely, Migration } from 'kysely'

/** Logins that have to be paid for, the purchases in stores that were used up by them, and where programs are pushed to. */
export const paymentsAndPushes: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('pending_codes').addColumn('sealed_push', 'blob').execute()
    await db.schema
      .createTable('login_payments')
      .addColumn('id', 'bigint', column => column.notNull().primaryKey())
      .addColumn('key_id', 'bigint', column => column.notNull().references('auth_keys.key_id').onDelete('cascade'))
      .addColumn('phone_number', 'text', column => column.notNull())
      .addColumn('hash_digest', 'blob', column => column.notNull())
      .addColumn('paid_hash_digest', 'blob', column => column.notNull())
      .addColumn('store_product', 'text', column => column.notNull())
      .addColumn('currency', 'text', column => column.notNull())
      .addColumn('amount', 'bigint', column => column.notNull())
      .addColumn('premium_days', 'integer', column => column.notNull())
      .addColumn('stage', 'text', column => column.notNull())
      .addColumn('form_id', 'bigint')
      .addColumn('form_expires_at_ms', 'integer')
      .addColumn('purchase_digest', 'blob')
      .addColumn('created_at_ms', 'integer', column => column.notNull())
      .addColumn('expires_at_ms', 'integer', column => column.notNull())
      .execute()
    await db.schema.createIndex('login_payments_key_id').on('login_payments').column('key_id').execute()

    await db.schema
      .createTable('used_purchases')
      .addColumn('digest', 'blob', column => column.notNull().primaryKey())
      // No reference: a payment is forgotten after a while, a purchase must never count twice.
      .addColumn('payment_id', 'bigint', column => column.notNull())
      .execute()
  },
}
