import type { Clock } from '../../clock.ts'
import { parseEmailAddress } from '../email-address.ts'
import type { UnitOfWork } from '../repositories.ts'

/**
 * Gives an account another login e-mail, or none, as an operator may.
 *
 * @param phone_number - digits only
 * @returns whether the number has an account
 * @throws {DomainError} `EMAIL_INVALID`
 */
export async function setLoginEmail(
  store: UnitOfWork,
  phone_number: string,
  login_email: string | undefined,
  clock: Clock,
): Promise<boolean> {
  const address = login_email === undefined ? undefined : parseEmailAddress(login_email)
  return store.transaction(async ({ accounts, loginEmails }) => {
    const account = await accounts.findByPhone(phone_number)
    if (account === undefined) return false
    if (address === undefined) await loginEmails.delete(account.id)
    else await loginEmails.put({ user_id: account.id, address, setAtMs: clock.now(), resetAtMs: undefined })
    return true
  })
}
