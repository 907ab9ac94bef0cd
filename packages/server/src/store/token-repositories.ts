import type { Selectable } from 'kysely'
import type { BotTokenRepository, FutureTokenRepository, LoginTokenRepository } from '../domain/repositories.ts'
import type { BotToken, FutureToken, LoginToken } from '../domain/tokens.ts'
import type { Executor } from './executor.ts'
import type { LoginTokenTable } from './tables.ts'

/** Keeps the tokens of QR codes: digests only. */
export function loginTokenRepository(executor: Executor): LoginTokenRepository {
  return {
    async put({ key_id, digest, api_id, except_ids, accepted, expiresAtMs, dc }: LoginToken): Promise<void> {
      const row = {
        key_id,
        digest,
        api_id,
        except_ids: except_ids.join(' '),
        user_id: accepted?.user_id ?? null,
        hash: accepted?.hash ?? null,
        accepted_by: accepted?.key_id ?? null,
        expires_at_ms: expiresAtMs,
        dc: dc ?? null,
      }
      await executor.write(db =>
        db
          .insertInto('login_tokens')
          .values(row)
          .onConflict(conflict => conflict.column('key_id').doUpdateSet(row))
          .execute(),
      )
    },

    async findByKey(key_id: bigint): Promise<LoginToken | undefined> {
      const row = await executor.read(db =>
        db.selectFrom('login_tokens').selectAll().where('key_id', '=', key_id).executeTakeFirst(),
      )
      return row && toLoginToken(row)
    },

    async findByDigest(digest: Uint8Array): Promise<LoginToken | undefined> {
      const row = await executor.read(db =>
        db.selectFrom('login_tokens').selectAll().where('digest', '=', digest).executeTakeFirst(),
      )
      return row && toLoginToken(row)
    },

    async findAccepted(user_id: bigint, hash: bigint): Promise<LoginToken | undefined> {
      const row = await executor.read(db =>
        db
          .selectFrom('login_tokens')
          .selectAll()
          .where('user_id', '=', user_id)
          .where('hash', '=', hash)
          .executeTakeFirst(),
      )
      return row && toLoginToken(row)
    },

    async deleteAccepted(user_id: bigint): Promise<void> {
      await executor.write(db => db.deleteFrom('login_tokens').where('user_id', '=', user_id).execute())
    },

    async deleteAcceptedBy(key_id: bigint): Promise<void> {
      await executor.write(db => db.deleteFrom('login_tokens').where('accepted_by', '=', key_id).execute())
    },

    async delete(key_id: bigint): Promise<void> {
      await executor.write(db => db.deleteFrom('login_tokens').where('key_id', '=', key_id).execute())
    },

    async deleteExpired(nowMs: number): Promise<void> {
      await executor.write(db => db.deleteFrom('login_tokens').where('expires_at_ms', '<=', nowMs).execute())
    },
  }
}

/** Keeps the tokens of former logins: digests only. */
export function futureTokenRepository(executor: Executor): FutureTokenRepository {
  return {
    async add(token: FutureToken, keep: number): Promise<void> {
      const { digest, user_id, key_id, api_id, createdAtMs: created_at_ms, expiresAtMs: expires_at_ms } = token
      await executor.write(async db => {
        await db
          .insertInto('future_tokens')
          .values({ digest, user_id, key_id, api_id, created_at_ms, expires_at_ms })
          .execute()
        const latest = await db
          .selectFrom('future_tokens')
          .select('digest')
          .where('key_id', '=', key_id)
          .orderBy('created_at_ms', 'desc')
          .limit(keep)
          .execute()
        await db
          .deleteFrom('future_tokens')
          .where('key_id', '=', key_id)
          .where(
            'digest',
            'not in',
            latest.map(row => row.digest),
          )
          .execute()
      })
    },

    async find(digest: Uint8Array): Promise<FutureToken | undefined> {
      const row = await executor.read(db =>
        db.selectFrom('future_tokens').selectAll().where('digest', '=', digest).executeTakeFirst(),
      )
      if (row === undefined) return undefined
      const { created_at_ms: createdAtMs, expires_at_ms: expiresAtMs, ...rest } = row
      return { ...rest, createdAtMs, expiresAtMs }
    },

    async delete(digest: Uint8Array): Promise<void> {
      await executor.write(db => db.deleteFrom('future_tokens').where('digest', '=', digest).execute())
    },

    async deleteOfKey(key_id: bigint): Promise<void> {
      await executor.write(db => db.deleteFrom('future_tokens').where('key_id', '=', key_id).execute())
    },

    async deleteOfUser(user_id: bigint): Promise<void> {
      await executor.write(db => db.deleteFrom('future_tokens').where('user_id', '=', user_id).execute())
    },

    async deleteExpired(nowMs: number): Promise<void> {
      await executor.write(db => db.deleteFrom('future_tokens').where('expires_at_ms', '<=', nowMs).execute())
    },
  }
}

/** Keeps the tokens of bots: digests only. */
export function botTokenRepository(executor: Executor): BotTokenRepository {
  return {
    async add({ digest, user_id, revoked }: BotToken): Promise<void> {
      const row = { digest, user_id, revoked: revoked ? 1 : 0 }
      await executor.write(db => db.insertInto('bot_tokens').values(row).execute())
    },

    async find(digest: Uint8Array): Promise<BotToken | undefined> {
      const row = await executor.read(db =>
        db.selectFrom('bot_tokens').selectAll().where('digest', '=', digest).executeTakeFirst(),
      )
      return row && { ...row, revoked: row.revoked !== 0 }
    },

    async revokeAllOf(user_id: bigint): Promise<void> {
      await executor.write(db =>
        db.updateTable('bot_tokens').set({ revoked: 1 }).where('user_id', '=', user_id).execute(),
      )
    },
  }
}

function toLoginToken(row: Selectable<LoginTokenTable>): LoginToken {
  const { key_id, digest, api_id, except_ids, user_id, hash, accepted_by, expires_at_ms: expiresAtMs, dc } = row
  return {
    key_id,
    digest,
    api_id,
    except_ids: except_ids === '' ? [] : except_ids.split(' ').map(BigInt),
    accepted:
      user_id === null || hash === null || accepted_by === null ? undefined : { user_id, hash, key_id: accepted_by },
    expiresAtMs,
    ...(dc === null ? {} : { dc }),
  }
}
