import type { KeyRepository, StoredAuthKey } from '../domain/repositories.ts'
import type { Executor } from './executor.ts'
import { noteActivity } from './note-activity.ts'
import type { ServerSecret } from './server-secret.ts'

/** Keeps auth keys, each sealed under the server secret with its id as context. */
export function keyRepository(executor: Executor, secret: ServerSecret): KeyRepository {
  return {
    async add(key: StoredAuthKey): Promise<boolean> {
      const row = {
        key_id: key.key_id,
        sealed_key: secret.seal(sealContext(key.key_id), key.auth_key),
        dc: key.dc,
        expires_at: key.expires_at ?? null,
        server_salt: key.server_salt,
        created_at_ms: key.createdAtMs,
        made_at_dc: key.madeAtDc ?? null,
      }
      return executor.write(async db => {
        const { numInsertedOrUpdatedRows } = await db
          .insertInto('auth_keys')
          .values(row)
          .onConflict(conflict => conflict.column('key_id').doNothing())
          .executeTakeFirst()
        return numInsertedOrUpdatedRows === 1n
      })
    },

    async find(key_id: bigint): Promise<StoredAuthKey | undefined> {
      const row = await executor.read(db =>
        db.selectFrom('auth_keys').selectAll().where('key_id', '=', key_id).executeTakeFirst(),
      )
      if (row === undefined) return undefined
      return {
        key_id: row.key_id,
        auth_key: secret.open(sealContext(row.key_id), row.sealed_key),
        dc: row.dc,
        expires_at: row.expires_at ?? undefined,
        server_salt: row.server_salt,
        createdAtMs: row.created_at_ms,
        ...(row.made_at_dc === null ? {} : { madeAtDc: row.made_at_dc }),
      }
    },

    async delete(key_id: bigint): Promise<boolean> {
      return executor.write(async db => {
        // Its session goes with it.
        await noteActivity(db, key_id)
        const { numDeletedRows } = await db.deleteFrom('auth_keys').where('key_id', '=', key_id).executeTakeFirst()
        return numDeletedRows > 0n
      })
    },

    async deleteExpired(nowMs: number): Promise<number> {
      return executor.write(async db => {
        const { numDeletedRows } = await db
          .deleteFrom('auth_keys')
          .where('expires_at', '<=', Math.floor(nowMs / 1000))
          .executeTakeFirst()
        return Number(numDeletedRows)
      })
    },
  }
}

function sealContext(key_id: bigint): string {
  return `auth_keys/${key_id}`
}
