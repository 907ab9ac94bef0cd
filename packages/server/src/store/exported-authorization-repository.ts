import { sql } from 'kysely'
import type { ExportedAuthorizationRepository } from '../domain/repositories.ts'
import type { ExportedAuthorization } from '../domain/tokens.ts'
import type { Executor } from './executor.ts'

/** Keeps logins on their way to other data centers: digests only. */
export function exportedAuthorizationRepository(executor: Executor): ExportedAuthorizationRepository {
  return {
    async add({ digest, key_id, user_id, dc, expiresAtMs }: ExportedAuthorization, keep: number): Promise<void> {
      await executor.write(async db => {
        await db
          .insertInto('exported_authorizations')
          .values({ digest, key_id, user_id, dc, expires_at_ms: expiresAtMs })
          .execute()
        const latest = await db
          .selectFrom('exported_authorizations')
          .select('digest')
          .where('key_id', '=', key_id)
          .orderBy('expires_at_ms', 'desc')
          .orderBy(sql`rowid`, 'desc')
          .limit(keep)
          .execute()
        await db
          .deleteFrom('exported_authorizations')
          .where('key_id', '=', key_id)
          .where(
            'digest',
            'not in',
            latest.map(row => row.digest),
          )
          .execute()
      })
    },

    async find(digest: Uint8Array): Promise<ExportedAuthorization | undefined> {
      const row = await executor.read(db =>
        db.selectFrom('exported_authorizations').selectAll().where('digest', '=', digest).executeTakeFirst(),
      )
      if (row === undefined) return undefined
      const { expires_at_ms: expiresAtMs, ...rest } = row
      return { ...rest, expiresAtMs }
    },

    async delete(digest: Uint8Array): Promise<void> {
      await executor.write(db => db.deleteFrom('exported_authorizations').where('digest', '=', digest).execute())
    },

    async deleteOfKey(key_id: bigint): Promise<void> {
      await executor.write(db => db.deleteFrom('exported_authorizations').where('key_id', '=', key_id).execute())
    },

    async deleteExpired(nowMs: number): Promise<void> {
      await executor.write(db => db.deleteFrom('exported_authorizations').where('expires_at_ms', '<=', nowMs).execute())
    },
  }
}
