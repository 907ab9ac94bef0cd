import type { DeletionRequest } from '../domain/deletion/deletion-request.ts'
import type { DeletionRequestRepository } from '../domain/repositories.ts'
import type { Executor } from './executor.ts'

/** Keeps deletions that wait. The hash of the link is not in it: it is computed. */
export function deletionRequestRepository(executor: Executor): DeletionRequestRepository {
  return {
    async find(user_id: bigint): Promise<DeletionRequest | undefined> {
      const row = await executor.read(db =>
        db.selectFrom('deletion_requests').selectAll().where('user_id', '=', user_id).executeTakeFirst(),
      )
      if (row === undefined) return undefined
      const { key_id, nonce, requested_at_ms: requestedAtMs, due_at_ms: dueAtMs } = row
      return { user_id, key_id, nonce, requestedAtMs, dueAtMs }
    },

    async put(request: DeletionRequest): Promise<void> {
      const row = {
        user_id: request.user_id,
        key_id: request.key_id,
        nonce: request.nonce,
        requested_at_ms: request.requestedAtMs,
        due_at_ms: request.dueAtMs,
      }
      await executor.write(db =>
        db
          .insertInto('deletion_requests')
          .values(row)
          .onConflict(conflict => conflict.column('user_id').doUpdateSet(row))
          .execute(),
      )
    },

    async delete(user_id: bigint): Promise<void> {
      await executor.write(db => db.deleteFrom('deletion_requests').where('user_id', '=', user_id).execute())
    },

    async deleteDueBefore(beforeMs: number): Promise<void> {
      await executor.write(db => db.deleteFrom('deletion_requests').where('due_at_ms', '<', beforeMs).execute())
    },
  }
}
