import { explainLogin, isDomainError, type NewAccount, type PolicyOverrides } from '@chappe/server'
import { CommandError, usageError } from './command-error.ts'
import { exitCodes } from './exit-codes.ts'

/**
 * Reads `number[:first[:last[:e-mail]]][@dc]`. An address needs an @ of its own; the last one stands before a data center
 * when digits alone follow it, since no domain is like that.
 *
 * @throws {CommandError} for what has more parts, no address where one belongs, or no data center after the @
 */
export function parseAccount(text: string): NewAccount {
  const fail = (what: string): Error =>
    usageError(`--account ${text}: ${what}`, 'It is written number:first:last:e-mail@dc, as far as it is needed.')
  const [, person = '', home] = /^(.*?)(?:@([1-9]\d{0,2}))?$/s.exec(text) ?? []
  const [phone_number = '', first_name = 'User', last_name, login_email, ...rest] = person.split(':')
  if (rest.length > 0) throw fail('there are more than four parts')
  if (`${phone_number}${first_name}${last_name ?? ''}`.includes('@')) {
    throw fail('the number of a data center has to follow the @')
  }
  if (login_email !== undefined && !/^[^@]+@[^@]+$/.test(login_email))
    throw fail('the fourth part is an e-mail address')
  return {
    phone_number,
    first_name,
    ...(last_name !== undefined && { last_name }),
    ...(login_email !== undefined && { login_email }),
    ...(home !== undefined && { dc: Number(home) }),
  }
}

/**
 * Looks at the numbers of accounts before anything is started.
 *
 * @throws {CommandError} for one that cannot be a number under the policy
 */
export function checkNumbers(accounts: readonly NewAccount[], policy: PolicyOverrides): void {
  for (const { phone_number } of accounts) {
    try {
      explainLogin(policy, { phone_number })
    } catch (cause) {
      if (!isDomainError(cause) || !cause.code.startsWith('PHONE_NUMBER_')) throw cause
      throw new CommandError(`--account ${phone_number}: ${cause.message.replace(`[${cause.code}] `, '')}`, {
        code: cause.code,
        hint: 'With the country, such as +12025550100.',
        exitCode: exitCodes.usage,
        cause,
      })
    }
  }
}
