import type { AccountsPolicy } from '../policy/login-policy.ts'
import type { Account } from './account.ts'
import { DomainError } from './domain-error.ts'
import type { Repositories } from './repositories.ts'

/** What an account says of itself, and what is asked of it. */
export class AccountSettings {
  readonly #repositories: Repositories
  readonly #policy: AccountsPolicy

  constructor(repositories: Repositories, policy: AccountsPolicy) {
    this.#repositories = repositories
    this.#policy = policy
  }

  /** Days of idleness after which an account deletes itself. @see https://core.telegram.org/method/account.getAccountTTL */
  async ttlDays(user_id: bigint): Promise<number> {
    return (await this.#repositories.accounts.find(user_id))?.accountTtlDays ?? this.#policy.ttlDays
  }

  /**
   * Sets them.
   *
   * @throws {DomainError} `TTL_DAYS_INVALID` outside 30 to 730
   * @see https://core.telegram.org/method/account.setAccountTTL
   */
  async setTtlDays(user_id: bigint, days: number): Promise<void> {
    if (days < ttlDaysMin || days > ttlDaysMax) {
      throw new DomainError('TTL_DAYS_INVALID', `an account may be idle for ${ttlDaysMin} to ${ttlDaysMax} days`)
    }
    await this.#repositories.accounts.setAccountTtl(user_id, days)
  }

  /**
   * Says whether an account has to set up a password, and within how many days.
   *
   * @param repositories - those of a unit of work, where it is asked in one
   * @returns undefined when it need not or has one
   * @see https://core.telegram.org/constructor/auth.authorization
   */
  async passwordWithinDays(
    account: Account,
    { passwords }: Repositories = this.#repositories,
  ): Promise<number | undefined> {
    const { passwordWithinDays } = this.#policy
    if (passwordWithinDays === null || account.bot !== undefined) return undefined
    const password = await passwords.find(account.id)
    return password === undefined ? passwordWithinDays : undefined
  }
}

const ttlDaysMin = 30
const ttlDaysMax = 730
