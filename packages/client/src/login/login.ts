import { isRpcError, type RpcError } from '@chappe/mtproto'
import type { auth, codeSettings } from '@chappe/schema/api'
import type { CallNext } from '../call/interceptor.ts'
import type { Clock } from '../clock.ts'
import type { SessionKeeper } from '../session/session-keeper.ts'
import { describeLogin } from './describe-login.ts'
import { type LoginCommand, type LoginEvent, loginStep, resendRemainingSeconds } from './login-machine.ts'
import { initialLoginState, type LoginState } from './login-state.ts'
import { checkLoginState } from './parse-login-state.ts'

/** What a login needs from its client. */
export interface LoginEnv {
  readonly keeper: SessionKeeper
  readonly clock: Clock
  readonly api_id: number
  readonly api_hash: string
  /** Makes a call without telling the login of it. */
  readonly call: CallNext
  /** Leaves for the data center with that number. */
  readonly moveTo: (dc: number, signal: AbortSignal | undefined) => Promise<void>
}

/** Options of one step. */
export interface LoginStepOptions {
  readonly signal?: AbortSignal
}

/**
 * A login by phone code, step by step: `start`, then `enterCode` (with `resend` and `cancel` in between), then `signUp`
 * where the number has no account. The state is plain data and is kept in the session, so a login goes on after a
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
   * @param request - `force` asks the server even when it is known to refuse
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
        failure = error
        event = failureEvent(command._, error)
      }
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
      case 'sendCode': {
        const { phone_number } = command
        const request = { phone_number, api_id, api_hash, settings: { _: 'codeSettings', ...settings } }
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
      case 'cancelCode':
        await call({ method, parameters, signal })
        return { _: 'canceled' }
      case 'signIn':
      case 'signUp':
        return { _: 'authorized', authorization: (await call({ method, parameters, signal })) as auth.Authorization }
    }
  }

  /** Resolves when the state would survive a restart. */
  async #set(state: LoginState): Promise<void> {
    if (state === this.state) return
    if (state.at === 'done') await this.#env.keeper.save({ login: state, user_id: BigInt(state.user_id) })
    else await this.#env.keeper.save({ login: state === initialLoginState ? undefined : state })
  }
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

/** Refusals that are ordinary steps of a login: the state that follows says all. */
const steps: ReadonlySet<string> = new Set([
  'PHONE_CODE_INVALID',
  'PHONE_CODE_EMPTY',
  'PHONE_CODE_EXPIRED',
  'PHONE_NUMBER_UNOCCUPIED',
  'SESSION_PASSWORD_NEEDED',
])
