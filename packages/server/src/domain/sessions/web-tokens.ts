import { OptionsError } from '../../options-error.ts'
import type { Account } from '../account.ts'
import { type Entered, enterAccount } from '../authorize.ts'
import { DomainError } from '../domain-error.ts'
import type { SessionContext } from './session-context.ts'

/** A token that is shown once and never again. */
export interface NewWebToken {
  /** As `auth.importWebTokenAuthorization` takes it: 43 characters that need no escaping in an address. */
  readonly token: string
  /** Milliseconds since the Unix epoch. */
  readonly expiresAtMs: number
  /** The data center that takes it. */
  readonly dc: number
  readonly account: Account
}

/**
 * Tokens by which a web page lets somebody in to a web client who is known to it already: the page is the operator's,
 * and the token goes into the address after the `#`.
 */
export class WebTokens {
  readonly #context: SessionContext

  constructor(context: SessionContext) {
    this.#context = context
  }

  /**
   * Makes a token for one login to an account.
   *
   * @param request - `lifetimeSeconds`: 1 to 86400, default 300
   * @throws {DomainError} `USER_ID_INVALID` when nobody has this id
   * @throws {OptionsError} `LIFETIME_INVALID`
   */
  async create(request: { readonly user_id: bigint; readonly lifetimeSeconds?: number }): Promise<NewWebToken> {
    const { user_id, lifetimeSeconds = 300 } = request
    if (!Number.isInteger(lifetimeSeconds) || lifetimeSeconds < 1 || lifetimeSeconds > lifetimeSecondsMax) {
      throw new OptionsError('LIFETIME_INVALID', `a web token lives for 1 to ${lifetimeSecondsMax} seconds`)
    }
    const { store, secrets, clock, homes } = this.#context
    const account = await store.accounts.find(user_id)
    if (account === undefined || account.bot !== undefined) {
      throw new DomainError('USER_ID_INVALID', 'nobody has this id; web tokens are for people')
    }
    const token = secrets.create('web')
    const expiresAtMs = clock.now() + lifetimeSeconds * 1000
    await store.webTokens.add({ digest: secrets.digest('web', token), user_id, expiresAtMs })
    return { token: Buffer.from(token).toString('base64url'), expiresAtMs, dc: homes.of(account), account }
  }

  /**
   * Logs a key in to the account that a token was made for, and uses the token up.
   *
   * @throws {DomainError} `WEBAUTH_TOKEN_EXPIRED` for one that is over, was used or never was one; `USER_MIGRATE` when
   *   the account is at home elsewhere: the token is good there
   * @see https://core.telegram.org/method/auth.importWebTokenAuthorization
   */
  logIn(key_id: bigint, text: string): Promise<{ readonly entered: Entered; readonly account: Account }> {
    const { store, secrets, clock, homes } = this.#context
    const digest = secrets.digest('web', Buffer.from(text.slice(0, tokenLengthMax), 'base64url'))
    return store.transaction(async repositories => {
      const known = await repositories.webTokens.find(digest)
      const account = known && (await repositories.accounts.find(known.user_id))
      if (known === undefined || account === undefined || known.expiresAtMs <= clock.now()) {
        throw new DomainError('WEBAUTH_TOKEN_EXPIRED', 'this token is over; the page that gave it can make another')
      }
      homes.checkUser(account)
      await repositories.webTokens.delete(digest)
      return { entered: await enterAccount(this.#context, repositories, key_id, account), account }
    })
  }
}

const lifetimeSecondsMax = 86_400
/** Longer than any token. */
const tokenLengthMax = 100
