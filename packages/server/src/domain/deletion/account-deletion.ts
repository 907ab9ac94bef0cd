import type { Account } from '../account.ts'
import { DomainError, floodWait } from '../domain-error.ts'
import { codeExpired, type LoginContext } from '../login-context.ts'
import { type NumberCodeRequest, sendNumberCode } from '../numbers/send-number-code.ts'
import { type EnteredCode, withRightCode } from '../numbers/with-right-code.ts'
import type { PasswordCaller } from '../password/password.ts'
import type { PasswordContext } from '../password/password-context.ts'
import { type SrpAnswer, withPasswordIfSet } from '../password/second-factor.ts'
import type { DeletionTrace, Repositories } from '../repositories.ts'
import type { SentCode } from '../sent-code.ts'
import type { Devices, News } from '../sessions/devices.ts'
import { endSession } from '../sessions/session-context.ts'
import type { DeletionLinks } from './deletion-links.ts'
import type { DeletionRequest } from './deletion-request.ts'
import { eraseAccount } from './erase-account.ts'

/** What the deletion of accounts works with. */
export interface DeletionContext {
  readonly login: LoginContext
  readonly store: Repositories
  readonly passwords: PasswordContext
  readonly devices: Devices
  readonly links: DeletionLinks
}

/** The end of accounts: by their owner, by whoever holds their number, by idleness, by the operator. */
export class AccountDeletion {
  readonly #context: DeletionContext

  constructor(context: DeletionContext) {
    this.#context = context
  }

  /**
   * Deletes the account of a key that is logged in to it or owes its password. Who proves the password, or needs none,
   * deletes it at once. Who does not know it has to wait for a week, in which the owner may object, unless the account is
   * abandoned or the password new.
   *
   * @param answer - undefined when the password is not known
   * @throws {DomainError} `PASSWORD_HASH_INVALID` and the others of a wrong password; `2FA_CONFIRM_WAIT` with the seconds
   *   until the same request is granted
   * @see https://core.telegram.org/api/account-deletion
   */
  async delete(caller: PasswordCaller, answer: SrpAnswer, reason: string): Promise<void> {
    const trace = this.#trace('owner', reason)
    const erase = (repositories: Repositories) => eraseAccount(repositories, caller.user_id, trace)
    const keys =
      answer === undefined
        ? await this.#deleteWithoutPassword(caller, erase)
        : await withPasswordIfSet(this.#context.passwords, caller, answer, erase)
    // The one that asked is to get its answer first.
    for (const key_id of keys) if (key_id !== caller.key_id) this.#context.devices.hangUp(key_id)
  }

  /**
   * Tells a session that has come back of a deletion that it may have missed. Programs tell repeated notices apart from
   * new ones by their kind and date.
   */
  async remind({ key_id, user_id }: PasswordCaller): Promise<void> {
    const { store, devices, links } = this.#context
    const request = await store.deletionRequests.find(user_id)
    if (request === undefined || request.key_id === key_id) return
    const phone_number = (await store.accounts.find(user_id))?.phone_number ?? ''
    await devices.tell(key_id, newsOf(request, phone_number, links))
  }

  /**
   * Sends a code to the number of an account by which its deletion can be called off.
   *
   * @param hash - from the link that the account was told
   * @throws {DomainError} `HASH_INVALID`; those of `sendNumberCode`
   * @see https://core.telegram.org/method/account.sendConfirmPhoneCode
   */
  sendConfirmCode(request: NumberCodeRequest, hash: string): Promise<SentCode> {
    const { login, links } = this.#context
    return sendNumberCode(login, 'confirm', request, async repositories => {
      const { user_id } = request.owner
      const pending = await repositories.deletionRequests.find(user_id)
      const account = await repositories.accounts.find(user_id)
      if (pending === undefined || account === undefined || !links.matches(pending, hash)) {
        throw new DomainError('HASH_INVALID', 'no deletion of this account has a link with this hash')
      }
      return { phone_number: account.phone_number, registered: true }
    })
  }

  /**
   * Calls the deletion of an account off by that code. The session that asked for it is logged out.
   *
   * @throws {DomainError} `CODE_HASH_INVALID` for what is no hash of a code; `PHONE_CODE_EMPTY`, `PHONE_CODE_INVALID`,
   *   `PHONE_CODE_EXPIRED`, `FLOOD_WAIT`
   * @see https://core.telegram.org/method/account.confirmPhone
   */
  async confirm(request: EnteredCode): Promise<void> {
    const { login, devices } = this.#context
    const { owner, phone_code_hash } = request
    if (!/^[\da-f]{18}$/.test(phone_code_hash)) {
      throw new DomainError('CODE_HASH_INVALID', 'phone_code_hash is none of account.sendConfirmPhoneCode')
    }
    const ended = await withRightCode(
      login,
      request,
      async ({ codes }) => {
        const pending = await codes.find(owner.key_id, login.secrets.hashDigest(phone_code_hash))
        if (pending === undefined || pending.expiresAtMs <= login.clock.now()) throw codeExpired()
        if (pending.purpose !== 'confirm') {
          throw new DomainError('CODE_HASH_INVALID', 'this code was asked for something else')
        }
        return pending
      },
      async repositories => {
        const deletion = await repositories.deletionRequests.find(owner.user_id)
        if (deletion === undefined) return []
        await repositories.deletionRequests.delete(owner.user_id)
        return endAsker(repositories, deletion)
      },
    )
    for (const key_id of ended) if (key_id !== owner.key_id) devices.hangUp(key_id)
  }

  /** Deletes an account in the name of the operator. */
  async deleteByOperator(account: Account): Promise<void> {
    const trace = this.#trace('operator', '')
    const keys = await this.#context.login.store.transaction(repositories =>
      eraseAccount(repositories, account.id, trace),
    )
    for (const key_id of keys) this.#context.devices.hangUp(key_id)
  }

  /** Deletes every account that has been idle for longer than it allows, and forgets requests that nobody came back to. */
  async deleteAbandoned(nowMs: number): Promise<void> {
    const { login, devices } = this.#context
    const { ttlDays } = login.policy.accounts
    const keys = await login.store.transaction(async repositories => {
      await repositories.deletionRequests.deleteDueBefore(nowMs - keptMs)
      const keys: bigint[] = []
      for (const user_id of await repositories.accounts.listAbandoned(nowMs, ttlDays)) {
        keys.push(...(await eraseAccount(repositories, user_id, this.#trace('idle', ''))))
      }
      return keys
    })
    for (const key_id of keys) devices.hangUp(key_id)
  }

  async #deleteWithoutPassword(
    caller: PasswordCaller,
    erase: (repositories: Repositories) => Promise<readonly bigint[]>,
  ): Promise<readonly bigint[]> {
    const { login, devices, links } = this.#context
    const nowMs = login.clock.now()
    const outcome = await login.store.transaction(async repositories => {
      const { user_id } = caller
      const known = await repositories.deletionRequests.find(user_id)
      const isDue = known !== undefined && known.dueAtMs <= nowMs
      if (isDue || !(await this.#hasToWait(repositories, user_id, known))) return { keys: await erase(repositories) }
      const request = known ?? this.#newRequest(caller)
      if (known === undefined) await repositories.deletionRequests.put(request)
      const account = await repositories.accounts.find(user_id)
      const others = (await repositories.sessions.listByUser(user_id)).filter(({ key_id }) => key_id !== request.key_id)
      return { request, phone_number: account?.phone_number ?? '', others: others.map(({ key_id }) => key_id) }
    })
    if ('keys' in outcome) return outcome.keys
    const { request, phone_number, others } = outcome
    const news = newsOf(request, phone_number, links)
    await Promise.all(others.map(key_id => devices.tell(key_id, news)))
    throw floodWait(nowMs, request.dueAtMs, 'the password is not known, and the owner may object', '2FA_CONFIRM_WAIT')
  }

  /** Whether somebody uses the account who ought to be asked first. */
  async #hasToWait(
    { accounts, passwords, sessions }: Repositories,
    user_id: bigint,
    known: DeletionRequest | undefined,
  ): Promise<boolean> {
    const password = await passwords.find(user_id)
    if (password === undefined) return false
    if (known !== undefined) return true
    const sinceMs = this.#context.login.clock.now() - waitMs
    if (password.setAtMs > sinceMs) return false
    const own = (await sessions.listByUser(user_id)).filter(
      session => session.authorization?.password_pending === false,
    )
    const lastActiveAtMs = Math.max(
      (await accounts.find(user_id))?.activeAtMs ?? 0,
      ...own.map(session => session.activeAtMs),
    )
    return lastActiveAtMs > sinceMs
  }

  #newRequest({ user_id, key_id }: PasswordCaller): DeletionRequest {
    const { clock, random } = this.#context.login
    const requestedAtMs = clock.now()
    return { user_id, key_id, nonce: random.bytes(16), requestedAtMs, dueAtMs: requestedAtMs + waitMs }
  }

  #trace(cause: DeletionTrace['cause'], reason: string): DeletionTrace {
    return { atMs: this.#context.login.clock.now(), cause, reason }
  }
}

/** How long a deletion without the password waits, and what counts as recent. */
const waitMs = 7 * 86_400_000
/** How long a request that has come due can be repeated. */
const keptMs = 30 * 86_400_000

function newsOf(request: DeletionRequest, phone_number: string, links: DeletionLinks): News {
  const { requestedAtMs: atMs, dueAtMs } = request
  return { kind: 'deletionRequested', atMs, dueAtMs, phone_number, hash: links.hashOf(request) }
}

/** Logs the session out that asked for a deletion; gives the keys whose logins are over; none when it is about another account by now. */
async function endAsker(repositories: Repositories, { key_id, user_id }: DeletionRequest): Promise<readonly bigint[]> {
  const session = await repositories.sessions.find(key_id)
  return session?.authorization?.user_id === user_id ? endSession(repositories, key_id, 'revoked') : []
}
