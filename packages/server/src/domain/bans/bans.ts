import type { NumberPolicy } from '../../policy/login-policy.ts'
import { DomainError } from '../domain-error.ts'
import { parsePhoneNumber } from '../phone-number.ts'
import type { Ban, Repositories } from '../repositories.ts'
import { endSession, type SessionContext } from '../sessions/session-context.ts'

/** Numbers that the operator keeps out, whether they have an account or not. */
export class Bans {
  readonly #context: SessionContext
  readonly #numbers: NumberPolicy

  constructor(context: SessionContext, numbers: NumberPolicy) {
    this.#context = context
    this.#numbers = numbers
  }

  /**
   * Bans a number: nobody logs in or signs up with it, and every session of its account ends with
   * `USER_DEACTIVATED_BAN`. The account itself stays, and is as it was once the ban is lifted.
   *
   * @throws {DomainError} `PHONE_NUMBER_INVALID`; `PHONE_NUMBER_BANNED` when the policy bans its prefix anyway
   */
  async add(phone_number: string): Promise<void> {
    const { store, clock, devices } = this.#context
    const digits = parsePhoneNumber(phone_number, this.#numbers)
    const keys = await store.transaction(async repositories => {
      await repositories.bans.add(digits, clock.now())
      await repositories.codes.deleteAllToNumber(digits)
      const account = await repositories.accounts.findByPhone(digits)
      if (account === undefined) return []
      const keys: bigint[] = []
      for (const { key_id } of await repositories.sessions.listByUser(account.id)) {
        keys.push(...(await endSession(repositories, key_id, 'banned')))
      }
      return keys
    })
    for (const key_id of keys) devices.hangUp(key_id)
  }

  /**
   * Lifts a ban. Who was logged out by it logs in again.
   *
   * @returns false when the number was not banned
   * @throws {DomainError} `PHONE_NUMBER_INVALID`, `PHONE_NUMBER_BANNED`
   */
  lift(phone_number: string): Promise<boolean> {
    return this.#context.store.bans.delete(parsePhoneNumber(phone_number, this.#numbers))
  }

  /** Every banned number, oldest first. */
  list(): Promise<Ban[]> {
    return this.#context.store.bans.list()
  }
}

/**
 * Refuses a number that the operator has banned. Those that the policy bans by their prefix are refused when they are
 * read.
 *
 * @throws {DomainError} `PHONE_NUMBER_BANNED`
 */
export async function refuseBanned({ bans }: Pick<Repositories, 'bans'>, phone_number: string): Promise<void> {
  if (await bans.has(phone_number)) throw new DomainError('PHONE_NUMBER_BANNED', 'this number may not log in here')
}
