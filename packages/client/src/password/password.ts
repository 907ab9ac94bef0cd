import { isRpcError } from '@chappe/mtproto'
import type { account, auth } from '@chappe/schema/api'
import { UsageError } from '../usage-error.ts'
import { recoveryParameters } from './recovery-parameters.ts'
import { askForPassword, newPasswordFields, passwordEmpty, type SrpEnv, withSrpAnswer } from './srp-answer.ts'

/** A password to set. */
export interface NewPassword {
  /** As typed: neither trimmed nor normalised. */
  readonly password: string
  /** Shown to everybody who has the code of a login. Default: none. */
  readonly hint?: string
  /** An address to which a recovery code can be mailed. Default: the one that there is, or none. */
  readonly email?: string
}

/** What became of a change. */
export type PasswordChanged =
  | { readonly at: 'done' }
  /** Nothing is changed yet: a code of so many digits was mailed, and `confirmEmail` with it changes all at once. */
  | { readonly at: 'emailUnconfirmed'; readonly codeLength: number | undefined }

/** Options of one step. */
export interface PasswordOptions {
  readonly signal?: AbortSignal
}

/**
 * The two-step password of an account that is logged in. The password itself never leaves this machine. What the server
 * refuses rejects with its `RpcError`: `PASSWORD_HASH_INVALID` is a wrong password, `FLOOD_WAIT_X` too many of them.
 *
 * @see {@link https://core.telegram.org/api/srp}
 */
export class Password {
  readonly #env: SrpEnv

  constructor(env: SrpEnv) {
    this.#env = env
  }

  /**
   * Sets the first password.
   *
   * @throws {UsageError} `PASSWORD_EXISTS`, `PASSWORD_EMPTY`, `HINT_UNSAFE`
   * @throws {RpcError} `EMAIL_INVALID`, `FLOOD_WAIT_X`, …
   */
  async set(wish: NewPassword, options?: PasswordOptions): Promise<PasswordChanged> {
    const asked = await askForPassword(this.#env, options?.signal)
    if (asked.has_password) {
      throw new UsageError('PASSWORD_EXISTS', 'the account has a password; change it, which takes the current one')
    }
    const fields = await newPasswordFields(this.#env, asked, wish)
    return this.#update({ _: 'inputCheckPasswordEmpty' }, { ...fields, ...emailOf(wish) }, options)
  }

  /**
   * Replaces the password.
   *
   * @param wish - `dropPassportValues` lets go of what Telegram Passport has encrypted under the current password
   * @throws {UsageError} `PASSWORD_MISSING`, `PASSWORD_EMPTY`, `HINT_UNSAFE`, `PASSPORT_VALUES_LOST`
   * @throws {RpcError} `PASSWORD_HASH_INVALID`, `EMAIL_INVALID`, `FLOOD_WAIT_X`, …
   */
  change(
    wish: NewPassword & { readonly current: string; readonly dropPassportValues?: boolean },
    options?: PasswordOptions,
  ): Promise<PasswordChanged> {
    return this.#withCurrent(wish.current, options, async (answer, asked) => {
      if (asked.has_secure_values && !wish.dropPassportValues) {
        throw new UsageError(
          'PASSPORT_VALUES_LOST',
          'Telegram Passport holds values that are encrypted under the current password and would be lost; ' +
            'change it in an app of Telegram, or pass dropPassportValues',
        )
      }
      return this.#update(answer, { ...(await newPasswordFields(this.#env, asked, wish)), ...emailOf(wish) }, options)
    })
  }

  /**
   * Removes the password, and with it the address for recovery.
   *
   * @throws {UsageError} `PASSWORD_MISSING`, `PASSWORD_EMPTY`
   * @throws {RpcError} `PASSWORD_HASH_INVALID`, `FLOOD_WAIT_X`
   */
  async remove(request: { readonly current: string }, options?: PasswordOptions): Promise<void> {
    const removal = {
      new_algo: { _: 'passwordKdfAlgoUnknown' },
      new_password_hash: new Uint8Array(0),
      hint: '',
    } as const
    await this.#withCurrent(request.current, options, answer => this.#update(answer, removal, options))
  }

  /**
   * Sets or replaces the address for recovery.
   *
   * @throws {UsageError} `PASSWORD_MISSING`, `PASSWORD_EMPTY`
   * @throws {RpcError} `PASSWORD_HASH_INVALID`, `EMAIL_INVALID`, `FLOOD_WAIT_X`
   */
  setRecoveryEmail(
    request: { readonly current: string; readonly email: string },
    options?: PasswordOptions,
  ): Promise<PasswordChanged> {
    const { current, email } = request
    return this.#withCurrent(current, options, answer => this.#update(answer, { email }, options))
  }

  /** Removes the address for recovery. Whoever forgets the password then has to wait for a reset. */
  async removeRecoveryEmail(request: { readonly current: string }, options?: PasswordOptions): Promise<void> {
    await this.setRecoveryEmail({ ...request, email: '' }, options)
  }

  /** Resolves with the confirmed address for recovery, or undefined when there is none. */
  recoveryEmail(request: { readonly current: string }, options?: PasswordOptions): Promise<string | undefined> {
    return this.#withCurrent(request.current, options, async password => {
      const settings = await this.#call('account.getPasswordSettings', { password }, options)
      return (settings as account.PasswordSettings).email
    })
  }

  /**
   * Confirms an address by the code that was mailed to it, and applies what waited for that.
   *
   * @throws {RpcError} `CODE_INVALID`, `EMAIL_HASH_EXPIRED` when nothing waits any more
   */
  async confirmEmail(code: string, options?: PasswordOptions): Promise<void> {
    await this.#call('account.confirmPasswordEmail', { code: code.replaceAll(/[\s-]/g, '') }, options)
  }

  /** Has the code mailed again. @throws {RpcError} `EMAIL_HASH_EXPIRED`, `FLOOD_WAIT_X` */
  async resendEmail(options?: PasswordOptions): Promise<void> {
    await this.#call('account.resendPasswordEmail', {}, options)
  }

  /** Gives up the change that waits for its address. @throws {RpcError} `EMAIL_HASH_EXPIRED` */
  async cancelEmail(options?: PasswordOptions): Promise<void> {
    await this.#call('account.cancelPasswordEmail', {}, options)
  }

  /**
   * Has a code mailed by which a forgotten password can be replaced; resolves with the pattern of the address.
   *
   * @throws {RpcError} `PASSWORD_RECOVERY_NA` when there is no address for recovery, `PASSWORD_EMPTY`, `FLOOD_WAIT_X`
   * @see {@link https://core.telegram.org/api/srp#password-recovery}
   */
  async requestRecovery(options?: PasswordOptions): Promise<{ readonly email_pattern: string }> {
    const answer = await this.#call('auth.requestPasswordRecovery', {}, options)
    return { email_pattern: (answer as auth.PasswordRecovery).email_pattern }
  }

  /**
   * Replaces a forgotten password by means of the code that was mailed, or removes it.
   *
   * @param request - `newPassword` replaces the password, and `hint` goes with it; without one the password is removed,
   *   and with it the address for recovery
   * @throws {UsageError} `CODE_EMPTY`, `PASSWORD_EMPTY`, `HINT_UNSAFE`
   * @throws {RpcError} `CODE_INVALID`, `PASSWORD_RECOVERY_EXPIRED`, `FLOOD_WAIT_X`
   */
  async recover(
    request: { readonly code: string; readonly newPassword?: string; readonly hint?: string },
    options?: PasswordOptions,
  ): Promise<void> {
    const parameters = await recoveryParameters(this.#env, request, options?.signal)
    await this.#call('auth.recoverPassword', parameters, options)
  }

  /**
   * Asks for the forgotten password to be removed: after seven days, asking again removes it. Where there is an address
   * for recovery (`has_recovery` of `account.getPassword`), `requestRecovery` and `recover` take minutes instead.
   *
   * @throws {RpcError} `PASSWORD_EMPTY` when there is none
   */
  async reset(options?: PasswordOptions): Promise<account.ResetPasswordResult> {
    return (await this.#call('account.resetPassword', {}, options)) as account.ResetPasswordResult
  }

  /** Calls such a request off. @throws {RpcError} `RESET_REQUEST_MISSING` */
  async declineReset(options?: PasswordOptions): Promise<void> {
    await this.#call('account.declinePasswordReset', {}, options)
  }

  /**
   * Gets a token that stands for the password in payments.
   *
   * @param request - `periodSeconds`: how long it is to last, 60 to 86400
   * @throws {RpcError} `PASSWORD_HASH_INVALID`, `TMP_PASSWORD_DISABLED`
   */
  temporary(
    request: { readonly current: string; readonly periodSeconds: number },
    options?: PasswordOptions,
  ): Promise<account.TmpPassword> {
    const { current, periodSeconds: period } = request
    return this.#withCurrent(current, options, async password => {
      return (await this.#call('account.getTmpPassword', { password, period }, options)) as account.TmpPassword
    })
  }

  #withCurrent<T>(current: string, options: PasswordOptions | undefined, send: Send<T>): Promise<T> {
    if (current === '') return Promise.reject(passwordEmpty())
    return withSrpAnswer(this.#env, current, options?.signal, (answer, asked) => {
      if (!asked.has_password) throw new UsageError('PASSWORD_MISSING', 'the account has no password; set one first')
      return send(answer, asked)
    })
  }

  /** EMAIL_UNCONFIRMED_X is how the server says that all is well and a code is on its way. */
  async #update(
    password: Parameters<Send<unknown>>[0],
    changes: Omit<account.passwordInputSettings, '_'>,
    options: PasswordOptions | undefined,
  ): Promise<PasswordChanged> {
    const new_settings = { _: 'account.passwordInputSettings', ...changes }
    try {
      await this.#call('account.updatePasswordSettings', { password, new_settings }, options)
      return { at: 'done' }
    } catch (error) {
      if (!isRpcError(error) || error.errorName !== 'EMAIL_UNCONFIRMED') throw error
      return { at: 'emailUnconfirmed', codeLength: error.argument }
    }
  }

  #call(method: string, parameters: object, options: PasswordOptions | undefined): Promise<unknown> {
    return this.#env.call({ method, parameters, signal: options?.signal })
  }
}

type Send<T> = Parameters<typeof withSrpAnswer<T>>[3]

function emailOf({ email }: NewPassword): { email?: string } {
  return email === undefined ? {} : { email }
}
