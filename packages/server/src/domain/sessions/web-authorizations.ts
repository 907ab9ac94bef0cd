import type { Account } from '../account.ts'
import { DomainError } from '../domain-error.ts'
import type { SessionContext } from './session-context.ts'

/**
 * A login of somebody on a website, by the widget of a bot. It is no session: it reads nothing of the account.
 *
 * @see https://core.telegram.org/constructor/webAuthorization
 */
export interface WebAuthorization {
  /** Its public name; never 0. */
  readonly hash: bigint
  readonly user_id: bigint
  /** The bot that the website belongs to. */
  readonly bot_id: bigint
  readonly domain: string
  readonly browser: string
  readonly platform: string
  readonly createdAtMs: number
  readonly activeAtMs: number
  readonly ip: string
  /** Where the address is, in words; may be empty. */
  readonly region: string
}

/** What a website tells of a login. */
export interface NewWebAuthorization {
  readonly user_id: bigint
  /** With or without the at sign. */
  readonly bot: string
  readonly domain: string
  readonly browser?: string
  readonly platform?: string
  readonly ip?: string
  readonly region?: string
}

/** The websites that people are logged in to. The websites themselves note the logins, through the operator. */
export class WebAuthorizations {
  readonly #context: SessionContext

  constructor(context: SessionContext) {
    this.#context = context
  }

  /**
   * Notes a login on a website.
   *
   * @throws {DomainError} `USERNAME_INVALID` without such a bot; `USER_ID_INVALID` without such an account
   */
  async add(login: NewWebAuthorization): Promise<WebAuthorization> {
    const { store, clock, random } = this.#context
    const username = login.bot.replace(/^@/, '').toLowerCase()
    return store.transaction(async repositories => {
      const bot = (await repositories.accounts.listBots()).find(one => one.bot?.username.toLowerCase() === username)
      if (bot === undefined) throw new DomainError('USERNAME_INVALID', `there is no bot ${username}`)
      const person = await repositories.accounts.find(login.user_id)
      if (person === undefined || person.bot !== undefined) {
        throw new DomainError('USER_ID_INVALID', 'there is no person with this id')
      }
      const authorization: WebAuthorization = {
        hash: Buffer.from(random.bytes(8)).readBigInt64LE() || 1n,
        user_id: login.user_id,
        bot_id: bot.id,
        domain: cut(login.domain),
        browser: cut(login.browser),
        platform: cut(login.platform),
        createdAtMs: clock.now(),
        activeAtMs: clock.now(),
        ip: cut(login.ip),
        region: cut(login.region),
      }
      await repositories.webAuthorizations.add(authorization)
      return authorization
    })
  }

  /** The logins of an account, the latest used first, with the bots that they went through. */
  async list(user_id: bigint): Promise<{ readonly authorizations: WebAuthorization[]; readonly bots: Account[] }> {
    const { store } = this.#context
    const authorizations = await store.webAuthorizations.listByUser(user_id)
    const ids = [...new Set(authorizations.map(({ bot_id }) => bot_id))]
    const bots = await Promise.all(ids.map(id => store.accounts.find(id)))
    return { authorizations, bots: bots.filter(bot => bot !== undefined) }
  }

  /**
   * Ends one of them.
   *
   * @throws {DomainError} `HASH_INVALID`
   * @see https://core.telegram.org/method/account.resetWebAuthorization
   */
  async reset(user_id: bigint, hash: bigint): Promise<void> {
    if (await this.#context.store.webAuthorizations.delete(user_id, hash)) return
    throw new DomainError('HASH_INVALID', 'this account is not logged in to a website by this hash')
  }

  /** Ends them all. @see https://core.telegram.org/method/account.resetWebAuthorizations */
  async resetAll(user_id: bigint): Promise<void> {
    await this.#context.store.webAuthorizations.deleteAllOf(user_id)
  }
}

const textLengthMax = 200

function cut(text = ''): string {
  return text.slice(0, textLengthMax)
}
