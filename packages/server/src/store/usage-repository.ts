import { createHmac } from 'node:crypto'
import type { UsageKind, UsageRepository } from '../domain/repositories.ts'
import type { Executor } from './executor.ts'
import type { ServerSecret } from './server-secret.ts'

/** Keeps the moments that rate limits count, under keyed hashes of numbers and addresses. */
export function usageRepository(executor: Executor, secret: ServerSecret): UsageRepository {
  const key = secret.derive('usage subjects')
  const digest = (subject: string): Uint8Array => createHmac('sha256', key).update(subject).digest()
  return {
    async list(kind: UsageKind, subject: string, sinceMs: number): Promise<number[]> {
      const rows = await executor.read(db =>
        db
          .selectFrom('usage')
          .select('at_ms')
          .where('kind', '=', kind)
          .where('subject_digest', '=', digest(subject))
          .where('at_ms', '>', sinceMs)
          .orderBy('at_ms')
          .execute(),
      )
      return rows.map(row => row.at_ms)
    },

    async add(kind: UsageKind, subject: string, atMs: number): Promise<void> {
      const row = { kind, subject_digest: digest(subject), at_ms: atMs }
      await executor.write(db => db.insertInto('usage').values(row).execute())
    },

    async deleteBefore(kind: UsageKind, beforeMs: number): Promise<void> {
      await executor.write(db =>
        db.deleteFrom('usage').where('kind', '=', kind).where('at_ms', '<', beforeMs).execute(),
      )
    },
  }
}
