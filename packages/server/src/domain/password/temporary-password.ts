import { createHmac } from 'node:crypto'
import { DomainError } from '../domain-error.ts'
import type { PasswordCaller } from './password.ts'
import type { PasswordContext } from './password-context.ts'
import { type SrpAnswer, withPassword } from './second-factor.ts'

/** A token that stands for the password in payments for a while. */
export interface TemporaryPassword {
  readonly tmp_password: Uint8Array
  /** Seconds since the Unix epoch. */
  readonly valid_until: number
}

/**
 * Makes a temporary password. It is computed under the server secret from the account, its end and the version of the
 * password, so that nothing is stored and a change of the password voids it.
 *
 * @param period - seconds, brought into the range from a minute to a day
 * @throws {DomainError} those of a wrong password; `TMP_PASSWORD_DISABLED` without a password
 * @see https://core.telegram.org/method/account.getTmpPassword
 */
export async function temporaryPassword(
  context: PasswordContext,
  caller: PasswordCaller,
  answer: SrpAnswer,
  period: number,
): Promise<TemporaryPassword> {
  const { user_id } = caller
  const isThere = await context.store.transaction(({ passwords }) => passwords.find(user_id))
  if (isThere === undefined) throw new DomainError('TMP_PASSWORD_DISABLED', 'the account has no password')
  return withPassword(context, caller, answer, async ({ passwords }) => {
    const version = (await passwords.find(user_id))?.version
    const seconds = Math.min(Math.max(period, periodSecondsMin), periodSecondsMax)
    const valid_until = Math.floor(context.clock.now() / 1000) + seconds
    const digest = createHmac('sha256', context.temporaryKey).update(`${user_id}/${version}/${valid_until}`).digest()
    return { tmp_password: Uint8Array.from(digest), valid_until }
  })
}

const periodSecondsMin = 60
const periodSecondsMax = 86_400
