import type { Clock } from '../clock.ts'
import type { NumberPolicy } from '../policy/login-policy.ts'
import type { Account } from './account.ts'
import { DomainError } from './domain-error.ts'
import { parseEmailAddress } from './email-address.ts'
import type { Homes } from './homes/homes.ts'
import { type PersonName, parsePersonName } from './person-name.ts'
import { parsePhoneNumber } from './phone-number.ts'
import type { Repositories } from './repositories.ts'

/**
 * Creates an account without a login, as an operator may.
 *
 * @throws {DomainError} `PHONE_NUMBER_INVALID`, `PHONE_NUMBER_BANNED`, `PHONE_NUMBER_OCCUPIED`, `FIRSTNAME_INVALID`,
 *   `LASTNAME_INVALID`, `DC_ID_INVALID`, `EMAIL_INVALID`
 */
export async function createAccount(
  { accounts, loginEmails }: Pick<Repositories, 'accounts' | 'loginEmails'>,
  facts: PersonName & { readonly phone_number: string; readonly dc?: number; readonly login_email?: string },
  rules: { readonly numbers: NumberPolicy; readonly clock: Clock; readonly homes: Homes },
): Promise<Account> {
  const phone_number = parsePhoneNumber(facts.phone_number, rules.numbers)
  const name = parsePersonName(facts)
  const dc = rules.homes.choose(facts.dc)
  const address = facts.login_email === undefined ? undefined : parseEmailAddress(facts.login_email)
  const setAtMs = rules.clock.now()
  const account = await accounts.create({ phone_number, ...name, createdAtMs: setAtMs, dc })
  if (account === undefined) throw new DomainError('PHONE_NUMBER_OCCUPIED', 'this number has an account already')
  if (address !== undefined) {
    await loginEmails.put({ user_id: account.id, address, setAtMs, resetAtMs: undefined })
  }
  return account
}
