import type { Selectable } from 'kysely'
import type { LoginPayment } from '../domain/payment/login-payment.ts'
import type { LoginPaymentRepository } from '../domain/repositories.ts'
import type { Executor } from './executor.ts'
import { StoreError } from './store-error.ts'
import type { LoginPaymentTable } from './tables.ts'

/** Keeps logins that have to be paid for: digests of hashes and purchases only, and nothing of who paid by what. */
export function loginPaymentRepository(executor: Executor): LoginPaymentRepository {
  return {
    async put(payment: LoginPayment): Promise<void> {
      const row = toRow(payment)
      await executor.write(db =>
        db
          .insertInto('login_payments')
          .values(row)
          .onConflict(conflict => conflict.column('id').doUpdateSet(row))
          .execute(),
      )
    },

    async find(id: bigint): Promise<LoginPayment | undefined> {
      const row = await executor.read(db =>
        db.selectFrom('login_payments').selectAll().where('id', '=', id).executeTakeFirst(),
      )
      return row && toPayment(row)
    },

    async findByHash(key_id: bigint, digest: Uint8Array): Promise<LoginPayment | undefined> {
      const row = await executor.read(db =>
        db
          .selectFrom('login_payments')
          .selectAll()
          .where('key_id', '=', key_id)
          .where(where => where.or([where('hash_digest', '=', digest), where('paid_hash_digest', '=', digest)]))
          .executeTakeFirst(),
      )
      return row && toPayment(row)
    },

    async findPaid(key_id: bigint, phone_number: string): Promise<LoginPayment | undefined> {
      const row = await executor.read(db =>
        db
          .selectFrom('login_payments')
          .selectAll()
          .where('key_id', '=', key_id)
          .where('phone_number', '=', phone_number)
          .where('stage', '=', 'paid')
          .orderBy('created_at_ms')
          .executeTakeFirst(),
      )
      return row && toPayment(row)
    },

    async list(nowMs: number): Promise<LoginPayment[]> {
      const rows = await executor.read(db =>
        db
          .selectFrom('login_payments')
          .selectAll()
          .where('expires_at_ms', '>', nowMs)
          .orderBy('created_at_ms')
          .orderBy('id')
          .execute(),
      )
      return rows.map(toPayment)
    },

    async deleteDue(key_id: bigint): Promise<void> {
      await executor.write(db =>
        db.deleteFrom('login_payments').where('key_id', '=', key_id).where('stage', '=', 'due').execute(),
      )
    },

    async deleteExpired(nowMs: number): Promise<void> {
      await executor.write(db => db.deleteFrom('login_payments').where('expires_at_ms', '<=', nowMs).execute())
    },

    async claimPurchase(digest: Uint8Array, payment_id: bigint): Promise<boolean> {
      return executor.write(async db => {
        const row = { digest, payment_id }
        await db
          .insertInto('used_purchases')
          .values(row)
          .onConflict(conflict => conflict.column('digest').doNothing())
          .execute()
        const used = await db
          .selectFrom('used_purchases')
          .select('payment_id')
          .where('digest', '=', digest)
          .executeTakeFirst()
        return used?.payment_id === payment_id
      })
    },
  }
}

function toRow(payment: LoginPayment): LoginPaymentTable {
  const { store_product, currency, amount, premium_days } = payment.terms
  return {
    id: payment.id,
    key_id: payment.key_id,
    phone_number: payment.phone_number,
    hash_digest: payment.hashDigest,
    paid_hash_digest: payment.paidHashDigest,
    store_product,
    currency,
    amount,
    premium_days,
    stage: payment.stage,
    form_id: payment.form?.form_id ?? null,
    form_expires_at_ms: payment.form?.expiresAtMs ?? null,
    purchase_digest: payment.purchaseDigest ?? null,
    created_at_ms: payment.createdAtMs,
    expires_at_ms: payment.expiresAtMs,
  }
}

function toPayment(row: Selectable<LoginPaymentTable>): LoginPayment {
  const { store_product, currency, amount, premium_days, form_id, form_expires_at_ms } = row
  return {
    id: row.id,
    key_id: row.key_id,
    phone_number: row.phone_number,
    hashDigest: row.hash_digest,
    paidHashDigest: row.paid_hash_digest,
    terms: { store_product, currency, amount, premium_days },
    stage: stageOf(row.stage),
    form: form_id === null || form_expires_at_ms === null ? undefined : { form_id, expiresAtMs: form_expires_at_ms },
    purchaseDigest: row.purchase_digest ?? undefined,
    createdAtMs: row.created_at_ms,
    expiresAtMs: row.expires_at_ms,
  }
}

function stageOf(value: string): LoginPayment['stage'] {
  const found = stages.find(stage => stage === value)
  if (found !== undefined) return found
  throw new StoreError('DATABASE_UNREADABLE', 'login_payments.stage holds a value that this version does not know')
}

const stages: readonly LoginPayment['stage'][] = ['due', 'submitted', 'paid', 'used']
