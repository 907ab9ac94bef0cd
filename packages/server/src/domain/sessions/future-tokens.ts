import type { Account } from '../account.ts'
import { type Entered, enterAccount } from '../authorize.ts'
import { logOut } from '../log-out.ts'
import type { Repositories } from '../repositories.ts'
import type { SessionContext } from './session-context.ts'

/** A login by a token from an earlier one. */
export interface RedeemRequest {
  readonly key_id: bigint
  /** Digits only. */
  readonly phone_number: string
  readonly api_id: number
  /** The tokens that the program has, of whatever accounts, newest last. */
  readonly tokens: readonly Uint8Array[]
}

/** Tokens that a program gets when it logs in or out, and that stand for a code the next time. */
export class FutureTokens {
  readonly #context: SessionContext

  constructor(context: SessionContext) {
    this.#context = context
  }

  /** Makes a token for the program behind a key. It is shown once and never again. */
  async issue(
    owner: { readonly key_id: bigint; readonly user_id: bigint; readonly api_id: number },
    repositories: Repositories = this.#context.store,
  ): Promise<Uint8Array> {
    const { secrets, clock } = this.#context
    const token = secrets.create('future')
    const createdAtMs = clock.now()
    const expiresAtMs = createdAtMs + lifetimeMs
    await repositories.futureTokens.add(
      { ...owner, digest: secrets.digest('future', token), createdAtMs, expiresAtMs },
      tokensPerKeyMax,
    )
    return token
  }

  /**
   * Ends the login of a key and gives its program a token to come back with; none to a bot, to who was not logged in,
   * or to who is logged in elsewhere and ends a part of that login alone.
   *
   * @see https://core.telegram.org/method/auth.logOut
   */
  async logOut(key_id: bigint): Promise<Uint8Array | undefined> {
    const { store } = this.#context
    const session = await store.sessions.find(key_id)
    const { authorization, client } = session ?? {}
    const isPart = authorization?.derivedFrom !== undefined
    const isComplete = authorization?.password_pending === false && authorization.bot !== true && !isPart
    const wasLoggedIn = await logOut(store, key_id, this.#context.clock.now())
    if (!isComplete || !wasLoggedIn || client === undefined) return undefined
    return this.issue({ key_id, user_id: authorization.user_id, api_id: client.api_id })
  }

  /**
   * Logs a key in to the account of a number by the first of the tokens that is one for it. That one is used up.
   *
   * @returns undefined when none of them is
   * @see https://core.telegram.org/api/auth#future-auth-tokens
   */
  redeem(request: RedeemRequest): Promise<{ readonly entered: Entered; readonly account: Account } | undefined> {
    const { store, secrets, clock } = this.#context
    const { key_id, phone_number, api_id, tokens } = request
    return store.transaction(async repositories => {
      const account = await repositories.accounts.findByPhone(phone_number)
      if (account === undefined) return undefined
      // The program has to go to the account's home first: this key could not be let in here.
      this.#context.homes.checkNumber({ phone_number, account, address: undefined })
      for (const token of tokens.slice(-tokensPerRequestMax)) {
        const digest = secrets.digest('future', token)
        const known = await repositories.futureTokens.find(digest)
        const fits = known?.user_id === account.id && known.api_id === api_id && known.expiresAtMs > clock.now()
        if (!fits) continue
        await repositories.futureTokens.delete(digest)
        return { entered: await enterAccount(this.#context, repositories, key_id, account), account }
      }
      return undefined
    })
  }
}

/** A year. */
const lifetimeMs = 365 * 86_400_000
/** As many as a program keeps. */
const tokensPerKeyMax = 20
const tokensPerRequestMax = 20
