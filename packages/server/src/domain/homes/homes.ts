import type { HomePolicy, NumberPolicy } from '../../policy/login-policy.ts'
import type { Account } from '../account.ts'
import { DomainError, migrate } from '../domain-error.ts'
import { testNumberDigit } from '../phone-number.ts'
import { createNetworks, type Networks } from './networks.ts'

/** What is to be found out about a number before a code is sent to it. */
export interface NumberAtHome {
  /** Digits only. */
  readonly phone_number: string
  /** The account of the number; undefined when it has none. */
  readonly account: Pick<Account, 'dc'> | undefined
  /** The address that asks; without it the rules about addresses do not apply. */
  readonly address: string | undefined
}

/**
 * Which of the data centers an account, a number or an address belongs to, as one of them sees it. Whoever is at home
 * elsewhere is sent there by a refusal that names the data center.
 *
 * @see https://core.telegram.org/api/errors#303-see-other
 */
export class Homes {
  /** The data center that asks. */
  readonly here: number
  /** All that there are; the first is home to whoever has none of these. */
  readonly ids: readonly [number, ...number[]]
  readonly #networks: Networks
  readonly #numbers: NumberPolicy

  constructor(
    here: number,
    ids: readonly [number, ...number[]],
    policy: { readonly homes: HomePolicy; readonly numbers: NumberPolicy },
  ) {
    this.here = here
    this.ids = ids
    this.#networks = createNetworks(policy.homes.networks)
    this.#numbers = policy.numbers
  }

  /** Whether there is no other data center. */
  get alone(): boolean {
    return this.ids.length === 1
  }

  /** The home of an account, or of a key that says where it was made. */
  of({ dc }: { readonly dc?: number | undefined }): number {
    return dc !== undefined && this.ids.includes(dc) ? dc : this.ids[0]
  }

  /** Whether an account is at home here, or a key was made here. */
  isHere(subject: { readonly dc?: number | undefined }): boolean {
    return this.of(subject) === this.here
  }

  /** The data center where somebody at this address should register. */
  nearest(address: string): number {
    return this.#networks.find(address) ?? this.here
  }

  /**
   * Refuses an account that is at home elsewhere.
   *
   * @throws {DomainError} `USER_MIGRATE` with the number of its home
   */
  checkUser(account: Pick<Account, 'dc'>): void {
    if (!this.isHere(account)) throw migrate('USER_MIGRATE', this.of(account))
  }

  /**
   * Refuses a number whose account is at home elsewhere; one without an account that is asked for from an address which
   * belongs elsewhere; and a test number 99966XYYYY at any other data center than X, if there is that one.
   *
   * @throws {DomainError} `PHONE_MIGRATE`, `NETWORK_MIGRATE` with the number of that data center
   */
  checkNumber({ phone_number, account, address }: NumberAtHome): void {
    if (account !== undefined) {
      if (!this.isHere(account)) throw migrate('PHONE_MIGRATE', this.of(account))
      return
    }
    const testHome = Number(testNumberDigit(phone_number, this.#numbers))
    if (this.ids.includes(testHome)) {
      if (testHome !== this.here) throw migrate('PHONE_MIGRATE', testHome)
      return
    }
    if (address === undefined) return
    const nearest = this.nearest(address)
    if (nearest !== this.here) throw migrate('NETWORK_MIGRATE', nearest)
  }

  /**
   * Takes the home that an operator chooses for an account; the first data center when none is chosen.
   *
   * @throws {DomainError} `DC_ID_INVALID` when there is no such data center
   */
  choose(dc: number | undefined): number {
    if (dc === undefined) return this.ids[0]
    if (this.ids.includes(dc)) return dc
    throw new DomainError('DC_ID_INVALID', `there is no data center ${dc}; there are: ${this.ids.join(', ')}`)
  }
}
