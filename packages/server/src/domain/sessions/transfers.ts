import type { Account } from '../account.ts'
import { deriveLogin, takeLoginOver } from '../authorize.ts'
import { DomainError } from '../domain-error.ts'
import type { Repositories } from '../repositories.ts'
import type { Authorization } from '../session.ts'
import type { ExportedAuthorization } from '../tokens.ts'
import type { SessionContext } from './session-context.ts'

/** A login on its way: what `auth.importAuthorization` takes at the other data center. */
export interface ExportedLogin {
  readonly user_id: bigint
  readonly bytes: Uint8Array
}

/**
 * Logins that are taken from one data center to another.
 *
 * What is taken from an account's home elsewhere is derived from the login at home and ends with it. What is taken to the
 * home, after the account was moved, is the login itself from then on.
 *
 * @see https://core.telegram.org/api/datacenter
 */
export class Transfers {
  readonly #context: SessionContext

  constructor(context: SessionContext) {
    this.#context = context
  }

  /**
   * Makes the one-time bytes by which the program of a key is let in at another data center.
   *
   * @throws {DomainError} `DC_ID_INVALID` for this data center and for one that is not there; `AUTH_KEY_UNREGISTERED`;
   *   `USER_MIGRATE` when the account is at home elsewhere, unless its home is where the login is to go
   * @see https://core.telegram.org/method/auth.exportAuthorization
   */
  async export(key_id: bigint, dc: number): Promise<ExportedLogin> {
    const { store, homes, clock, secrets } = this.#context
    if (dc === homes.here || !homes.ids.includes(dc)) {
      throw new DomainError('DC_ID_INVALID', `${dc} is not the number of another data center`)
    }
    const bytes = secrets.create('transfer')
    const digest = secrets.digest('transfer', bytes)
    return store.transaction(async repositories => {
      const authorization = await complete(repositories, key_id)
      const account = authorization && (await repositories.accounts.find(authorization.user_id))
      if (account === undefined) throw new DomainError('AUTH_KEY_UNREGISTERED', 'nobody is logged in with this key')
      if (homes.of(account) !== dc) homes.checkUser(account)
      const expiresAtMs = clock.now() + lifetimeMs
      const exported: ExportedAuthorization = { digest, key_id, user_id: account.id, dc, expiresAtMs }
      await repositories.exportedAuthorizations.add(exported, exportsPerKeyMax)
      return { user_id: account.id, bytes }
    })
  }

  /**
   * Lets a key in with the bytes from another data center, which are used up by it.
   *
   * @param user_id - whose login it is, as the program believes
   * @throws {DomainError} `AUTH_BYTES_INVALID` for bytes that are none, were used, are over, are for another data center,
   *   or whose login has ended since; `USER_ID_INVALID` when they are another account's
   * @see https://core.telegram.org/method/auth.importAuthorization
   */
  async import(key_id: bigint, user_id: bigint, bytes: Uint8Array): Promise<Account> {
    const { store, homes, clock, secrets } = this.#context
    const digest = secrets.digest('transfer', bytes.subarray(0, bytesMax))
    return store.transaction(async repositories => {
      const exported = await repositories.exportedAuthorizations.find(digest)
      if (exported === undefined || exported.dc !== homes.here || exported.expiresAtMs <= clock.now())
        throw bytesInvalid()
      if (exported.user_id !== user_id) {
        throw new DomainError('USER_ID_INVALID', 'these bytes are for another account')
      }
      const origin = await complete(repositories, exported.key_id)
      const account = await repositories.accounts.find(user_id)
      if (origin?.user_id !== user_id || account === undefined) throw bytesInvalid()
      await repositories.exportedAuthorizations.delete(digest)
      const main = origin.derivedFrom ?? exported.key_id
      if (main === key_id) return account
      if (homes.isHere(account)) await takeLoginOver(this.#context, repositories, key_id, main)
      else await deriveLogin(this.#context, repositories, key_id, main)
      return account
    })
  }

  /**
   * Makes a derived login the login itself when its account is at home here: it was moved to where the program had gone
   * before.
   */
  async settle(key_id: bigint): Promise<void> {
    const { store, homes } = this.#context
    await store.transaction(async repositories => {
      const authorization = (await repositories.sessions.find(key_id))?.authorization
      if (authorization?.derivedFrom === undefined) return
      const account = await repositories.accounts.find(authorization.user_id)
      if (account !== undefined && homes.isHere(account)) {
        await takeLoginOver(this.#context, repositories, key_id, authorization.derivedFrom)
      }
    })
  }
}

/** How long exported bytes are good for. */
const lifetimeMs = 60_000
/** Of one key at once; the oldest go first. Programs export once for each data center. */
const exportsPerKeyMax = 32
/** Longer than ours. */
const bytesMax = 64

/** The login of a key, when nothing is owed any more. */
async function complete({ sessions }: Repositories, key_id: bigint): Promise<Authorization | undefined> {
  const authorization = (await sessions.find(key_id))?.authorization
  return authorization?.password_pending === false ? authorization : undefined
}

function bytesInvalid(): DomainError {
  return new DomainError('AUTH_BYTES_INVALID', 'these bytes let nobody in here; export the login again')
}
