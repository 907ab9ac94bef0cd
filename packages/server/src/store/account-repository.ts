import type { Kysely, Selectable } from 'kysely'
import type { Account } from '../domain/account.ts'
import type { AccountRepository, BotAccount, DeletionTrace } from '../domain/repositories.ts'
import type { Executor } from './executor.ts'
import type { AccountTable, Tables } from './tables.ts'

/** Keeps accounts; ids count up from {@link firstAccountId}. */
export function accountRepository(executor: Executor): AccountRepository {
  return {
    async find(id: bigint): Promise<Account | undefined> {
      const row = await executor.read(db =>
        db.selectFrom('accounts').selectAll().where('id', '=', id).executeTakeFirst(),
      )
      return row === undefined ? undefined : toAccount(row)
    },

    async findByPhone(phone_number: string): Promise<Account | undefined> {
      const row = await executor.read(db =>
        db.selectFrom('accounts').selectAll().where('phone_number', '=', phone_number).executeTakeFirst(),
      )
      return row === undefined ? undefined : toAccount(row)
    },

    async create(account: Omit<Account, 'id'>): Promise<Account | undefined> {
      return executor.write(async db => {
        const id = await nextAccountId(db)
        const { numInsertedOrUpdatedRows } = await db
          .insertInto('accounts')
          .values({
            id,
            phone_number: account.phone_number,
            first_name: account.first_name,
            last_name: account.last_name,
            created_at_ms: account.createdAtMs,
            accepted_terms: account.acceptedTerms ?? null,
            dc: account.dc ?? null,
          })
          .onConflict(conflict => conflict.column('phone_number').doNothing())
          .executeTakeFirst()
        return numInsertedOrUpdatedRows === 1n ? { ...account, id } : undefined
      })
    },

    async listBots(): Promise<Account[]> {
      const rows = await executor.read(db =>
        db.selectFrom('accounts').selectAll().where('bot_username', 'is not', null).orderBy('id').execute(),
      )
      return rows.map(toAccount)
    },

    async createBot(bot: BotAccount): Promise<Account | undefined> {
      return executor.write(async db => {
        const id = await nextAccountId(db)
        const row = {
          id,
          // Every account has to have one of its own; this one nobody can dial.
          phone_number: `${botNumberPrefix}${id}`,
          first_name: bot.first_name,
          last_name: '',
          created_at_ms: bot.createdAtMs,
          bot_username: bot.username,
          authorization_ttl_days: null,
          account_ttl_days: null,
          accepted_terms: null,
          active_at_ms: 0,
          dc: bot.dc ?? null,
        }
        const { numInsertedOrUpdatedRows } = await db
          .insertInto('accounts')
          .values(row)
          .onConflict(conflict => conflict.doNothing())
          .executeTakeFirst()
        return numInsertedOrUpdatedRows === 1n ? toAccount(row) : undefined
      })
    },

    async setAccountTtl(id: bigint, days: number): Promise<void> {
      await executor.write(db =>
        db.updateTable('accounts').set({ account_ttl_days: days }).where('id', '=', id).execute(),
      )
    },

    async setAcceptedTerms(id: bigint, version: string): Promise<void> {
      await executor.write(db =>
        db.updateTable('accounts').set({ accepted_terms: version }).where('id', '=', id).execute(),
      )
    },

    async setPhone(id: bigint, phone_number: string): Promise<boolean> {
      return executor.write(async db => {
        const taken = await db
          .selectFrom('accounts')
          .select('id')
          .where('phone_number', '=', phone_number)
          .executeTakeFirst()
        if (taken !== undefined) return taken.id === id
        await db.updateTable('accounts').set({ phone_number }).where('id', '=', id).execute()
        return true
      })
    },

    async delete(id: bigint, { atMs, cause, reason }: DeletionTrace): Promise<void> {
      await executor.write(async db => {
        const { numDeletedRows } = await db.deleteFrom('accounts').where('id', '=', id).executeTakeFirst()
        if (numDeletedRows === 0n) return
        await db.insertInto('deleted_accounts').values({ id, deleted_at_ms: atMs, cause, reason }).execute()
      })
    },

    async listAbandoned(nowMs: number, defaultDays: number): Promise<bigint[]> {
      const rows = await executor.read(db =>
        db
          .selectFrom('accounts')
          .leftJoin('sessions', join =>
            join.onRef('sessions.user_id', '=', 'accounts.id').on('sessions.password_pending', '=', 0),
          )
          .select(['accounts.id', 'accounts.account_ttl_days', 'accounts.created_at_ms', 'accounts.active_at_ms'])
          .select(({ fn }) => fn.max('sessions.active_at_ms').as('session_active_at_ms'))
          .where('accounts.bot_username', 'is', null)
          .groupBy('accounts.id')
          .execute(),
      )
      return rows
        .filter(row => {
          const activeAtMs = Math.max(row.created_at_ms, row.active_at_ms, row.session_active_at_ms ?? 0)
          return activeAtMs + (row.account_ttl_days ?? defaultDays) * dayMs <= nowMs
        })
        .map(row => row.id)
    },

    async setAuthorizationTtl(id: bigint, days: number): Promise<void> {
      await executor.write(db =>
        db.updateTable('accounts').set({ authorization_ttl_days: days }).where('id', '=', id).execute(),
      )
    },

    async setDc(id: bigint, dc: number): Promise<void> {
      await executor.write(db => db.updateTable('accounts').set({ dc }).where('id', '=', id).execute())
    },
  }
}

const botNumberPrefix = 'bot '
const dayMs = 86_400_000

/** The next id that nobody has or has had. */
async function nextAccountId(db: Kysely<Tables>): Promise<bigint> {
  let last = firstAccountId - 1n
  for (const table of ['accounts', 'deleted_accounts'] as const) {
    const row = await db.selectFrom(table).select('id').orderBy('id', 'desc').limit(1).executeTakeFirst()
    if (row !== undefined && row.id > last) last = row.id
  }
  return last + 1n
}

/** Above every id that the documents give a meaning to, such as 777000. */
const firstAccountId = 1_000_000_001n

function toAccount(row: Selectable<AccountTable>): Account {
  return {
    id: row.id,
    phone_number: row.bot_username === null ? row.phone_number : '',
    first_name: row.first_name,
    last_name: row.last_name,
    createdAtMs: row.created_at_ms,
    ...(row.bot_username === null ? {} : { bot: { username: row.bot_username } }),
    ...(row.dc === null ? {} : { dc: row.dc }),
    ...(row.authorization_ttl_days === null ? {} : { authorizationTtlDays: row.authorization_ttl_days }),
    ...(row.account_ttl_days === null ? {} : { accountTtlDays: row.account_ttl_days }),
    ...(row.accepted_terms === null ? {} : { acceptedTerms: row.accepted_terms }),
    ...(row.active_at_ms === 0 ? {} : { activeAtMs: row.active_at_ms }),
  }
}
