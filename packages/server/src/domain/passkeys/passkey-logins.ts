import type { Account } from '../account.ts'
import { enterAccount } from '../authorize.ts'
import { DomainError } from '../domain-error.ts'
import type { Repositories } from '../repositories.ts'
import { issueChallenge, takeChallenge } from './challenges.ts'
import { requestOptions } from './credential-options.ts'
import type { Passkey } from './passkey.ts'
import { credentialInvalid, type PasskeyContext } from './passkey-context.ts'
import { userOfHandle } from './user-handle.ts'
import { type AssertionResponse, readAssertion, verifyAssertion } from './verify-assertion.ts'

/** A login by a passkey. */
export interface PasskeyLogin {
  /** The key that is to be logged in. */
  readonly key_id: bigint
  /**
   * Where the challenge was asked for, when that was at another data center or under another key. TDLib always names the
   * data center, and as the key 0.
   */
  readonly from?: { readonly dc: number; readonly key_id: bigint } | undefined
  readonly response: AssertionResponse
}

/** What became of a login whose passkey was right. */
export type PasskeyLoggedIn =
  | { readonly kind: 'account'; readonly account: Account }
  /** The account has a password, which the key owes now. */
  | { readonly kind: 'passwordNeeded' }

/**
 * Logging in by a passkey: its device signs a challenge, and says whose it is. No number, no code.
 *
 * @see https://core.telegram.org/api/passkeys#logging-in-with-a-passkey
 */
export class PasskeyLogins {
  readonly #context: PasskeyContext

  constructor(context: PasskeyContext) {
    this.#context = context
  }

  /**
   * Says what a device is to sign.
   *
   * @returns JSON: `{"publicKey": …}`; undefined where there are no passkeys
   * @see https://core.telegram.org/method/auth.initPasskeyLogin
   */
  async init(key_id: bigint): Promise<string | undefined> {
    const { settings, store } = this.#context
    if (settings === undefined) return undefined
    return requestOptions(settings, await issueChallenge(this.#context, store, { key_id, use: 'login' }))
  }

  /**
   * Logs a key in to the account whose passkey signed.
   *
   * @throws {DomainError} `CREDENTIAL_INVALID`, `PASSKEY_ORIGIN_MISMATCH`, `PASSKEY_CREDENTIAL_NOT_FOUND`,
   *   `PASSKEY_CHALLENGE_EXPIRED`; `AUTH_RESTART` when the challenge is said to come from where there is no data center;
   *   `USER_MIGRATE` when the account is at home elsewhere: the challenge then is good there
   * @see https://core.telegram.org/method/auth.finishPasskeyLogin
   */
  async finish(login: PasskeyLogin): Promise<PasskeyLoggedIn> {
    const { settings, store, homes } = this.#context
    if (settings === undefined) throw credentialInvalid('this data center has no passkeys')
    const { key_id, from, response } = login
    const clientData = readAssertion(settings, response)
    // Alone, a data center goes by several numbers, and which of them a client believes in does not matter.
    if (from !== undefined && !homes.alone && !homes.ids.includes(from.dc)) {
      throw new DomainError('AUTH_RESTART', `there is no data center ${from.dc}; begin again`)
    }
    const asked = { keys: keysOf(login), use: 'login' } as const
    const passkey = await store.transaction(async repositories => {
      const known = await this.#find(repositories, response)
      homes.checkUser(known.account)
      await takeChallenge(this.#context, repositories, asked, clientData.challenge)
      return known.passkey
    })
    const counter = await verifyAssertion(settings, response, clientData, passkey)
    return store.transaction(repositories => this.#enter(repositories, key_id, passkey, counter))
  }

  /** Finds the passkey that is said to have signed, and its owner. */
  async #find(
    repositories: Repositories,
    { id, userHandle }: AssertionResponse,
  ): Promise<{ readonly passkey: Passkey; readonly account: Account }> {
    const passkey = await repositories.passkeys.find(id)
    const account = passkey && (await repositories.accounts.find(passkey.user_id))
    if (passkey === undefined || account === undefined) throw notFound()
    if (userOfHandle(userHandle) !== account.id) throw credentialInvalid('the passkey is not that of this user')
    return { passkey, account }
  }

  async #enter(
    repositories: Repositories,
    key_id: bigint,
    verified: Passkey,
    counter: number,
  ): Promise<PasskeyLoggedIn> {
    // It was verified outside this transaction: meanwhile it may have been deleted, or have logged somebody in.
    const passkey = await repositories.passkeys.find(verified.id)
    const account = passkey && (await repositories.accounts.find(passkey.user_id))
    if (passkey === undefined || account === undefined) throw notFound()
    if (passkey.counter > 0 && counter <= passkey.counter)
      throw credentialInvalid('this signature is older than another')
    await repositories.passkeys.noteUse(passkey.id, counter, this.#context.clock.now())
    const entered = await enterAccount(this.#context, repositories, key_id, account)
    return entered === 'entered' ? { kind: 'account', account } : { kind: 'passwordNeeded' }
  }
}

/**
 * The keys that the challenge may have been made for: that of the call, and the one it names. Key 0 names none and means
 * whichever: the challenge itself is what nobody else can know.
 */
function keysOf({ key_id, from }: PasskeyLogin): readonly bigint[] | 'any' {
  if (from === undefined) return [key_id]
  return from.key_id === 0n ? 'any' : [key_id, from.key_id]
}

function notFound(): DomainError {
  return new DomainError(
    'PASSKEY_CREDENTIAL_NOT_FOUND',
    'this passkey was deleted here; it can go from the device, too',
  )
}
