import type { Clock } from '../../clock.ts'
import type { TermsPolicy } from '../../policy/login-policy.ts'
import { DomainError } from '../domain-error.ts'
import type { Repositories } from '../repositories.ts'

/** What somebody is told who asks whether the terms have changed. */
export interface TermsUpdate {
  /** The terms to accept; undefined when the present ones are accepted. */
  readonly terms: TermsPolicy | undefined
  /** When to ask again, milliseconds since the Unix epoch. */
  readonly expiresAtMs: number
}

/**
 * The terms of service: shown before a sign-up, which accepts them, and once more when they have changed.
 *
 * @see https://core.telegram.org/api/auth
 */
export class TermsOfService {
  readonly #accounts: Repositories['accounts']
  readonly #clock: Clock
  readonly #terms: TermsPolicy | null

  /** @param terms - null for a data center without any */
  constructor(accounts: Repositories['accounts'], clock: Clock, terms: TermsPolicy | null) {
    this.#accounts = accounts
    this.#clock = clock
    this.#terms = terms
  }

  /** The terms that a sign-up accepts; undefined without any. */
  get offered(): TermsPolicy | undefined {
    return this.#terms ?? undefined
  }

  /** Says whether an account has to accept the terms. @see https://core.telegram.org/method/help.getTermsOfServiceUpdate */
  async updateFor(user_id: bigint): Promise<TermsUpdate> {
    const terms = this.#terms
    const accepted = (await this.#accounts.find(user_id))?.acceptedTerms
    return {
      terms: terms === null || terms.version === accepted ? undefined : terms,
      expiresAtMs: this.#clock.now() + (terms?.checkSeconds ?? checkSeconds) * 1000,
    }
  }

  /**
   * Notes that an account accepts the terms. Accepting them twice is as good as once.
   *
   * @param version - the version that was shown
   * @throws {DomainError} `DATA_JSON_INVALID` when those are not the present ones
   * @see https://core.telegram.org/method/help.acceptTermsOfService
   */
  async accept(user_id: bigint, version: string | undefined): Promise<void> {
    if (version === undefined || version !== this.#terms?.version) {
      throw new DomainError('DATA_JSON_INVALID', 'these are not the present terms; get them again')
    }
    await this.#accounts.setAcceptedTerms(user_id, version)
  }
}

/** When clients of a data center without terms ask again. */
const checkSeconds = 86_400
