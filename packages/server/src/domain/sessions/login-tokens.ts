import type { Account } from '../account.ts'
import { enterAccount, sessionHash } from '../authorize.ts'
import { DomainError } from '../domain-error.ts'
import type { Repositories } from '../repositories.ts'
import type { Session } from '../session.ts'
import type { LoginToken } from '../tokens.ts'
import type { SessionOwner } from './authorizations.ts'
import type { SessionContext } from './session-context.ts'

/** What became of a token that its own program asks about. */
export type ClaimedToken =
  /** It waits to be accepted until `expiresAtMs`. */
  | { readonly kind: 'token'; readonly token: Uint8Array; readonly expiresAtMs: number }
  /** It was accepted, and the key acts for the account now. */
  | { readonly kind: 'account'; readonly account: Account }
  /** It was accepted, and the account has a password, which the key owes now. */
  | { readonly kind: 'passwordNeeded' }
  /** It was accepted by an account that is at home at another data center, which takes this token in its place. */
  | { readonly kind: 'migrate'; readonly dc: number; readonly token: Uint8Array }

/** A session that was let in, as it is shown to who let it in. */
export interface AcceptedToken {
  readonly session: Session | undefined
  readonly hash: bigint
  readonly acceptedAtMs: number
}

/** A request for a token to show. */
export interface ExportRequest {
  readonly key_id: bigint
  readonly api_id: number
  /** Accounts that the program is logged in to already: none of them may accept the token that this request makes. */
  readonly except_ids: readonly bigint[]
}

/**
 * Logging in by a QR code: a new device shows a token, one that is logged in accepts it.
 *
 * @see https://core.telegram.org/api/qr-login
 */
export class LoginTokens {
  readonly #context: SessionContext

  constructor(context: SessionContext) {
    this.#context = context
  }

  /**
   * Makes a token for a program to show, or, when the one that it showed was accepted, logs it in. The token that it
   * showed before ends. Asking again gets the same success for a while, since its answer may have been lost.
   */
  export(request: ExportRequest): Promise<ClaimedToken> {
    const { store, clock, secrets } = this.#context
    const { key_id, api_id } = request
    return store.transaction(async (repositories): Promise<ClaimedToken> => {
      const shown = await repositories.loginTokens.findByKey(key_id)
      const claimed = shown?.api_id === api_id ? await this.#claim(repositories, shown) : undefined
      if (claimed !== undefined) return claimed
      const token = secrets.create('login')
      const digest = secrets.digest('login', token)
      const expiresAtMs = clock.now() + shownSeconds * 1000
      const except_ids = request.except_ids.slice(0, exceptIdsMax)
      await repositories.loginTokens.put({ key_id, digest, api_id, except_ids, accepted: undefined, expiresAtMs })
      return { kind: 'token', token, expiresAtMs }
    })
  }

  /**
   * Logs the key that shows a token in once it was accepted; before that the token stays as it is. A token that was handed
   * on to this data center logs in whatever key brings it first.
   *
   * @throws {DomainError} `AUTH_TOKEN_INVALID` for one that is none or is another key's, `AUTH_TOKEN_ALREADY_ACCEPTED`
   *   when another key's was accepted, `AUTH_TOKEN_EXPIRED`
   * @see https://core.telegram.org/method/auth.importLoginToken
   */
  import(key_id: bigint, token: Uint8Array): Promise<ClaimedToken> {
    return this.#context.store.transaction(async (repositories): Promise<ClaimedToken> => {
      const known = await this.#find(repositories, token)
      const { expiresAtMs, dc } = known
      if (known.key_id !== key_id && dc !== this.#context.homes.here) {
        throw known.accepted === undefined || dc !== undefined ? tokenInvalid() : alreadyAccepted()
      }
      const claimed = await this.#claim(
        repositories,
        known.key_id === key_id ? known : await take(repositories, known, key_id),
      )
      return claimed ?? { kind: 'token', token, expiresAtMs }
    })
  }

  /**
   * Lets the program that shows a token in to the account of a session. When that session ends before the program has
   * come for its login, the token does.
   *
   * @throws {DomainError} `AUTH_TOKEN_INVALID`, `AUTH_TOKEN_EXPIRED`, `AUTH_TOKEN_ALREADY_ACCEPTED`;
   *   `AUTH_TOKEN_EXCEPTION` when the program is logged in to this account already
   * @see https://core.telegram.org/method/auth.acceptLoginToken
   */
  async accept(owner: SessionOwner, token: Uint8Array): Promise<AcceptedToken> {
    const { store, clock, devices } = this.#context
    const acceptedAtMs = clock.now()
    const { key_id, ...accepted } = await store.transaction(async repositories => {
      const known = await this.#find(repositories, token)
      if (known.accepted !== undefined) throw alreadyAccepted()
      if (known.except_ids.includes(owner.user_id)) {
        throw new DomainError('AUTH_TOKEN_EXCEPTION', 'the program that shows this token is logged in to this account')
      }
      const hash = sessionHash(this.#context)
      const expiresAtMs = acceptedAtMs + acceptedSeconds * 1000
      await repositories.loginTokens.put({ ...known, accepted: { ...owner, hash }, expiresAtMs })
      const session = await repositories.sessions.find(known.key_id)
      return { key_id: known.key_id, session, hash, acceptedAtMs }
    })
    await devices.tell(key_id, { kind: 'loginTokenAccepted' })
    return accepted
  }

  async #find(repositories: Repositories, token: Uint8Array): Promise<LoginToken> {
    const { secrets, clock } = this.#context
    if (!secrets.isOurs('login', token)) throw tokenInvalid()
    const known = await repositories.loginTokens.findByDigest(secrets.digest('login', token))
    if (known === undefined || known.expiresAtMs <= clock.now()) {
      throw new DomainError('AUTH_TOKEN_EXPIRED', 'this token is over; scan the one that is shown now')
    }
    return known
  }

  async #claim(repositories: Repositories, known: LoginToken): Promise<ClaimedToken | undefined> {
    const { accepted, key_id, expiresAtMs } = known
    if (accepted === undefined || expiresAtMs <= this.#context.clock.now()) return undefined
    const account = await repositories.accounts.find(accepted.user_id)
    if (account === undefined) return undefined
    if (!this.#context.homes.isHere(account)) return this.#handOn(repositories, known, account)
    const entry = { hash: accepted.hash, vouched: true }
    const entered = await enterAccount(this.#context, repositories, key_id, account, entry)
    return entered === 'entered' ? { kind: 'account', account } : { kind: 'passwordNeeded' }
  }

  /** Makes another token, for the home of the account: what was shown as a QR code may have been seen by others. */
  async #handOn(repositories: Repositories, known: LoginToken, account: Account): Promise<ClaimedToken> {
    const { secrets, homes } = this.#context
    const token = secrets.create('login')
    const dc = homes.of(account)
    await repositories.loginTokens.put({ ...known, digest: secrets.digest('login', token), dc })
    return { kind: 'migrate', dc, token }
  }
}

/** Binds a token that was handed on to the key that brings it; to the key that showed it, it is of no use any more. */
async function take({ loginTokens }: Repositories, known: LoginToken, key_id: bigint): Promise<LoginToken> {
  const { dc: _here, ...token } = { ...known, key_id }
  await loginTokens.delete(known.key_id)
  await loginTokens.put(token)
  return token
}

/** How long a token may be shown. */
const shownSeconds = 30
/** How long a slow program may take to ask what became of an accepted one. */
const acceptedSeconds = 120
/** More accounts than any program is logged in to. */
const exceptIdsMax = 100

function tokenInvalid(): DomainError {
  return new DomainError('AUTH_TOKEN_INVALID', 'this is no token of a login')
}

function alreadyAccepted(): DomainError {
  return new DomainError('AUTH_TOKEN_ALREADY_ACCEPTED', 'this token was accepted before')
}
