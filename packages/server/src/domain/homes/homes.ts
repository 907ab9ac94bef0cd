import type { HomePolicy, NumberPolicy } from '../../policy/login-policy.ts'
import type { Account } from '../account.ts'
import { DomainError, type MigrateCode, migrate } from '../domain-error.ts'
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

/** Where a number belongs, and by which rule. */
export interface NumberHome {
  readonly dc: number
  /** Its account is at home there, it is a test number, a rule about networks holds the address, or nothing speaks for another. */
  readonly because: 'account' | 'testNumber' | 'network' | 'asked'
  /** Index in `policy.homes.networks` of the rule that holds the address. */
  readonly network: number | undefined
  /** How the number is refused here; undefined when it belongs here. */
  readonly refusal: MigrateCode | undefined
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
   * Finds where a number belongs: where its account is at home; without an account, a test number 99966XYYYY at data
   * center X, if there is that one; any other where the rules about networks send the address that asks.
   */
  ofNumber({ phone_number, account, address }: NumberAtHome): NumberHome {
    if (account !== undefined) return this.#at(this.of(account), 'account')
    const testHome = Number(testNumberDigit(phone_number, this.#numbers))
    if (this.ids.includes(testHome)) return this.#at(testHome, 'testNumber')
    const network = address === undefined ? -1 : this.#networks.indexOf(address)
    if (address === undefined || network < 0) return this.#at(this.here, 'asked')
    return this.#at(this.nearest(address), 'network', network)
  }

  /**
   * Refuses a number that belongs elsewhere.
   *
   * @throws {DomainError} `PHONE_MIGRATE`, or `NETWORK_MIGRATE` where the address decides, with the number of that data center
   */
  checkNumber(number: NumberAtHome): void {
    const { dc, refusal } = this.ofNumber(number)
    if (refusal !== undefined) throw migrate(refusal, dc)
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

  #at(dc: number, because: NumberHome['because'], network?: number): NumberHome {
    const elsewhere = because === 'network' ? 'NETWORK_MIGRATE' : 'PHONE_MIGRATE'
    return { dc, because, network, refusal: dc === this.here ? undefined : elsewhere }
  }
}
