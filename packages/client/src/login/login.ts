import type { InputPaymentCredentials, Updates } from '@chappe/schema/api'
import type { GetPasskey } from '../passkey/webauthn.ts'
import { awaitPayment } from './await-payment.ts'
import { resendRemainingSeconds } from './countdown.ts'
import { describeLogin } from './describe-login.ts'
import { followQr } from './follow-qr.ts'
import type { LoginEnv, LoginStepOptions } from './login-env.ts'
import type { IdTokenProvider, LoginEvent, StorePurchase } from './login-events.ts'
import { LoginRunner } from './login-runner.ts'
import type { LoginSettings } from './login-settings.ts'
import type { LoginState } from './login-state.ts'
import { changesOf } from './login-watch.ts'
import { checkLoginState } from './parse-login-state.ts'
import { askForPasskey } from './passkey-steps.ts'

/**
 * A login, step by step: `start` with a phone number, `qr` or `bot`; then what `state.at` asks for, with `resend` and
 * `cancel` in between. The state is plain data and is kept in the session, so a login goes on after a restart of the
 * program.
 *
 * A step resolves with the state that follows. What was typed wrong or too late, a password, an address or a payment
 * that is wanted and a missing account are states, not errors (`state.problem` names what was wrong); every other refusal
 * rejects with its `RpcError`, and the state says where the login stands. A `FLOOD_WAIT_X` is never waited for:
 * `state.retryAt` says until when. A text that the server sends along is `state.notice`.
 *
 * @see {@link https://core.telegram.org/api/auth}
 */
export class Login {
  readonly #runner: LoginRunner

  constructor(env: LoginEnv) {
    this.#runner = new LoginRunner(env)
  }

  /** What the login waits for. */
  get state(): LoginState {
    return this.#runner.state
  }

  /** The state in plain English, with the countdown as of now. */
  describe(): string {
    return describeLogin(this.state, this.#now)
  }

  /** Whole seconds until a resend may be asked for; 0 when it may be asked for now. */
  get resendRemainingSeconds(): number {
    return resendRemainingSeconds(this.state, this.#now)
  }

  /**
   * Iterates over the state as it is and each later one, whoever changed it: a step, a call that the program made by
   * itself, or the server, after a payment. Ends when the login is done or the client closed.
   */
  changes(options: LoginStepOptions = {}): AsyncGenerator<LoginState, void, undefined> {
    return changesOf(this.#runner, options.signal)
  }

  /**
   * Asks for a code; a login under way is given up.
   *
   * @param request - `settings` says which media this program can handle, default none but the plain ones. They are said
   *   again whenever the server has the login begin anew. The flags are in the state, and so outlive a restart of the
   *   program; tokens are not
   * @throws {RpcError} `PHONE_NUMBER_INVALID`, `PHONE_NUMBER_BANNED`, `PHONE_NUMBER_FLOOD`, `API_ID_INVALID`, …
   * @throws {UsageError} `PHONE_NUMBER_EMPTY`
   */
  start(
    request: { readonly phone_number: string; readonly settings?: LoginSettings },
    options?: LoginStepOptions,
  ): Promise<LoginState> {
    const { phone_number, settings = {} } = request
    return this.#runner.begin(phone_number, settings, options)
  }

  /**
   * Has the code sent again by the next medium.
   *
   * @param request - `force` asks the server even when it is known to refuse; `reason` says why the app's integrity could
   *   not be proven, and then nothing has to be waited for. It counts in the state `integrity` alone
   * @throws {UsageError} `RESEND_TOO_EARLY` (with `values.remainingSeconds`), `RESEND_UNAVAILABLE`, `LOGIN_STEP_WRONG`
   * @throws {RpcError} `SEND_CODE_UNAVAILABLE`, `FLOOD_WAIT_X`
   */
  resend(
    request: { readonly force?: boolean; readonly reason?: string } = {},
    options?: LoginStepOptions,
  ): Promise<LoginState> {
    return this.#runner.run({ _: 'resend', ...request }, options)
  }

  /**
   * Gives the proof of the app's integrity that the state asks for: the Play Integrity or SafetyNet token, or the secret
   * of the silent push. When the server refuses it, the code is asked for by the next medium.
   *
   * @throws {UsageError} `LOGIN_STEP_WRONG`, `LOGIN_TYPE_UNSUPPORTED`
   */
  proveIntegrity(token: string, options?: LoginStepOptions): Promise<LoginState> {
    return this.#runner.run({ _: 'proveIntegrity', token }, options)
  }

  /**
   * Gives the code that was sent or mailed. Spaces and dashes between digits do not matter, and a link that fills the code
   * in (`https://t.me/login/12345`) stands for its code. After a flash call the code is the caller's number.
   *
   * @throws {UsageError} `CODE_EMPTY`, `CODE_UNLIKE_PATTERN`, `LOGIN_STEP_WRONG`
   */
  enterCode(phone_code: string, options?: LoginStepOptions): Promise<LoginState> {
    return this.#runner.run({ _: 'enterCode', phone_code }, options)
  }

  /**
   * Gives the login e-mail address that the server asks for; a code is mailed there. May be given again until that code
   * was right.
   *
   * @throws {UsageError} `EMAIL_EMPTY`, `LOGIN_STEP_WRONG`
   */
  enterEmail(email: string, options?: LoginStepOptions): Promise<LoginState> {
    return this.#runner.run({ _: 'enterEmail', email }, options)
  }

  /**
   * Gives an ID token of Google or Apple in place of a mailed code, where the state allows it.
   *
   * @throws {UsageError} `ID_TOKEN_NOT_ALLOWED`, `LOGIN_STEP_WRONG`
   */
  enterIdToken(
    request: { readonly provider: IdTokenProvider; readonly token: string },
    options?: LoginStepOptions,
  ): Promise<LoginState> {
    return this.#runner.run({ _: 'enterIdToken', ...request }, options)
  }

  /**
   * Has the code mailed again, to the same address. At the state `emailCode` only the server knows that address: it is
   * sent empty, a convention of this project's data center, and other servers are likely to refuse it (`EMAIL_INVALID`).
   *
   * @throws {UsageError} `LOGIN_STEP_WRONG`
   * @throws {RpcError} `FLOOD_WAIT_X`
   */
  resendEmail(options?: LoginStepOptions): Promise<LoginState> {
    return this.#runner.run({ _: 'resendEmail' }, options)
  }

  /**
   * Asks to be rid of the login e-mail address, for who lost the mailbox. Either the code goes by phone at once, or the
   * state says from when on it will.
   *
   * @throws {UsageError} `RESET_UNAVAILABLE`, `LOGIN_STEP_WRONG`
   * @throws {RpcError} `EMAIL_INSTALL_MISSING`
   */
  resetEmail(options?: LoginStepOptions): Promise<LoginState> {
    return this.#runner.run({ _: 'resetEmail' }, options)
  }

  /**
   * Asks for a form to pay by; the state then has it.
   *
   * @throws {UsageError} `LOGIN_STEP_WRONG`
   */
  requestPaymentForm(options?: LoginStepOptions): Promise<LoginState> {
    return this.#runner.run({ _: 'requestPaymentForm' }, options)
  }

  /**
   * Pays by the form of the state. Then `awaitPayment`; `state.form.verificationUrl` is a page on which to confirm it.
   *
   * @throws {UsageError} `PAYMENT_FORM_MISSING`, `LOGIN_STEP_WRONG`
   */
  pay(credentials: InputPaymentCredentials, options?: LoginStepOptions): Promise<LoginState> {
    return this.#runner.run({ _: 'pay', credentials }, options)
  }

  /**
   * Gives what the app's store gave for a purchase of `state.store_product`; the code is sent then.
   *
   * @throws {UsageError} `LOGIN_STEP_WRONG`
   */
  givePurchase(purchase: StorePurchase, options?: LoginStepOptions): Promise<LoginState> {
    return this.#runner.run({ _: 'givePurchase', purchase }, options)
  }

  /**
   * Asks once whether it was paid. When it was not, `state.checkAt` says when to ask again.
   *
   * @throws {UsageError} `PAYMENT_CHECK_TOO_EARLY`, `LOGIN_STEP_WRONG`
   */
  checkPayment(options?: LoginStepOptions): Promise<LoginState> {
    return this.#runner.run({ _: 'checkPayment' }, options)
  }

  /**
   * Waits until the payment is settled: asks as often as the server allows, and listens for the code that the server
   * sends by itself. Resolves at once where nothing is to be paid.
   *
   * @throws the signal's reason
   */
  awaitPayment(options: LoginStepOptions = {}): Promise<LoginState> {
    return awaitPayment(this.#runner, options.signal)
  }

  /**
   * Creates the account.
   *
   * @param request - `termsAccepted`: the person agreed to `state.terms_of_service`, and is as old as it asks
   * @throws {RpcError} `FIRSTNAME_INVALID`, `LASTNAME_INVALID`
   * @throws {UsageError} `TERMS_NOT_ACCEPTED`, `LOGIN_STEP_WRONG`
   */
  signUp(
    request: {
      readonly first_name: string
      readonly last_name?: string
      readonly termsAccepted?: boolean
      readonly no_joined_notifications?: boolean
    },
    options?: LoginStepOptions,
  ): Promise<LoginState> {
    return this.#runner.run({ _: 'signUp', ...request }, options)
  }

  /**
   * Gives the password of the account. It is not sent, and not kept: what goes out proves that it is known.
   *
   * @param password - as typed: neither trimmed nor normalised
   * @throws {UsageError} `PASSWORD_EMPTY`, `LOGIN_STEP_WRONG`, `PASSWORD_ALGORITHM_UNKNOWN`
   * @throws {RpcError} `FLOOD_WAIT_X` after too many wrong ones; the state says until when
   * @throws {CryptoError} the server's values are unsafe, and nothing was made of the password
   */
  enterPassword(password: string, options?: LoginStepOptions): Promise<LoginState> {
    return this.#runner.run({ _: 'enterPassword', password }, options)
  }

  /**
   * Has a code mailed by which a forgotten password can be replaced; the state then says where to.
   *
   * @throws {UsageError} `RECOVERY_UNAVAILABLE`, `LOGIN_STEP_WRONG`
   * @throws {RpcError} `PASSWORD_RECOVERY_NA`, `FLOOD_WAIT_X`
   */
  requestRecovery(options?: LoginStepOptions): Promise<LoginState> {
    return this.#runner.run({ _: 'requestRecovery' }, options)
  }

  /**
   * Gives the code that was mailed, and finishes the login.
   *
   * @param request - `newPassword` replaces the password, and `hint` goes with it; without one the password is removed
   * @throws {UsageError} `CODE_EMPTY`, `PASSWORD_EMPTY`, `HINT_UNSAFE`, `LOGIN_STEP_WRONG`
   */
  recover(
    request: { readonly code: string; readonly newPassword?: string; readonly hint?: string },
    options?: LoginStepOptions,
  ): Promise<LoginState> {
    return this.#runner.run({ _: 'recover', ...request }, options)
  }

  /**
   * Deletes the account whose password is forgotten, with all that is in it; its number can be registered afresh. Where
   * its owner is given time to object, `state.deletableAt` says when to ask again.
   *
   * @param request - `reason` is kept by the server, default `Forgot password`
   * @throws {UsageError} `LOGIN_STEP_WRONG`
   * @see {@link https://core.telegram.org/api/account-deletion}
   */
  deleteAccount(request: { readonly reason?: string } = {}, options?: LoginStepOptions): Promise<LoginState> {
    return this.#runner.run({ _: 'deleteAccount', reason: request.reason ?? 'Forgot password' }, options)
  }

  /**
   * Logs in by a QR code that a device scans which is logged in. Iterates over what to show: states `qr`, each with
   * another code, as long as nobody has scanned one; then `done`, or `password` where the account has one, and ends.
   * Leaving the loop gives the login up. While the server fails (errors of 500) it is asked again after 1, 2, 4, … 60
   * seconds, and a state that is not `qr` says so before each pause: `problem` and `retryAt`.
   *
   * @param options - `except_ids`: users that this program is logged in as already and does not want again
   * @throws {RpcError} `API_ID_INVALID`, …; `AUTH_RESTART` the third time in a row
   *
   * @example
   * for await (const state of tg.login.qr()) if (state.at === 'qr') draw(state.url)
   */
  qr(
    options: LoginStepOptions & { readonly except_ids?: readonly bigint[] } = {},
  ): AsyncGenerator<LoginState, void, undefined> {
    return followQr(this.#runner, options)
  }

  /**
   * Logs in as a bot. Bots are made by `dc.bots.create` or `chappe bots create`, at Telegram by @BotFather. Keep the
   * session: repeated logins of one token are limited.
   *
   * @param token - `<id>:<secret>`
   * @throws {RpcError} `ACCESS_TOKEN_INVALID`, `ACCESS_TOKEN_EXPIRED`, `API_ID_INVALID`, `FLOOD_WAIT_X`
   */
  async bot(token: string, options: LoginStepOptions = {}): Promise<LoginState> {
    await this.#runner.perform({ _: 'importBotAuthorization', bot_auth_token: token.trim() }, options.signal)
    return this.state
  }

  /**
   * Logs in by a passkey: the server says what to sign, and `get` has the device sign it (`navigator.credentials.get` in
   * a browser). Where the account has a password, that is asked for next.
   *
   * @throws {RpcError} `PASSKEY_CREDENTIAL_NOT_FOUND`, `CREDENTIAL_INVALID`, `PASSKEY_ORIGIN_MISMATCH`, …
   * @throws {UsageError} `PASSKEY_INVALID`
   * @see {@link https://core.telegram.org/api/passkeys}
   */
  async passkey(get: GetPasskey, options: LoginStepOptions = {}): Promise<LoginState> {
    const { signal } = options
    const command = await askForPasskey(this.#runner.env, get, signal)
    await this.#runner.perform(command, signal)
    return this.state
  }

  /**
   * Logs in by a token that a web page of the service handed over, with the data center that it named.
   *
   * @throws {RpcError} `WEBAUTH_TOKEN_EXPIRED`, `API_ID_INVALID`
   */
  async webToken(
    web_auth_token: string,
    options: LoginStepOptions & { readonly dc?: number } = {},
  ): Promise<LoginState> {
    const { signal, dc } = options
    await this.#runner.perform(
      { _: 'importWebTokenAuthorization', web_auth_token, ...(dc !== undefined && { dc }) },
      signal,
    )
    return this.state
  }

  /** Gives the login up; the code that was sent becomes void. */
  cancel(options?: LoginStepOptions): Promise<LoginState> {
    return this.#runner.run({ _: 'cancel' }, options)
  }

  /**
   * Goes on with a state that was saved elsewhere, as `JSON.stringify(tg.login)` gave it. It belongs to the session in
   * which it was made, since a code is bound to the key that asked for it.
   *
   * @throws {UsageError} `LOGIN_STATE_INVALID`
   */
  async restore(state: unknown): Promise<LoginState> {
    await this.#runner.set(checkLoginState(state))
    return this.state
  }

  toJSON(): LoginState {
    return this.state
  }

  /**
   * Tells the login what was learned outside its own steps, from calls that the program made by itself.
   * What would have to be called next is left to the program.
   */
  observe(event: LoginEvent): Promise<void> {
    return this.#runner.observe(event)
  }

  /** Tells the login what the server sent by itself. */
  receive(updates: Updates): void {
    this.#runner.receive(updates)
  }

  get #now(): number {
    return this.#runner.env.clock.now()
  }
}
