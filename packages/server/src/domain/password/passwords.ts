import type { Account } from '../account.ts'
import { finishLogin } from '../authorize.ts'
import { type DescribedPassword, describePassword } from './describe-password.ts'
import type { AccountPassword, PasswordCaller } from './password.ts'
import type { PasswordContext } from './password-context.ts'
import { checkRecovery, recoverPassword, requestRecovery } from './recover-password.ts'
import { cancelEmail, confirmEmail, resendEmail } from './recovery-email.ts'
import { declineReset, type ResetOutcome, resetPassword } from './reset-password.ts'
import { type SrpAnswer, withPassword, withPasswordIfSet } from './second-factor.ts'
import { type TemporaryPassword, temporaryPassword } from './temporary-password.ts'
import { type NewSettings, type Updated, updateSettings } from './update-settings.ts'

/** Passwords: the second factor of a login, each step explained where it is defined. */
export class Passwords {
  readonly #context: PasswordContext

  constructor(context: PasswordContext) {
    this.#context = context
  }

  /** Opens a question about the password. See {@link describePassword}. */
  describe(caller: PasswordCaller): Promise<DescribedPassword> {
    return describePassword(this.#context, caller)
  }

  /**
   * Checks the password and finishes the login that owes it. A key that owes none is answered the same, since the answer
   * to its first request may have been lost.
   *
   * @throws {DomainError} `PASSWORD_HASH_INVALID`; `SRP_ID_INVALID`; `SRP_PASSWORD_CHANGED`; `SRP_A_INVALID`;
   *   `FLOOD_WAIT`; `AUTH_KEY_UNREGISTERED` when the login was ended meanwhile
   * @see https://core.telegram.org/method/auth.checkPassword
   */
  check(caller: PasswordCaller, answer: SrpAnswer): Promise<Account> {
    return withPassword(this.#context, caller, answer, (repositories, proof) =>
      finishLogin(this.#context, repositories, proof),
    )
  }

  /**
   * Shows what only who knows the password may see; nothing when there is none.
   *
   * @throws {DomainError} those of a wrong password
   * @see https://core.telegram.org/method/account.getPasswordSettings
   */
  settings(caller: PasswordCaller, answer: SrpAnswer): Promise<AccountPassword | undefined> {
    return withPasswordIfSet(this.#context, caller, answer, ({ passwords }) => passwords.find(caller.user_id))
  }

  /** Sets, changes or removes it. See {@link updateSettings}. */
  update(caller: PasswordCaller, answer: SrpAnswer, settings: NewSettings, lang_code: string): Promise<Updated> {
    return updateSettings(this.#context, caller, answer, settings, lang_code)
  }

  /** Confirms an address for recovery. See {@link confirmEmail}. */
  confirmEmail(caller: PasswordCaller, code: string): Promise<void> {
    return confirmEmail(this.#context, caller, code)
  }

  /** Mails the code for that once more. See {@link resendEmail}. */
  resendEmail(caller: PasswordCaller, lang_code: string): Promise<void> {
    return resendEmail(this.#context, caller, lang_code)
  }

  /** Gives the address up. See {@link cancelEmail}. */
  cancelEmail(caller: PasswordCaller): Promise<void> {
    return cancelEmail(this.#context, caller)
  }

  /** Mails a code for recovery. See {@link requestRecovery}. */
  requestRecovery(caller: PasswordCaller, lang_code: string): Promise<string> {
    return requestRecovery(this.#context, caller, lang_code)
  }

  /** Checks that code. See {@link checkRecovery}. */
  checkRecovery(caller: PasswordCaller, code: string): Promise<void> {
    return checkRecovery(this.#context, caller, code)
  }

  /** Replaces the password by that code. See {@link recoverPassword}. */
  recover(caller: PasswordCaller, code: string, settings: NewSettings | undefined): Promise<Account> {
    return recoverPassword(this.#context, caller, code, settings)
  }

  /** Asks for the password to be removed. See {@link resetPassword}. */
  reset(caller: PasswordCaller): Promise<ResetOutcome> {
    return resetPassword(this.#context, caller)
  }

  /** Calls that off. See {@link declineReset}. */
  declineReset(caller: PasswordCaller): Promise<void> {
    return declineReset(this.#context, caller)
  }

  /** Makes a token for payments. See {@link temporaryPassword}. */
  temporary(caller: PasswordCaller, answer: SrpAnswer, period: number): Promise<TemporaryPassword> {
    return temporaryPassword(this.#context, caller, answer, period)
  }
}
