import type { CryptoProvider } from '@chappe/crypto'
import { isRpcError, type RpcError } from '@chappe/mtproto'
import type { auth, codeSettings, Updates } from '@chappe/schema/api'
import type { CallNext } from '../call/interceptor.ts'
import type { Clock } from '../clock.ts'
import { FutureTokens } from '../session/future-tokens.ts'
import type { SessionKeeper } from '../session/session-keeper.ts'
import { UsageError } from '../usage-error.ts'
import { describeLogin } from './describe-login.ts'
import { type LoginCommand, type LoginEvent, loginStep, resendRemainingSeconds } from './login-machine.ts'
import { initialLoginState, type LoginState } from './login-state.ts'
import { checkLoginState } from './parse-login-state.ts'
import { callForPassword } from './password-calls.ts'
import { loginTokenUrl, TokenWatch } from './qr-login.ts'

/** What a login needs from its client. */
export interface LoginEnv {
  readonly keeper: SessionKeeper
  readonly clock: Clock
  readonly crypto: CryptoProvider
  readonly api_id: number
  readonly api_hash: string
  /** Makes a call without telling the login of it. */
  readonly call: CallNext
  /** Leaves for the data center with that number. */
  /** Iterates over what the server sends, from the first `next` on. */
  readonly receiveUpdates: (signal: AbortSignal) => AsyncIterable<Updates>
  readonly moveTo: (dc: number, signal: AbortSignal | undefined) => Promise<void>
}

/** Options of one step. */
export interface LoginStepOptions {
  readonly signal?: AbortSignal
}

/**
 * A login by phone code, step by step: `start`, then `enterCode` (with `resend` and `cancel` in between), then `signUp`
 * where the number has no account, or `enterPassword` where the account has a password. The state is plain data and is kept in the session, so a login goes on after a
 * restart of the program.
 *
 * A step resolves with the state that follows. A wrong or expired code, a password and a missing account are states, not
 * errors (`state.problem` names what was wrong); every other refusal rejects with its `RpcError`, and the state says
 * where the login stands.
 *
 * @see {@link https://core.telegram.org/api/auth}
 */
export class Login {
  readonly #env: LoginEnv

  constructor(env: LoginEnv) {
    this.#env = env
  }

  /** What the login waits for. */
  get state(): LoginState {
    const { login, user_id } = this.#env.keeper.data
    if (login) return login
    return user_id === undefined ? initialLoginState : { at: 'done', user_id: String(user_id) }
  }

  /** The state in plain English, with the countdown as of now. */
  describe(): string {
    return describeLogin(this.state, this.#env.clock.now())
  }

  /** Whole seconds until a resend may be asked for; 0 when it may be asked for now. */
  get resendRemainingSeconds(): number {
    return resendRemainingSeconds(this.state, this.#env.clock.now())
  }

  /**
   * Asks for a code; a login under way is given up.
   *
   * @param request - `settings` says which media this program can handle, default none but the plain ones
   * @throws {RpcError} `PHONE_NUMBER_INVALID`, `PHONE_NUMBER_BANNED`, `PHONE_NUMBER_FLOOD`, `API_ID_INVALID`, …
   * @throws {UsageError} `PHONE_NUMBER_EMPTY`
   */
  start(
    request: { readonly phone_number: string; readonly settings?: Omit<codeSettings, '_'> },
    options?: LoginStepOptions,
  ): Promise<LoginState> {
    const { phone_number, settings = {} } = request
    return this.#run({ _: 'start', phone_number }, options, settings)
  }

  /**
   * Has the code sent again by the next medium.
   *
   * @param request - `force` asks the server even when it is known to refuse; `reason` says why the app's integrity could
   *   not be proven, and then nothing has to be waited for
   * @throws {UsageError} `RESEND_TOO_EARLY` (with `values.remainingSeconds`), `RESEND_UNAVAILABLE`, `LOGIN_STEP_WRONG`
   * @throws {RpcError} `SEND_CODE_UNAVAILABLE`, `FLOOD_WAIT_X`
   */
  resend(
    request: { readonly force?: boolean; readonly reason?: string } = {},
    options?: LoginStepOptions,
  ): Promise<LoginState> {
    return this.#run({ _: 'resend', ...request }, options)
  }

  /**
   * Gives the proof of the app's integrity that the state asks for: the Play Integrity or SafetyNet token, or the secret
   * of the silent push. When the server refuses it, the code is asked for by the next medium.
   *
   * @throws {UsageError} `LOGIN_STEP_WRONG`, `LOGIN_TYPE_UNSUPPORTED`
   */
  proveIntegrity(token: string, options?: LoginStepOptions): Promise<LoginState> {
    return this.#run({ _: 'proveIntegrity', token }, options)
  }

  /**
   * Gives the code that was sent. Spaces and dashes between digits do not matter.
   *
   * @throws {UsageError} `CODE_EMPTY`, `LOGIN_STEP_WRONG`, `LOGIN_TYPE_UNSUPPORTED`
   */
  enterCode(phone_code: string, options?: LoginStepOptions): Promise<LoginState> {
    return this.#run({ _: 'enterCode', phone_code }, options)
  }

  /**
   * Creates the account.
   *
   * @throws {RpcError} `FIRSTNAME_INVALID`, `LASTNAME_INVALID`
   * @throws {UsageError} `LOGIN_STEP_WRONG`
   */
  signUp(
    request: { readonly first_name: string; readonly last_name?: string },
    options?: LoginStepOptions,
  ): Promise<LoginState> {
    return this.#run({ _: 'signUp', ...request }, options)
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
    return this.#run({ _: 'enterPassword', password }, options)
  }

  /**
   * Has a code mailed by which a forgotten password can be replaced; the state then says where to.
   *
   * @throws {UsageError} `RECOVERY_UNAVAILABLE`, `LOGIN_STEP_WRONG`
   * @throws {RpcError} `PASSWORD_RECOVERY_NA`, `FLOOD_WAIT_X`
   */
  requestRecovery(options?: LoginStepOptions): Promise<LoginState> {
    return this.#run({ _: 'requestRecovery' }, options)
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
    return this.#run({ _: 'recover', ...request }, options)
  }

  /**
   * Logs in by a QR code that a device scans which is logged in. Iterates over what to show: states `qr`, each with
   * another code, as long as nobody has scanned one; then `done`, or `password` where the account has one, and ends.
   * Leaving the loop gives the login up.
   *
   * @param options - `except_ids`: users that this program is logged in as already and does not want again
   * @throws {RpcError} `API_ID_INVALID`, …
   *
   * @example
   * for await (const state of tg.login.qr()) if (state.at === 'qr') draw(state.url)
   */
  async *qr(
    options: LoginStepOptions & { readonly except_ids?: readonly bigint[] } = {},
  ): AsyncGenerator<LoginState, void, undefined> {
    const { signal, except_ids = [] } = options
    const { clock, receiveUpdates } = this.#env
    signal?.throwIfAborted()
    using watch = new TokenWatch(clock, receiveUpdates, signal)
    let delayMs = tokenRetryMs.first
    try {
      for (;;) {
        try {
          await this.#perform({ _: 'exportLoginToken', except_ids }, signal, {})
        } catch (error) {
          if (!isRpcError(error) || error.error_code < 500) throw error
          await watch.until(clock.now() + delayMs)
          delayMs = Math.min(2 * delayMs, tokenRetryMs.last)
          continue
        }
        delayMs = tokenRetryMs.first
        const { state } = this
        yield state
        if (state.at !== 'qr') return
        await watch.until(state.expiresAt)
      }
    } finally {
      if (this.state.at === 'qr') await this.#set(initialLoginState)
    }
  }

  /**
   * Logs in as a bot. Bots are made by `dc.bots.create` or `chappe bots create`, at Telegram by @BotFather. Keep the
   * session: repeated logins of one token are limited.
   *
   * @param token - `<id>:<secret>`
   * @throws {RpcError} `ACCESS_TOKEN_INVALID`, `ACCESS_TOKEN_EXPIRED`, `API_ID_INVALID`, `FLOOD_WAIT_X`
   */
  async bot(token: string, options: LoginStepOptions = {}): Promise<LoginState> {
    await this.#perform({ _: 'importBotAuthorization', bot_auth_token: token.trim() }, options.signal, {})
    return this.state
  }

  /** Gives the login up; the code that was sent becomes void. */
  cancel(options?: LoginStepOptions): Promise<LoginState> {
    return this.#run({ _: 'cancel' }, options)
  }

  /**
   * Goes on with a state that was saved elsewhere, as `JSON.stringify(tg.login)` gave it. It belongs to the session in
   * which it was made, since a code is bound to the key that asked for it.
   *
   * @throws {UsageError} `LOGIN_STATE_INVALID`
   */
  async restore(state: unknown): Promise<LoginState> {
    await this.#set(checkLoginState(state))
    return this.state
  }

  toJSON(): LoginState {
    return this.state
  }

  /**
   * Tells the login what was learned outside its own steps, from calls that the program made by itself.
   * What would have to be called next is left to the program.
   */
  async observe(event: LoginEvent): Promise<void> {
    await keepFutureToken(this.#env.keeper, event)
    const [state] = loginStep(this.state, event, this.#env.clock.now())
    await this.#set(state)
  }

  async #run(event: LoginEvent, options: LoginStepOptions = {}, settings: object = {}): Promise<LoginState> {
    const [state, command] = loginStep(this.state, event, this.#env.clock.now())
    await this.#set(state)
    if (command) await this.#perform(command, options.signal, settings)
    return this.state
  }

  /** Makes the call, and the ones that its answer asks for; the machine bounds their number. */
  async #perform(first: LoginCommand, signal: AbortSignal | undefined, settings: object): Promise<void> {
    let command: LoginCommand | undefined = first
    let failure: RpcError | undefined
    while (command) {
      if (command._ === 'sendCode' && command.dc !== undefined) await this.#env.moveTo(command.dc, signal)
      let event: LoginEvent
      try {
        failure = undefined
        event = await this.#call(command, signal, settings)
      } catch (error) {
        if (!isRpcError(error)) throw error
        // Without the hint a password can be entered all the same; the state says what was wrong.
        failure = command._ === 'getPassword' ? undefined : error
        event = failureEvent(command._, error)
      }
      await keepFutureToken(this.#env.keeper, event)
      const [state, next]: readonly [LoginState, LoginCommand?] = loginStep(this.state, event, this.#env.clock.now())
      await this.#set(state)
      command = next
    }
    if (failure && !steps.has(failure.errorName)) throw failure
  }

  async #call(command: LoginCommand, signal: AbortSignal | undefined, settings: object): Promise<LoginEvent> {
    const { call, api_id, api_hash } = this.#env
    const { _: name, ...parameters } = command
    const method = `auth.${name}`
    switch (command._) {
      case 'exportLoginToken':
        return this.#exportLoginToken(command.except_ids, signal)
      case 'importBotAuthorization': {
        const request = { ...parameters, flags: 0, api_id, api_hash }
        return {
          _: 'authorized',
          authorization: (await call({ method, parameters: request, signal })) as auth.Authorization,
        }
      }
      case 'sendCode': {
        const { phone_number } = command
        const logout_tokens = this.#env.keeper.data.future_auth_tokens?.expose()
        const known = logout_tokens !== undefined && logout_tokens.length > 0 ? { logout_tokens } : {}
        const request = { phone_number, api_id, api_hash, settings: { _: 'codeSettings', ...known, ...settings } }
        return {
          _: 'sent',
          phone_number,
          sentCode: (await call({ method, parameters: request, signal })) as auth.SentCode,
        }
      }
      case 'resendCode': {
        const { phone_number } = command
        return { _: 'sent', phone_number, sentCode: (await call({ method, parameters, signal })) as auth.SentCode }
      }
      case 'requestFirebaseSms':
        return { _: 'integrityChecked', accepted: (await call({ method, parameters, signal })) === true }
      case 'cancelCode':
        await call({ method, parameters, signal })
        return { _: 'canceled' }
      case 'getPassword':
      case 'checkPassword':
      case 'requestPasswordRecovery':
      case 'recoverPassword':
        return callForPassword(this.#env, command, signal)
      case 'logOut':
        return loggedOut((await call({ method, parameters: {}, signal })) as auth.LoggedOut)
      case 'signIn':
      case 'signUp':
        return { _: 'authorized', authorization: (await call({ method, parameters, signal })) as auth.Authorization }
    }
  }

  async #exportLoginToken(except_ids: readonly bigint[], signal: AbortSignal | undefined): Promise<LoginEvent> {
    const { call, api_id, api_hash, keeper } = this.#env
    const parameters = { api_id, api_hash, except_ids }
    const answer = (await call({ method: 'auth.exportLoginToken', parameters, signal })) as auth.LoginToken
    switch (answer._) {
      case 'auth.loginToken':
        return tokenShown(answer, keeper.data.timeOffsetMs)
      case 'auth.loginTokenSuccess':
        return { _: 'authorized', authorization: answer.authorization }
      case 'auth.loginTokenMigrateTo':
        throw new UsageError(
          'LOGIN_TYPE_UNSUPPORTED',
          `the account belongs to data center ${answer.dc_id}, which this version cannot follow to with a QR code; ` +
            'log in by phone number',
          { type: answer._ },
        )
    }
  }

  /** Resolves when the state would survive a restart. */
  async #set(state: LoginState): Promise<void> {
    if (state === this.state) return
    if (state.at === 'done') await this.#env.keeper.save({ login: state, user_id: BigInt(state.user_id) })
    else await this.#env.keeper.save({ login: state === initialLoginState ? undefined : state })
  }
}

/** Delays before a code is asked for again after the server failed, in milliseconds; each is twice the last. */
const tokenRetryMs = { first: 1000, last: 60_000 }

/** Makes the event of a token to show, which ends at a moment of the server's clock. */
export function tokenShown({ token, expires }: auth.loginToken, timeOffsetMs: number): LoginEvent {
  return { _: 'tokenShown', url: loginTokenUrl(token), expiresAt: Math.round(expires * 1000 - timeOffsetMs) }
}

/** Makes the event of a refused call. */
export function failureEvent(during: LoginCommand['_'], error: RpcError, phone_number?: string): LoginEvent {
  return {
    _: 'failed',
    during,
    name: error.errorName,
    ...(error.argument !== undefined && { argument: error.argument }),
    ...(phone_number !== undefined && { phone_number }),
  }
}

/** Makes the event of a log-out. */
export function loggedOut({ future_auth_token }: auth.LoggedOut): LoginEvent {
  return { _: 'loggedOut', ...(future_auth_token && { future_auth_token }) }
}

/** Keeps the token that came with an answer, so that the next login may need no code. */
async function keepFutureToken(keeper: SessionKeeper, event: LoginEvent): Promise<void> {
  const token = futureTokenOf(event)
  if (token === undefined) return
  const kept = keeper.data.future_auth_tokens ?? FutureTokens.none
  await keeper.save({ future_auth_tokens: kept.with(token) })
}

function futureTokenOf(event: LoginEvent): Uint8Array | undefined {
  if (event._ === 'loggedOut') return event.future_auth_token
  const authorization =
    event._ === 'authorized'
      ? event.authorization
      : event._ === 'sent' && event.sentCode._ === 'auth.sentCodeSuccess'
        ? event.sentCode.authorization
        : undefined
  return authorization?._ === 'auth.authorization' ? authorization.future_auth_token : undefined
}

/** Refusals that are ordinary steps of a login: the state that follows says all. */
const steps: ReadonlySet<string> = new Set([
  'PHONE_CODE_INVALID',
  'PHONE_CODE_EMPTY',
  'PHONE_CODE_EXPIRED',
  'PHONE_NUMBER_UNOCCUPIED',
  'SESSION_PASSWORD_NEEDED',
  'PASSWORD_HASH_INVALID',
  'PASSWORD_EMPTY',
  'PASSWORD_RECOVERY_EXPIRED',
  'CODE_INVALID',
  'AUTH_KEY_UNREGISTERED',
])
