import type { Account } from '../account.ts'
import { enterAccount } from '../authorize.ts'
import { DomainError, floodWait } from '../domain-error.ts'
import { parsePersonName } from '../person-name.ts'
import type { Repositories } from '../repositories.ts'
import { count, freeAt } from '../send-limits.ts'
import { endSession, type SessionContext } from './session-context.ts'

/** A bot with its token, which is shown once and never again. */
export interface NewBot {
  readonly account: Account
  /** `<id>:<secret>`, as `auth.importBotAuthorization` takes it. */
  readonly token: string
}

/** Bots: made by the operator, logged in by their token. */
export class Bots {
  readonly #context: SessionContext

  constructor(context: SessionContext) {
    this.#context = context
  }

  /**
   * Creates a bot.
   *
   * @param bot - `username` has 5 to 32 letters, digits and underscores, begins with a letter and ends in `bot`; `dc`
   *   is its home, by default the first data center
   * @throws {DomainError} `FIRSTNAME_INVALID`, `USERNAME_INVALID`, `USERNAME_OCCUPIED`, `DC_ID_INVALID`
   */
  async create(bot: { readonly name: string; readonly username: string; readonly dc?: number }): Promise<NewBot> {
    const { first_name } = parsePersonName({ first_name: bot.name, last_name: '' })
    const username = bot.username.trim().replace(/^@/, '')
    if (!/^[a-z]\w{1,28}bot$/i.test(username)) {
      throw new DomainError(
        'USERNAME_INVALID',
        'a bot\'s username has 5 to 32 letters, digits and underscores, begins with a letter and ends in "bot"',
      )
    }
    const { store, clock, homes } = this.#context
    const dc = homes.choose(bot.dc)
    return store.transaction(async repositories => {
      const account = await repositories.accounts.createBot({ first_name, username, createdAtMs: clock.now(), dc })
      if (account === undefined) throw new DomainError('USERNAME_OCCUPIED', `${username} is taken`)
      return { account, token: await this.#issue(repositories, account) }
    })
  }

  /** Every bot, oldest first. */
  list(): Promise<Account[]> {
    return this.#context.store.accounts.listBots()
  }

  /**
   * Replaces the token of a bot and ends every session that the old one opened.
   *
   * @throws {DomainError} `USERNAME_INVALID` when there is no such bot
   */
  async revokeToken(username: string): Promise<NewBot> {
    const { store, devices } = this.#context
    const wanted = username.trim().replace(/^@/, '').toLowerCase()
    const { account, token, keys } = await store.transaction(async repositories => {
      const bots = await repositories.accounts.listBots()
      const account = bots.find(({ bot }) => bot?.username.toLowerCase() === wanted)
      if (account === undefined) throw new DomainError('USERNAME_INVALID', `there is no bot ${wanted}`)
      await repositories.botTokens.revokeAllOf(account.id)
      const keys = (await repositories.sessions.listByUser(account.id)).map(({ key_id }) => key_id)
      const ended = []
      for (const key_id of keys) ended.push(...(await endSession(repositories, key_id, 'revoked')))
      return { account, token: await this.#issue(repositories, account), keys: ended }
    })
    for (const key_id of keys) devices.hangUp(key_id)
    return { account, token }
  }

  /**
   * Logs a key in as the bot of a token. Repeating it under the same key is free; under others it is limited.
   *
   * @throws {DomainError} `ACCESS_TOKEN_INVALID`; `ACCESS_TOKEN_EXPIRED` for a replaced one; `USER_MIGRATE` when
   *   the bot is at home at another data center; `FLOOD_WAIT`
   * @see https://core.telegram.org/method/auth.importBotAuthorization
   */
  async logIn(key_id: bigint, token: string): Promise<Account> {
    const { store, clock, homes } = this.#context
    const digest = this.#digest(token)
    return store.transaction(async repositories => {
      const known = await repositories.botTokens.find(digest)
      const account = known && (await repositories.accounts.find(known.user_id))
      if (known === undefined || account === undefined) {
        throw new DomainError('ACCESS_TOKEN_INVALID', 'no bot has this token')
      }
      if (known.revoked) throw new DomainError('ACCESS_TOKEN_EXPIRED', 'this token was replaced by another')
      homes.checkUser(account)
      const present = (await repositories.sessions.find(key_id))?.authorization
      if (present?.user_id === account.id) return account
      const subject = String(account.id)
      const nowMs = clock.now()
      const freeAtMs = await freeAt(repositories.usage, 'botLoginByToken', subject, loginsPerToken, nowMs)
      if (freeAtMs > nowMs) throw floodWait(nowMs, freeAtMs, 'this bot was logged in too often; keep its session')
      await count(repositories.usage, 'botLoginByToken', subject, loginsPerToken, nowMs)
      await enterAccount(this.#context, repositories, key_id, account)
      return account
    })
  }

  async #issue(repositories: Repositories, account: Account): Promise<string> {
    const secret = Buffer.from(this.#context.random.bytes(secretBytes)).toString('base64url')
    const token = `${account.id}:${secret.slice(0, secretLength)}`
    await repositories.botTokens.add({ digest: this.#digest(token), user_id: account.id, revoked: false })
    return token
  }

  #digest(token: string): Uint8Array {
    return this.#context.secrets.digest('bot', Buffer.from(token.slice(0, tokenLengthMax)))
  }
}

/** Logins of one bot under new keys; beyond, `FLOOD_WAIT` until the hour has passed. */
const loginsPerToken = { max: 20, periodSeconds: 3600 }
/** 210 bits in 35 characters, the length that programs know. */
const secretBytes = 27
const secretLength = 35
/** Longer than any token. */
const tokenLengthMax = 100
