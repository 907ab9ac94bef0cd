import type { AccountPassword, PasswordChange } from '../domain/password/password.ts'
import type { PasswordChangeRepository, PasswordRepository } from '../domain/repositories.ts'
import type { Executor } from './executor.ts'
import { readPasswordSecrets, writePasswordSecrets } from './sealed-password.ts'
import type { ServerSecret } from './server-secret.ts'

/** Keeps passwords: verifier, salts, hint and address are sealed together, with the account's id as context. */
export function passwordRepository(executor: Executor, secret: ServerSecret): PasswordRepository {
  const context = (user_id: bigint): string => `passwords/${user_id}`
  return {
    async find(user_id: bigint): Promise<AccountPassword | undefined> {
      const row = await executor.read(db =>
        db.selectFrom('passwords').selectAll().where('user_id', '=', user_id).executeTakeFirst(),
      )
      if (row === undefined) return undefined
      const { value, email, secure } = readPasswordSecrets(secret.open(context(user_id), row.sealed))
      if (value === undefined) return undefined
      return { ...value, user_id, version: row.version, email, secure, setAtMs: row.set_at_ms }
    },

    async put(password: AccountPassword): Promise<void> {
      const { user_id, version, setAtMs, email, secure, salt1, salt2, verifier, hint } = password
      const value = { salt1, salt2, verifier, hint }
      const sealed = secret.seal(context(user_id), writePasswordSecrets({ value, email, secure }))
      const row = { user_id, version, sealed, set_at_ms: setAtMs }
      await executor.write(db =>
        db
          .insertInto('passwords')
          .values(row)
          .onConflict(conflict => conflict.column('user_id').doUpdateSet(row))
          .execute(),
      )
    },

    async delete(user_id: bigint): Promise<void> {
      await executor.write(db => db.deleteFrom('passwords').where('user_id', '=', user_id).execute())
    },
  }
}

/** Keeps settings that wait for their address; the address and the password are sealed. */
export function passwordChangeRepository(executor: Executor, secret: ServerSecret): PasswordChangeRepository {
  const context = (user_id: bigint): string => `password_changes/${user_id}`
  return {
    async find(user_id: bigint): Promise<PasswordChange | undefined> {
      const row = await executor.read(db =>
        db.selectFrom('password_changes').selectAll().where('user_id', '=', user_id).executeTakeFirst(),
      )
      if (row === undefined) return undefined
      const { value, email = '', secure } = readPasswordSecrets(secret.open(context(user_id), row.sealed))
      const { nonce, wrong_attempts: wrongAttempts, expires_at_ms: expiresAtMs } = row
      return { user_id, email, password: value, secure, nonce, wrongAttempts, expiresAtMs }
    },

    async put(change: PasswordChange): Promise<void> {
      const { user_id, email, password: value, secure, nonce, wrongAttempts, expiresAtMs } = change
      const sealed = secret.seal(context(user_id), writePasswordSecrets({ value, email, secure }))
      const row = { user_id, sealed, nonce, wrong_attempts: wrongAttempts, expires_at_ms: expiresAtMs }
      await executor.write(db =>
        db
          .insertInto('password_changes')
          .values(row)
          .onConflict(conflict => conflict.column('user_id').doUpdateSet(row))
          .execute(),
      )
    },

    async delete(user_id: bigint): Promise<void> {
      await executor.write(db => db.deleteFrom('password_changes').where('user_id', '=', user_id).execute())
    },

    async deleteExpired(nowMs: number): Promise<void> {
      await executor.write(db => db.deleteFrom('password_changes').where('expires_at_ms', '<=', nowMs).execute())
    },
  }
}
