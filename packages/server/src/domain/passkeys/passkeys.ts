import { DomainError } from '../domain-error.ts'
import type { Repositories } from '../repositories.ts'
import type { SessionOwner } from '../sessions/authorizations.ts'
import { isFresh } from '../sessions/fresh-session.ts'
import { issueChallenge, takeChallenge } from './challenges.ts'
import { creationOptions } from './credential-options.ts'
import { type Passkey, type PasskeySettings, passkeysPerAccountMax } from './passkey.ts'
import { credentialInvalid, type PasskeyContext } from './passkey-context.ts'
import { userHandle } from './user-handle.ts'
import { type RegistrationResponse, readRegistration, verifyRegistration } from './verify-registration.ts'

/**
 * The passkeys of accounts: made, shown and deleted by a session that is logged in.
 *
 * @see https://core.telegram.org/api/passkeys
 */
export class Passkeys {
  readonly #context: PasskeyContext

  constructor(context: PasskeyContext) {
    this.#context = context
  }

  /** Whether this data center has any. */
  get available(): boolean {
    return this.#context.settings !== undefined
  }

  /**
   * Says what a device is to make a passkey for.
   *
   * @param believedDc - what the client calls this data center
   * @returns JSON: `{"publicKey": …}`
   * @throws {DomainError} `ACCESS_DENIED` for a bot, for an account that has as many as it may, and where there are no
   *   passkeys; `FRESH_RESET_AUTHORISATION_FORBIDDEN` when the session is young
   * @see https://core.telegram.org/method/account.initPasskeyRegistration
   */
  async initRegistration(owner: SessionOwner, believedDc: number): Promise<string> {
    const settings = this.#settings()
    const { store, homes, clock } = this.#context
    const { key_id, user_id } = owner
    return store.transaction(async repositories => {
      const account = await repositories.accounts.find(user_id)
      if (account === undefined || account.bot !== undefined) throw accessDenied('this account has no passkeys')
      if (await isFresh(repositories.sessions, owner, clock.now(), settings.sessionAgeMsMin)) {
        throw new DomainError('FRESH_RESET_AUTHORISATION_FORBIDDEN', 'this session is too young to add a way in')
      }
      const present = await this.#refuseTooMany(repositories, user_id)
      const challenge = await issueChallenge(this.#context, repositories, { key_id, use: 'registration', user_id })
      const named = {
        handle: userHandle(homes, account, believedDc),
        name: `+${account.phone_number}`,
        displayName: [account.first_name, account.last_name].filter(part => part !== '').join(' '),
      }
      return creationOptions(settings, challenge, named, present)
    })
  }

  /**
   * Keeps the passkey that a device made.
   *
   * @throws {DomainError} `CREDENTIAL_INVALID`, `PASSKEY_ORIGIN_MISMATCH`, `PASSKEY_CHALLENGE_EXPIRED`,
   *   `PASSKEY_ALGORITM_UNSUPPORTED`, `ACCESS_DENIED`
   * @see https://core.telegram.org/method/account.registerPasskey
   */
  async register({ key_id, user_id }: SessionOwner, response: RegistrationResponse): Promise<Passkey> {
    const settings = this.#settings()
    const { store, clock } = this.#context
    const clientData = readRegistration(settings, response)
    const asked = { keys: [key_id], use: 'registration', user_id } as const
    await store.transaction(repositories => takeChallenge(this.#context, repositories, asked, clientData.challenge))
    const made = await verifyRegistration(settings, response, clientData)
    return store.transaction(async repositories => {
      await this.#refuseTooMany(repositories, user_id)
      const passkey = { ...made, user_id, createdAtMs: clock.now(), usedAtMs: undefined }
      if (!(await repositories.passkeys.add(passkey))) throw credentialInvalid('this passkey is registered already')
      return passkey
    })
  }

  /** Every passkey of an account, oldest first. */
  list(user_id: bigint): Promise<Passkey[]> {
    return this.#context.store.passkeys.listByUser(user_id)
  }

  /** Deletes a passkey; false when the account has none of this id. */
  delete(user_id: bigint, id: string): Promise<boolean> {
    return this.#context.store.passkeys.delete(user_id, id)
  }

  #settings(): PasskeySettings {
    const { settings } = this.#context
    if (settings === undefined) throw accessDenied('this data center has no passkeys')
    return settings
  }

  async #refuseTooMany({ passkeys }: Repositories, user_id: bigint): Promise<readonly Passkey[]> {
    const present = await passkeys.listByUser(user_id)
    if (present.length < passkeysPerAccountMax) return present
    throw accessDenied(`an account has up to ${passkeysPerAccountMax} passkeys; delete one first`)
  }
}

function accessDenied(why: string): DomainError {
  return new DomainError('ACCESS_DENIED', why)
}
