import type { PasswordRecovery, PasswordReset } from '../domain/password/password.ts'
import type { PasswordRecoveryRepository, PasswordResetRepository } from '../domain/repositories.ts'
import type { Executor } from './executor.ts'

/** Keeps recoveries under way. Their codes are computed from what is kept, under the server secret. */
export function passwordRecoveryRepository(executor: Executor): PasswordRecoveryRepository {
  return {
    async find(key_id: bigint): Promise<PasswordRecovery | undefined> {
      const row = await executor.read(db =>
        db.selectFrom('password_recoveries').selectAll().where('key_id', '=', key_id).executeTakeFirst(),
      )
      if (row === undefined) return undefined
      const { user_id, nonce, wrong_attempts: wrongAttempts, expires_at_ms: expiresAtMs } = row
      return { key_id, user_id, nonce, wrongAttempts, expiresAtMs }
    },

    async put({ key_id, user_id, nonce, wrongAttempts, expiresAtMs }: PasswordRecovery): Promise<void> {
      const row = { key_id, user_id, nonce, wrong_attempts: wrongAttempts, expires_at_ms: expiresAtMs }
      await executor.write(db =>
        db
          .insertInto('password_recoveries')
          .values(row)
          .onConflict(conflict => conflict.column('key_id').doUpdateSet(row))
          .execute(),
      )
    },

    async delete(key_id: bigint): Promise<void> {
      await executor.write(db => db.deleteFrom('password_recoveries').where('key_id', '=', key_id).execute())
    },

    async deleteAllOf(user_id: bigint): Promise<void> {
      await executor.write(db => db.deleteFrom('password_recoveries').where('user_id', '=', user_id).execute())
    },

    async deleteExpired(nowMs: number): Promise<void> {
      await executor.write(db => db.deleteFrom('password_recoveries').where('expires_at_ms', '<=', nowMs).execute())
    },
  }
}

/** Keeps requests to reset a password. */
export function passwordResetRepository(executor: Executor): PasswordResetRepository {
  return {
    async find(user_id: bigint): Promise<PasswordReset | undefined> {
      const row = await executor.read(db =>
        db.selectFrom('password_resets').selectAll().where('user_id', '=', user_id).executeTakeFirst(),
      )
      if (row === undefined) return undefined
      if (row.stage === 'requested') return { user_id, stage: 'requested', untilMs: row.at_ms }
      return { user_id, stage: 'declined', retryAtMs: row.at_ms }
    },

    async put(reset: PasswordReset): Promise<void> {
      const { user_id, stage } = reset
      const row = { user_id, stage, at_ms: reset.stage === 'requested' ? reset.untilMs : reset.retryAtMs }
      await executor.write(db =>
        db
          .insertInto('password_resets')
          .values(row)
          .onConflict(conflict => conflict.column('user_id').doUpdateSet(row))
          .execute(),
      )
    },

    async delete(user_id: bigint): Promise<void> {
      await executor.write(db => db.deleteFrom('password_resets').where('user_id', '=', user_id).execute())
    },
  }
}
