import type { EmailVerification, VerifyPurpose } from '../domain/email/email-verification.ts'
import type { LoginEmail } from '../domain/email/login-email.ts'
import type { EmailVerificationRepository, LoginEmailRepository } from '../domain/repositories.ts'
import type { Executor } from './executor.ts'
import type { ServerSecret } from './server-secret.ts'

/** Keeps login e-mails: each sealed together with the account it belongs to. */
export function loginEmailRepository(executor: Executor, secret: ServerSecret): LoginEmailRepository {
  const context = (user_id: bigint): string => `login e-mail ${user_id}`
  return {
    async find(user_id: bigint): Promise<LoginEmail | undefined> {
      const row = await executor.read(db =>
        db.selectFrom('login_emails').selectAll().where('user_id', '=', user_id).executeTakeFirst(),
      )
      if (row === undefined) return undefined
      const address = Buffer.from(secret.open(context(user_id), row.sealed)).toString()
      return { user_id, address, setAtMs: row.set_at_ms, resetAtMs: row.reset_at_ms ?? undefined }
    },

    async put({ user_id, address, setAtMs, resetAtMs }: LoginEmail): Promise<void> {
      const sealed = secret.seal(context(user_id), Buffer.from(address))
      const row = { user_id, sealed, set_at_ms: setAtMs, reset_at_ms: resetAtMs ?? null }
      await executor.write(db =>
        db
          .insertInto('login_emails')
          .values(row)
          .onConflict(conflict => conflict.column('user_id').doUpdateSet(row))
          .execute(),
      )
    },

    async delete(user_id: bigint): Promise<void> {
      await executor.write(db => db.deleteFrom('login_emails').where('user_id', '=', user_id).execute())
    },
  }
}

/** Keeps addresses that are being verified. Their codes are computed from what is kept, under the server secret. */
export function emailVerificationRepository(executor: Executor, secret: ServerSecret): EmailVerificationRepository {
  const context = (key_id: bigint, purpose: VerifyPurpose): string => `e-mail verification ${key_id} ${purpose}`
  return {
    async find(key_id: bigint, purpose: VerifyPurpose): Promise<EmailVerification | undefined> {
      const row = await executor.read(db =>
        db
          .selectFrom('email_verifications')
          .selectAll()
          .where('key_id', '=', key_id)
          .where('purpose', '=', purpose)
          .executeTakeFirst(),
      )
      if (row === undefined) return undefined
      // The seal vouches for the shape.
      const sealed = JSON.parse(Buffer.from(secret.open(context(key_id, purpose), row.sealed)).toString()) as Sealed
      return {
        key_id,
        purpose,
        ...sealed,
        nonce: row.nonce,
        wrongAttempts: row.wrong_attempts,
        verified: row.verified !== 0,
        expiresAtMs: row.expires_at_ms,
      }
    },

    async put(verification: EmailVerification): Promise<void> {
      const { key_id, purpose, subject, address } = verification
      const sealed: Sealed = { subject, address }
      const row = {
        key_id,
        purpose,
        sealed: secret.seal(context(key_id, purpose), Buffer.from(JSON.stringify(sealed))),
        nonce: verification.nonce,
        wrong_attempts: verification.wrongAttempts,
        verified: verification.verified ? 1 : 0,
        expires_at_ms: verification.expiresAtMs,
      }
      await executor.write(db =>
        db
          .insertInto('email_verifications')
          .values(row)
          .onConflict(conflict => conflict.columns(['key_id', 'purpose']).doUpdateSet(row))
          .execute(),
      )
    },

    async delete(key_id: bigint, purpose: VerifyPurpose): Promise<void> {
      await executor.write(db =>
        db.deleteFrom('email_verifications').where('key_id', '=', key_id).where('purpose', '=', purpose).execute(),
      )
    },

    async deleteAllOfKey(key_id: bigint): Promise<void> {
      await executor.write(db => db.deleteFrom('email_verifications').where('key_id', '=', key_id).execute())
    },

    async deleteExpired(nowMs: number): Promise<void> {
      await executor.write(db => db.deleteFrom('email_verifications').where('expires_at_ms', '<=', nowMs).execute())
    },
  }
}

/** What is sealed together. */
interface Sealed {
  readonly subject: string
  readonly address: string
}
