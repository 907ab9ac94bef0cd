import type { Selectable } from 'kysely'
import type { ChallengeUse, Passkey, PasskeyChallenge } from '../domain/passkeys/passkey.ts'
import type { PasskeyChallengeRepository, PasskeyRepository, WebTokenRepository } from '../domain/repositories.ts'
import type { WebToken } from '../domain/tokens.ts'
import type { Executor } from './executor.ts'
import type { PasskeyTable } from './tables.ts'

/** Keeps passkeys. Nothing about them is secret: who has their public keys can log in nowhere. */
export function passkeyRepository(executor: Executor): PasskeyRepository {
  return {
    async add({ id, user_id, publicKey, counter, name, createdAtMs, usedAtMs }: Passkey): Promise<boolean> {
      const row = {
        id,
        user_id,
        public_key: publicKey,
        counter,
        name,
        created_at_ms: createdAtMs,
        used_at_ms: usedAtMs ?? null,
      }
      const { numInsertedOrUpdatedRows = 0n } = await executor.write(db =>
        db
          .insertInto('passkeys')
          .values(row)
          .onConflict(conflict => conflict.column('id').doNothing())
          .executeTakeFirst(),
      )
      return numInsertedOrUpdatedRows > 0n
    },

    async find(id: string): Promise<Passkey | undefined> {
      const row = await executor.read(db =>
        db.selectFrom('passkeys').selectAll().where('id', '=', id).executeTakeFirst(),
      )
      return row && toPasskey(row)
    },

    async listByUser(user_id: bigint): Promise<Passkey[]> {
      const rows = await executor.read(db =>
        db
          .selectFrom('passkeys')
          .selectAll()
          .where('user_id', '=', user_id)
          .orderBy('created_at_ms')
          .orderBy('id')
          .execute(),
      )
      return rows.map(toPasskey)
    },

    async noteUse(id: string, counter: number, atMs: number): Promise<void> {
      await executor.write(db =>
        db.updateTable('passkeys').set({ counter, used_at_ms: atMs }).where('id', '=', id).execute(),
      )
    },

    async delete(user_id: bigint, id: string): Promise<boolean> {
      const { numDeletedRows } = await executor.write(db =>
        db.deleteFrom('passkeys').where('user_id', '=', user_id).where('id', '=', id).executeTakeFirst(),
      )
      return numDeletedRows > 0n
    },
  }
}

/** Keeps the challenges that wait to be signed: digests only. */
export function passkeyChallengeRepository(executor: Executor): PasskeyChallengeRepository {
  return {
    async put({ key_id, use, digest, user_id, expiresAtMs }: PasskeyChallenge): Promise<void> {
      const row = { key_id, use, digest, user_id: user_id ?? null, expires_at_ms: expiresAtMs }
      await executor.write(db =>
        db
          .insertInto('passkey_challenges')
          .values(row)
          .onConflict(conflict => conflict.columns(['key_id', 'use']).doUpdateSet(row))
          .execute(),
      )
    },

    async take(
      keys: readonly bigint[] | 'any',
      use: ChallengeUse,
      digest: Uint8Array,
    ): Promise<PasskeyChallenge | undefined> {
      const row = await executor.write(db => {
        const ofDigest = db.deleteFrom('passkey_challenges').where('use', '=', use).where('digest', '=', digest)
        const ofKeys = keys === 'any' ? ofDigest : ofDigest.where('key_id', 'in', keys)
        return ofKeys.returningAll().executeTakeFirst()
      })
      if (row === undefined) return undefined
      const { key_id, user_id, expires_at_ms: expiresAtMs } = row
      return { key_id, use, digest: row.digest, user_id: user_id ?? undefined, expiresAtMs }
    },

    async deleteExpired(nowMs: number): Promise<void> {
      await executor.write(db => db.deleteFrom('passkey_challenges').where('expires_at_ms', '<=', nowMs).execute())
    },
  }
}

/** Keeps the tokens of web pages: digests only. */
export function webTokenRepository(executor: Executor): WebTokenRepository {
  return {
    async add({ digest, user_id, expiresAtMs: expires_at_ms }: WebToken): Promise<void> {
      await executor.write(db => db.insertInto('web_tokens').values({ digest, user_id, expires_at_ms }).execute())
    },

    async find(digest: Uint8Array): Promise<WebToken | undefined> {
      const row = await executor.read(db =>
        db.selectFrom('web_tokens').selectAll().where('digest', '=', digest).executeTakeFirst(),
      )
      return row && { digest: row.digest, user_id: row.user_id, expiresAtMs: row.expires_at_ms }
    },

    async delete(digest: Uint8Array): Promise<void> {
      await executor.write(db => db.deleteFrom('web_tokens').where('digest', '=', digest).execute())
    },

    async deleteExpired(nowMs: number): Promise<void> {
      await executor.write(db => db.deleteFrom('web_tokens').where('expires_at_ms', '<=', nowMs).execute())
    },
  }
}

function toPasskey(row: Selectable<PasskeyTable>): Passkey {
  const { id, user_id, public_key: publicKey, counter, name, created_at_ms: createdAtMs, used_at_ms } = row
  return { id, user_id, publicKey, counter, name, createdAtMs, usedAtMs: used_at_ms ?? undefined }
}
