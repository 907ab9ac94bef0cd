import type { Account } from '../account.ts'
import { authorizationTtlDays } from '../account.ts'
import { DomainError } from '../domain-error.ts'
import type { Repositories } from '../repositories.ts'
import type { Authorization, Session } from '../session.ts'
import { deviceName } from './device-name.ts'
import type { News } from './devices.ts'
import { isFresh } from './fresh-session.ts'
import { endSession, type SessionContext } from './session-context.ts'

/** Who asks about sessions: an account by one of them. */
export interface SessionOwner {
  readonly key_id: bigint
  readonly user_id: bigint
}

/** A session with its login. */
export interface OwnSession {
  readonly session: Session
  readonly authorization: Authorization
  readonly current: boolean
  /** The account is asked whether it is its own. */
  readonly unconfirmed: boolean
}

/** The sessions of an account, as the account sees and ends them. */
export class Authorizations {
  readonly #context: SessionContext
  readonly #country: string

  /** @param country - where every session is said to be */
  constructor(context: SessionContext, country: string) {
    this.#context = context
    this.#country = country
  }

  /**
   * Tells the other sessions of an account of a login, once per login.
   *
   * @param key_id - the key that has just been logged in, or whose login was repeated
   */
  async welcome(key_id: bigint): Promise<void> {
    const { store, devices } = this.#context
    const heard = await store.transaction(async repositories => {
      const session = await repositories.sessions.find(key_id)
      const authorization = session?.authorization
      const isNew = authorization?.standing === 'new' || authorization?.standing === 'vouched'
      if (session === undefined || !isNew || authorization.password_pending) return undefined
      const others = authorization.bot === true ? [] : await othersOf(repositories, key_id, authorization.user_id)
      const unconfirmed = authorization.standing === 'new' && others.length > 0
      await repositories.sessions.change(key_id, {
        ...authorization,
        standing: unconfirmed ? 'unconfirmed' : 'confirmed',
      })
      return { session, authorization, unconfirmed, others }
    })
    if (heard === undefined) return
    const { session, authorization, unconfirmed, others } = heard
    const news = this.#newsOf(session, authorization, unconfirmed)
    await Promise.all(others.map(other => devices.tell(other.key_id, news)))
  }

  /**
   * Asks a session that has come back about the logins after its own that nobody has answered for: it may have missed the
   * question.
   */
  async remind({ key_id, user_id }: SessionOwner): Promise<void> {
    const { store, devices } = this.#context
    const sessions = await store.sessions.listByUser(user_id)
    const own = sessions.find(session => session.key_id === key_id)?.authorization
    for (const session of sessions) {
      const { authorization } = session
      if (own === undefined || authorization === undefined || authorization.createdAtMs <= own.createdAtMs) continue
      if (this.#isUnconfirmed(authorization)) await devices.tell(key_id, this.#newsOf(session, authorization, true))
    }
  }

  /** Every session, most recently active first, and the days of idleness that they survive. */
  async list(owner: SessionOwner): Promise<{ readonly sessions: readonly OwnSession[]; readonly ttlDays: number }> {
    const { store } = this.#context
    const account = await store.accounts.find(owner.user_id)
    const sessions = (await store.sessions.listByUser(owner.user_id)).flatMap(session => {
      const { authorization } = session
      if (authorization === undefined) return []
      const current = session.key_id === owner.key_id
      return [{ session, authorization, current, unconfirmed: this.#isUnconfirmed(authorization) }]
    })
    return { sessions, ttlDays: account?.authorizationTtlDays ?? authorizationTtlDays }
  }

  /**
   * Ends another session. One that nobody has confirmed may be ended at once.
   *
   * @throws {DomainError} `HASH_INVALID`; `FRESH_RESET_AUTHORISATION_FORBIDDEN` when the asking session is young
   * @see https://core.telegram.org/method/account.resetAuthorization
   */
  async reset(owner: SessionOwner, hash: bigint): Promise<void> {
    const { store, devices } = this.#context
    const ended = await store.transaction(async repositories => {
      const others = (await repositories.sessions.listByUser(owner.user_id)).filter(
        ({ key_id }) => key_id !== owner.key_id,
      )
      const target = others.find(({ authorization }) => authorization?.hash === hash)
      const accepted = await repositories.loginTokens.findAccepted(owner.user_id, hash)
      if (target?.authorization === undefined) {
        // A session that was let in by a QR code and has not asked for the outcome yet.
        if (accepted === undefined || accepted.key_id === owner.key_id) throw hashInvalid()
        await repositories.loginTokens.delete(accepted.key_id)
        return undefined
      }
      if (!this.#isUnconfirmed(target.authorization)) await this.#refuseFresh(repositories, owner)
      return endSession(repositories, target.key_id, 'revoked')
    })
    for (const key_id of ended ?? []) devices.hangUp(key_id)
  }

  /**
   * Ends every session but the asking one, also those that still owe a password or are about to come by a QR code.
   *
   * @throws {DomainError} `FRESH_RESET_AUTHORISATION_FORBIDDEN`
   * @see https://core.telegram.org/method/auth.resetAuthorizations
   */
  async resetAll(owner: SessionOwner): Promise<void> {
    const { store, devices } = this.#context
    const ended = await store.transaction(async repositories => {
      await this.#refuseFresh(repositories, owner)
      // Who was let in by a QR code and has not asked for the outcome yet is no session so far.
      await repositories.loginTokens.deleteAccepted(owner.user_id)
      const keys = (await repositories.sessions.listByUser(owner.user_id)).map(({ key_id }) => key_id)
      const others = keys.filter(key_id => key_id !== owner.key_id)
      const ended = []
      for (const key_id of others) ended.push(...(await endSession(repositories, key_id, 'revoked')))
      return ended
    })
    for (const key_id of ended) devices.hangUp(key_id)
  }

  /**
   * Confirms a session, or says what it takes; what is undefined stays as it is. Hash 0 is the asking session.
   *
   * @throws {DomainError} `HASH_INVALID`
   * @see https://core.telegram.org/method/account.changeAuthorizationSettings
   */
  async change(
    owner: SessionOwner,
    hash: bigint,
    settings: {
      readonly confirmed: boolean
      readonly encrypted_requests_disabled: boolean | undefined
      readonly call_requests_disabled: boolean | undefined
    },
  ): Promise<void> {
    const { store, devices } = this.#context
    const others = await store.transaction(async repositories => {
      const sessions = await repositories.sessions.listByUser(owner.user_id)
      const target = sessions.find(({ key_id, authorization }) =>
        hash === 0n ? key_id === owner.key_id : authorization?.hash === hash,
      )
      const authorization = target?.authorization
      if (target === undefined || authorization === undefined) throw hashInvalid()
      // A new session cannot vouch for itself.
      const confirms = settings.confirmed && target.key_id !== owner.key_id && authorization.standing === 'unconfirmed'
      await repositories.sessions.change(target.key_id, {
        ...authorization,
        standing: confirms ? 'confirmed' : (authorization.standing ?? 'confirmed'),
        encrypted_requests_disabled:
          settings.encrypted_requests_disabled ?? authorization.encrypted_requests_disabled ?? false,
        call_requests_disabled: settings.call_requests_disabled ?? authorization.call_requests_disabled ?? false,
      })
      return confirms ? { hash: authorization.hash, keys: keysBut(sessions, [owner.key_id, target.key_id]) } : undefined
    })
    const news = others && ({ kind: 'loginConfirmed', hash: others.hash } as const)
    if (news) await Promise.all(others.keys.map(key_id => devices.tell(key_id, news)))
  }

  /**
   * Sets after how many idle days sessions of the account end.
   *
   * @throws {DomainError} `TTL_DAYS_INVALID` outside 1 to 366; `FRESH_RESET_AUTHORISATION_FORBIDDEN`
   * @see https://core.telegram.org/method/account.setAuthorizationTTL
   */
  async setTtl(owner: SessionOwner, days: number): Promise<void> {
    if (days < 1 || days > ttlDaysMax) {
      throw new DomainError('TTL_DAYS_INVALID', `sessions may be idle for 1 to ${ttlDaysMax} days`)
    }
    await this.#context.store.transaction(async repositories => {
      await this.#refuseFresh(repositories, owner)
      await repositories.accounts.setAuthorizationTtl(owner.user_id, days)
    })
  }

  /** Ends every session that has been idle for longer than its account allows. */
  async endIdle(nowMs: number): Promise<void> {
    const { store, devices } = this.#context
    const ended = await store.transaction(async repositories => {
      const idle = await repositories.sessions.listIdle(nowMs)
      const ended = []
      for (const key_id of idle) ended.push(...(await endSession(repositories, key_id, 'expired')))
      return ended
    })
    for (const key_id of ended) devices.hangUp(key_id)
  }

  /**
   * Ends every session of an account without a password that is so many days old: its program was told with the login
   * that a password would keep it.
   */
  async endUnprotected(nowMs: number, days: number): Promise<void> {
    const { store, devices } = this.#context
    const ended = await store.transaction(async repositories => {
      const unprotected = await repositories.sessions.listUnprotected(nowMs - days * dayMs)
      const ended = []
      for (const key_id of unprotected) ended.push(...(await endSession(repositories, key_id, 'expired')))
      return ended
    })
    for (const key_id of ended) devices.hangUp(key_id)
  }

  #newsOf(session: Session, { hash, createdAtMs: atMs }: Authorization, unconfirmed: boolean): News {
    const location = [session.address, this.#country].filter(part => part).join(', ')
    return { kind: 'newLogin', hash, unconfirmed, device: deviceName(session.client), location, atMs }
  }

  #isUnconfirmed({ standing, createdAtMs }: Authorization): boolean {
    return standing === 'unconfirmed' && createdAtMs + autoConfirmSeconds * 1000 > this.#context.clock.now()
  }

  async #refuseFresh({ sessions }: Repositories, owner: SessionOwner): Promise<void> {
    if (await isFresh(sessions, owner, this.#context.clock.now())) {
      throw new DomainError(
        'FRESH_RESET_AUTHORISATION_FORBIDDEN',
        'a session has to be 24 hours old before it may end others',
      )
    }
  }
}

/** After this a session that nobody was asked about further counts as confirmed; clients read it in `help.getAppConfig`. */
export const autoConfirmSeconds = 604_800

const ttlDaysMax = 366
const dayMs = 86_400_000

async function othersOf({ sessions }: Repositories, key_id: bigint, user_id: Account['id']): Promise<Session[]> {
  return (await sessions.listByUser(user_id)).filter(
    session => session.key_id !== key_id && session.authorization?.password_pending === false,
  )
}

function keysBut(sessions: readonly Session[], except: readonly bigint[]): bigint[] {
  return sessions
    .filter(({ key_id, authorization }) => !except.includes(key_id) && authorization?.password_pending === false)
    .map(({ key_id }) => key_id)
}

function hashInvalid(): DomainError {
  return new DomainError('HASH_INVALID', 'this account has no other session with this hash')
}
