import type { account, passkey } from '@chappe/schema/api'
import type { CallNext } from '../call/interceptor.ts'
import { optionsOf, registrationToTl } from './credential-to-tl.ts'
import type { CreatePasskey, PasskeyCreationOptions } from './webauthn.ts'

/** Options of one step. */
export interface PasskeyStepOptions {
  readonly signal?: AbortSignal
}

/**
 * The passkeys of the account that is logged in. With one, `tg.login.passkey` needs no number and no code.
 *
 * @see {@link https://core.telegram.org/api/passkeys}
 */
export class Passkeys {
  readonly #call: CallNext

  /** For the client. */
  constructor(call: CallNext) {
    this.#call = call
  }

  /**
   * Adds a passkey, which a device makes meanwhile: it has five minutes.
   *
   * @param create - has the device make it; what it throws ends this
   * @throws {RpcError} `FRESH_RESET_AUTHORISATION_FORBIDDEN` when this session is less than a day old; `ACCESS_DENIED`
   *   when the account has as many as it may; `PASSKEY_ORIGIN_MISMATCH` for a page of another domain;
   *   `PASSKEY_CHALLENGE_EXPIRED`, `PASSKEY_ALGORITM_UNSUPPORTED`, `CREDENTIAL_INVALID`
   * @throws {UsageError} `PASSKEY_INVALID` when `create` gives none
   *
   * @example
   * await tg.passkeys.register(({ publicKey }) =>
   *   navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(publicKey) }),
   * )
   */
  async register(create: CreatePasskey, { signal }: PasskeyStepOptions = {}): Promise<passkey> {
    const method = 'account.initPasskeyRegistration'
    const { options } = (await this.#call({ method, parameters: {}, signal })) as account.passkeyRegistrationOptions
    const outcome = await create(optionsOf<PasskeyCreationOptions>(options), { signal })
    signal?.throwIfAborted()
    const parameters = { credential: registrationToTl(outcome) }
    return (await this.#call({ method: 'account.registerPasskey', parameters, signal })) as passkey
  }

  /** Every passkey, oldest first, with its name and when it was last used. */
  async list({ signal }: PasskeyStepOptions = {}): Promise<readonly passkey[]> {
    const answer = await this.#call({ method: 'account.getPasskeys', parameters: {}, signal })
    return (answer as account.passkeys).passkeys
  }

  /**
   * Deletes a passkey. The device keeps its half until its owner removes it there.
   *
   * @returns false when the account has none of this id
   */
  async delete(id: string, { signal }: PasskeyStepOptions = {}): Promise<boolean> {
    return (await this.#call({ method: 'account.deletePasskey', parameters: { id }, signal })) === true
  }
}
