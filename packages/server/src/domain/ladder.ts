import type { LoginPolicy } from '../policy/login-policy.ts'
import type { Account } from './account.ts'
import { media } from './media/media.ts'
import type { MediumName } from './media/medium.ts'
import type { Repositories } from './repositories.ts'

/** What decides which media a code goes through. */
export interface Situation {
  /** The number has an account. */
  readonly registered: boolean
  /** The account is fully logged in under another auth key. */
  readonly otherSession: boolean
  readonly api_id: number
}

/** Finds out the situation of an account as seen from an auth key. */
export async function situationOf(
  repositories: Repositories,
  account: Account | undefined,
  asker: { readonly key_id: bigint; readonly api_id: number },
): Promise<Situation> {
  const sessions = account === undefined ? [] : await repositories.sessions.listByUser(account.id)
  return {
    registered: account !== undefined,
    otherSession: sessions.some(
      session => session.key_id !== asker.key_id && session.authorization?.password_pending === false,
    ),
    api_id: asker.api_id,
  }
}

/**
 * Picks the media for a code, in order: those of the first ladder whose conditions hold, without the ones that cannot
 * reach anybody in this situation. May be empty.
 *
 * @see https://core.telegram.org/api/auth
 */
export function chooseLadder(policy: LoginPolicy, situation: Situation): readonly MediumName[] {
  const ladder = policy.ladders.find(
    ({ when }) =>
      (when.registered === undefined || when.registered === situation.registered) &&
      (when.otherSession === undefined || when.otherSession === situation.otherSession) &&
      (when.api_ids === undefined || when.api_ids.includes(situation.api_id)),
  )
  return (ladder?.media ?? []).filter(name => situation.otherSession || !media[name].needsOtherSession)
}
