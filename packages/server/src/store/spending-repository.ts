import { createHmac } from 'node:crypto'
import type { SpendingRepository, SpendingSubject, Spent } from '../domain/repositories.ts'
import type { Executor } from './executor.ts'
import type { ServerSecret } from './server-secret.ts'

/** Keeps what was sent for money, under keyed hashes of prefixes and addresses. */
export function spendingRepository(executor: Executor, secret: ServerSecret): SpendingRepository {
  const key = secret.derive('spending subjects')
  const digest = ({ kind, value }: SpendingSubject): Uint8Array =>
    createHmac('sha256', key).update(`${kind} ${value}`).digest()
  return {
    async sum(subject: SpendingSubject, sinceMs: number): Promise<Spent> {
      const row = await executor.read(db =>
        db
          .selectFrom('spending')
          .select(({ fn }) => [
            fn.countAll<number | bigint>().as('messages'),
            fn.sum<number | bigint | null>('cost').as('cost'),
          ])
          .where('subject_digest', '=', digest(subject))
          .where('at_ms', '>', sinceMs)
          .executeTakeFirst(),
      )
      return { messages: Number(row?.messages ?? 0), cost: Number(row?.cost ?? 0) }
    },

    async add(subject: SpendingSubject, atMs: number, cost: number): Promise<void> {
      const row = { subject_digest: digest(subject), at_ms: atMs, cost }
      await executor.write(db => db.insertInto('spending').values(row).execute())
    },

    async deleteBefore(beforeMs: number): Promise<void> {
      await executor.write(db => db.deleteFrom('spending').where('at_ms', '<', beforeMs).execute())
    },
  }
}
