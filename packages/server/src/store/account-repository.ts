import type { Selectable } from 'kysely'
import type { Account } from '../domain/account.ts'
import type { AccountRepository, BotAccount } from '../domain/repositories.ts'
import type { Executor } from './executor.ts'
import type { AccountTable } from './tables.ts'

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
        const last = await db.selectFrom('accounts').select('id').orderBy('id', 'desc').limit(1).executeTakeFirst()
        const id = last === undefined ? firstAccountId : last.id + 1n
        const { numInsertedOrUpdatedRows } = await db
          .insertInto('accounts')
          .values({
            id,
            phone_number: account.phone_number,
            first_name: account.first_name,
            last_name: account.last_name,
            created_at_ms: account.createdAtMs,
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
        const last = await db.selectFrom('accounts').select('id').orderBy('id', 'desc').limit(1).executeTakeFirst()
        const id = last === undefined ? firstAccountId : last.id + 1n
        const row = {
          id,
          // Every account has to have one of its own; this one nobody can dial.
          phone_number: `${botNumberPrefix}${id}`,
          first_name: bot.first_name,
          last_name: '',
          created_at_ms: bot.createdAtMs,
          bot_username: bot.username,
          authorization_ttl_days: null,
        }
        const { numInsertedOrUpdatedRows } = await db
          .insertInto('accounts')
          .values(row)
          .onConflict(conflict => conflict.doNothing())
          .executeTakeFirst()
        return numInsertedOrUpdatedRows === 1n ? toAccount(row) : undefined
      })
    },

    async setAuthorizationTtl(id: bigint, days: number): Promise<void> {
      await executor.write(db =>
        db.updateTable('accounts').set({ authorization_ttl_days: days }).where('id', '=', id).execute(),
      )
    },
  }
}

const botNumberPrefix = 'bot '

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
    ...(row.authorization_ttl_days === null ? {} : { authorizationTtlDays: row.authorization_ttl_days }),
  }
}
