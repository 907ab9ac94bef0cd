import type { Account } from '../account.ts'
import { refuseBanned } from '../bans/bans.ts'
import { DomainError } from '../domain-error.ts'
import { codeExpired, findPendingCode } from '../login-context.ts'
import { parsePhoneNumber } from '../phone-number.ts'
import type { Repositories } from '../repositories.ts'
import type { SentCode } from '../sent-code.ts'
import type { Session } from '../session.ts'
import { isFresh } from '../sessions/fresh-session.ts'
import { forgetUnderWay } from '../sessions/session-context.ts'
import type { NumbersContext } from './numbers-context.ts'
import { type NumberCodeRequest, sendNumberCode } from './send-number-code.ts'
import { type EnteredCode, withRightCode } from './with-right-code.ts'

/**
 * Sends a code to the number that an account is to have.
 *
 * @throws {DomainError} `PHONE_NUMBER_INVALID`, `PHONE_NUMBER_BANNED`, `PHONE_NUMBER_OCCUPIED`;
 *   `FRESH_CHANGE_PHONE_FORBIDDEN` when the session is not a day old; those of {@link sendNumberCode}
 * @see https://core.telegram.org/method/account.sendChangePhoneCode
 */
export function sendChangePhoneCode(
  context: NumbersContext,
  request: NumberCodeRequest & { readonly phone_number: string },
): Promise<SentCode> {
  return sendNumberCode(context, 'change', request, async repositories => {
    if (await isFresh(repositories.sessions, request.owner, context.clock.now())) {
      throw new DomainError('FRESH_CHANGE_PHONE_FORBIDDEN', 'a session has to be 24 hours old to change the number')
    }
    const phone_number = parsePhoneNumber(request.phone_number, context.policy.numbers)
    const isTaken = (await repositories.accounts.findByPhone(phone_number)) !== undefined
    return { phone_number, registered: isTaken, ...(isTaken && { refusal: occupied() }) }
  })
}

/**
 * Gives an account the number whose code was right. Its other sessions hear of it. What stands on a proof of the old
 * number ends: tokens in place of a code, codes on their way there, logins that still owe the password, and the deletion
 * that such a login asked for.
 *
 * @throws {DomainError} `PHONE_CODE_EMPTY`, `PHONE_CODE_INVALID`, `PHONE_CODE_EXPIRED`, `FLOOD_WAIT`;
 *   `PHONE_NUMBER_INVALID`; `PHONE_NUMBER_BANNED`; `PHONE_NUMBER_OCCUPIED` when somebody registered it meanwhile
 * @see https://core.telegram.org/method/account.changePhone
 */
export async function changePhone(
  context: NumbersContext,
  request: EnteredCode & { readonly phone_number: string },
): Promise<Account> {
  const { owner, phone_code_hash } = request
  const reference = { key_id: owner.key_id, phone_number: request.phone_number, phone_code_hash }
  const { account, others } = await withRightCode(
    context,
    request,
    repositories => {
      const phone_number = parsePhoneNumber(request.phone_number, context.policy.numbers)
      return findPendingCode(context, repositories, reference, phone_number, 'change')
    },
    (repositories, { phone_number }) => setPhone(repositories, owner, phone_number),
  )
  const news = { kind: 'phoneChanged', user_id: account.id, phone_number: account.phone_number } as const
  await Promise.all(others.map(key_id => context.devices.tell(key_id, news)))
  return account
}

async function setPhone(
  repositories: Repositories,
  { key_id, user_id }: EnteredCode['owner'],
  phone_number: string,
): Promise<{ readonly account: Account; readonly others: readonly bigint[] }> {
  const before = await repositories.accounts.find(user_id)
  if (before === undefined) throw codeExpired()
  if (before.phone_number === phone_number) return { account: before, others: [] }
  await refuseBanned(repositories, phone_number)
  if (!(await repositories.accounts.setPhone(user_id, phone_number))) throw occupied()
  await repositories.futureTokens.deleteOfUser(user_id)
  await repositories.codes.deleteAllToNumber(before.phone_number)
  const sessions = await endProofs(repositories, user_id)
  const others = sessions.filter(other => other.key_id !== key_id).map(other => other.key_id)
  return { account: { ...before, phone_number }, others }
}

/**
 * Ends the logins that have proven nothing but the former number, and a deletion of the account unless a session that is
 * logged in asked for it: to that one the number was nothing, and the week that it waits goes on.
 *
 * @returns the sessions that stay
 */
async function endProofs(repositories: Repositories, user_id: bigint): Promise<Session[]> {
  const all = await repositories.sessions.listByUser(user_id)
  const stay = all.filter(({ authorization }) => authorization?.password_pending === false)
  for (const { key_id } of all.filter(session => !stay.includes(session))) {
    await forgetUnderWay(repositories, key_id)
    await repositories.sessions.unauthorize(key_id)
  }
  const deletion = await repositories.deletionRequests.find(user_id)
  if (deletion !== undefined) {
    // Its login may have moved to another data center since, and is in no list then.
    const asker = (await repositories.sessions.find(deletion.key_id))?.authorization
    const stays = asker?.user_id === user_id && !asker.password_pending
    if (!stays) await repositories.deletionRequests.delete(user_id)
  }
  return stay
}

function occupied(): DomainError {
  return new DomainError('PHONE_NUMBER_OCCUPIED', 'this number has an account already')
}
