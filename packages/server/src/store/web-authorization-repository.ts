import type { WebAuthorizationRepository } from '../domain/repositories.ts'
import type { WebAuthorization } from '../domain/sessions/web-authorizations.ts'
import type { Executor } from './executor.ts'

/** Keeps the logins of people on websites. */
export function webAuthorizationRepository(executor: Executor): WebAuthorizationRepository {
  return {
    async add({ createdAtMs, activeAtMs, ...authorization }: WebAuthorization): Promise<void> {
      await executor.write(db =>
        db
          .insertInto('web_authorizations')
          .values({ ...authorization, created_at_ms: createdAtMs, active_at_ms: activeAtMs })
          .execute(),
      )
    },

    async listByUser(user_id: bigint): Promise<WebAuthorization[]> {
      const rows = await executor.read(db =>
        db
          .selectFrom('web_authorizations')
          .selectAll()
          .where('user_id', '=', user_id)
          .orderBy('active_at_ms', 'desc')
          .orderBy('hash')
          .execute(),
      )
      return rows.map(({ created_at_ms, active_at_ms, ...row }) => ({
        ...row,
        createdAtMs: created_at_ms,
        activeAtMs: active_at_ms,
      }))
    },

    async delete(user_id: bigint, hash: bigint): Promise<boolean> {
      return executor.write(async db => {
        const { numDeletedRows } = await db
          .deleteFrom('web_authorizations')
          .where('user_id', '=', user_id)
          .where('hash', '=', hash)
          .executeTakeFirst()
        return numDeletedRows > 0n
      })
    },

    async deleteAllOf(user_id: bigint): Promise<void> {
      await executor.write(db => db.deleteFrom('web_authorizations').where('user_id', '=', user_id).execute())
    },
  }
}
