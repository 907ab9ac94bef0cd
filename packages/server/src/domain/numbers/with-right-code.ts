import { DomainError } from '../domain-error.ts'
import { codeExpired, type LoginContext } from '../login-context.ts'
import { normaliseCode } from '../media/code-form.ts'
import type { PendingCode } from '../pending-code.ts'
import type { Repositories } from '../repositories.ts'
import { refuseGuessing } from '../send-limits.ts'
import type { SessionOwner } from '../sessions/authorizations.ts'
import { countWrong } from '../sign-in.ts'

/** A code as somebody who is logged in entered it. */
export interface EnteredCode {
  readonly owner: SessionOwner
  readonly phone_code_hash: string
  readonly phone_code: string
}

/**
 * Runs `work` in one transaction with a code that was right, and burns it. A wrong one is counted although it is refused.
 * The same request gets the same success again for a while, since its answer may have been lost: `work` has to bear
 * being repeated.
 *
 * @param find - finds the living code that is meant
 * @throws {DomainError} `PHONE_CODE_EMPTY`; `PHONE_CODE_INVALID`; `PHONE_CODE_EXPIRED` for a code that another account
 *   asked for; `FLOOD_WAIT` after too many wrong codes for the number; and whatever `find` and `work` throw
 */
export async function withRightCode<T>(
  context: LoginContext,
  { owner, phone_code_hash, phone_code }: EnteredCode,
  find: (repositories: Repositories) => Promise<PendingCode>,
  work: (repositories: Repositories, pending: PendingCode) => Promise<T>,
): Promise<T> {
  if (phone_code.trim() === '') throw new DomainError('PHONE_CODE_EMPTY', 'phone_code is empty')
  const { store, secrets, clock, policy } = context
  const outcome = await store.transaction(async repositories => {
    const pending = await find(repositories)
    const { phone_number, ladder, step, stage } = pending
    // Somebody else may have logged in under the key since.
    if (pending.user_id !== owner.user_id) throw codeExpired()
    await refuseGuessing(repositories.usage, policy.limits, clock.now(), phone_number)
    const entered = normaliseCode(ladder[step] ?? 'sms', phone_code)
    if (!secrets.codeMatches(pending.codeDigest, phone_code_hash, phone_number, entered)) {
      if (stage === 'used') throw codeExpired()
      return countWrong(context, repositories, pending)
    }
    const value = await work(repositories, pending)
    if (stage !== 'used') {
      const expiresAtMs = clock.now() + policy.code.repeatSeconds * 1000
      await repositories.codes.put({ ...pending, stage: 'used', expiresAtMs })
    }
    return { value }
  })
  // Thrown only now, since throwing inside would have undone the counting.
  if (outcome === 'wrong') throw new DomainError('PHONE_CODE_INVALID', 'the code is wrong')
  return outcome.value
}
