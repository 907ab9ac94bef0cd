import type { Kysely } from 'kysely'
import type { Tables } from './tables.ts'

/**
 * Keeps with the account when the login of a key was last used, before that login goes: whether an account is abandoned
 * is decided by its former sessions, too.
 */
export async function noteActivity(db: Kysely<Tables>, key_id: bigint): Promise<void> {
  const session = await db
    .selectFrom('sessions')
    .select(['user_id', 'active_at_ms'])
    .where('key_id', '=', key_id)
    .where('password_pending', '=', 0)
    .executeTakeFirst()
  if (session === undefined || session.user_id === null) return
  await db
    .updateTable('accounts')
    .set({ active_at_ms: session.active_at_ms })
    .where('id', '=', session.user_id)
    .where('active_at_ms', '<', session.active_at_ms)
    .execute()
}
