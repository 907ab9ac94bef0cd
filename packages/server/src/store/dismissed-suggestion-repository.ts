import type { DismissedSuggestionRepository } from '../domain/repositories.ts'
import type { Executor } from './executor.ts'

/** Keeps what accounts do not want to be asked again. */
export function dismissedSuggestionRepository(executor: Executor): DismissedSuggestionRepository {
  return {
    async add(user_id: bigint, suggestion: string): Promise<void> {
      await executor.write(db =>
        db
          .insertInto('dismissed_suggestions')
          .values({ user_id, suggestion })
          .onConflict(conflict => conflict.doNothing())
          .execute(),
      )
    },

    async listByUser(user_id: bigint): Promise<string[]> {
      const rows = await executor.read(db =>
        db.selectFrom('dismissed_suggestions').select('suggestion').where('user_id', '=', user_id).execute(),
      )
      return rows.map(row => row.suggestion)
    },
  }
}
