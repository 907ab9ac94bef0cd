import type { Clock } from '../clock.ts'
import type { NumberPolicy } from '../policy/login-policy.ts'
import type { Account } from './account.ts'
import { DomainError } from './domain-error.ts'
import { type PersonName, parsePersonName } from './person-name.ts'
import { parsePhoneNumber } from './phone-number.ts'
import type { AccountRepository } from './repositories.ts'

/**
 * Creates an account without a login, as an operator may.
 *
 * @throws {DomainError} `PHONE_NUMBER_INVALID`, `PHONE_NUMBER_BANNED`, `PHONE_NUMBER_OCCUPIED`, `FIRSTNAME_INVALID`,
 *   `LASTNAME_INVALID`
 */
export async function createAccount(
  accounts: AccountRepository,
  facts: PersonName & { readonly phone_number: string },
  rules: { readonly numbers: NumberPolicy; readonly clock: Clock },
): Promise<Account> {
  const phone_number = parsePhoneNumber(facts.phone_number, rules.numbers)
  const name = parsePersonName(facts)
  const account = await accounts.create({ phone_number, ...name, createdAtMs: rules.clock.now() })
  if (account === undefined) throw new DomainError('PHONE_NUMBER_OCCUPIED', 'this number has an account already')
  return account
}
