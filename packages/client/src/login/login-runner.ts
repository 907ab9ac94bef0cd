import { isRpcError, type RpcError } from '@chappe/mtproto'
import type { Updates } from '@chappe/schema/api'
import { loginBytesMax } from '../session/session-data.ts'
import { keepFutureToken } from './keep-future-token.ts'
import { failureEvent, noticeOf, sentCodeOf } from './login-answers.ts'
import { callForLogin } from './login-calls.ts'
import type { LoginEnv, LoginStepOptions } from './login-env.ts'
import type { LoginCommand, LoginEvent, LoginFailure, LoginStep } from './login-events.ts'
import { loginStep } from './login-machine.ts'
import { keptSettings, type LoginSettings, type PrivateSettings, privateSettings } from './login-settings.ts'
import {
  backToPhone,
  type DoneState,
  initialLoginState,
  type LoginState,
  numberOf,
  pendingCode,
} from './login-state.ts'
import { isOrdinary } from './ordinary-refusals.ts'
import { type ProvenCode, provenCode, saysNoPassword } from './proven-code.ts'

/** Runs the machine: makes the calls that it wants, and keeps the state that it gives in the session. */
export class LoginRunner {
  readonly env: LoginEnv
  readonly #listeners = new Set<() => void>()
  #done: DoneState | undefined
  /** How often a login was begun or given up: what an earlier one hears after that is no longer of interest. */
  #beginnings = 0
  /** Those that the present login was begun with. */
  #privateSettings: PrivateSettings = {}
  /** Of a login that waits for a password. */
  #proven: ProvenCode | undefined

  constructor(env: LoginEnv) {
    this.env = env
  }

  /** What the login waits for; the same object until that changes. */
  get state(): LoginState {
    const { login, user_id } = this.env.keeper.data
    if (login) return login
    if (user_id === undefined) return initialLoginState
    const text = String(user_id)
    if (this.#done?.user_id !== text) this.#done = { at: 'done', user_id: text }
    return this.#done
  }

  /** Hears of every change of the state, until the function that it returns is called. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Begins a login; however often it has to begin anew, it says the same of the program. */
  async begin(phone_number: string, settings: LoginSettings, options?: LoginStepOptions): Promise<LoginState> {
    const kept = keptSettings(settings)
    this.#privateSettings = privateSettings(settings)
    return await this.run({ _: 'start', phone_number, ...(kept && { settings: kept }) }, options)
  }

  /** Takes a step, with all the calls that it needs. */
  async run(event: LoginEvent, options: LoginStepOptions = {}): Promise<LoginState> {
    const [state, command] = loginStep(this.state, event, this.env.clock.now())
    if (event._ === 'start' || event._ === 'cancel') this.#beginnings += 1
    await this.set(state)
    if (command) await this.perform(command, options.signal)
    return this.state
  }

  /**
   * Makes the call, and the ones that its answer asks for; the machine bounds their number.
   *
   * @throws {RpcError} a refusal that is no ordinary step of a login
   */
  async perform(first: LoginCommand, signal: AbortSignal | undefined): Promise<void> {
    const beginning = this.#beginnings
    let command: LoginCommand | undefined = first
    let refused: { readonly error: RpcError; readonly failure: LoginFailure } | undefined
    while (command) {
      let event: LoginEvent
      try {
        refused = undefined
        event = await callForLogin(this.env, command, signal, this.#privateSettings)
      } catch (error) {
        if (!isRpcError(error) || this.#isSuperseded(command, beginning)) throw error
        const failure = failureEvent(command._, error, subjectOf(command))
        event = failure
        // Without the hint a password can be entered all the same; the state says what was wrong.
        refused = command._ === 'getPassword' ? undefined : { error, failure }
      }
      if (this.#isSuperseded(command, beginning) && !isSuccess(event)) return
      this.#proven = provenCode(command, event) ?? this.#proven
      if (saysNoPassword(event)) event = (await this.#signInAgain(signal)) ?? event
      command = await this.#take(event)
    }
    if (refused && !isOrdinary(refused.failure)) throw refused.error
  }

  /** Takes in what was learned outside the login's own steps. What would have to be called next is left to others. */
  async observe(event: LoginEvent): Promise<void> {
    await this.#take(event)
  }

  /**
   * Takes in what the server sent by itself: the code after a payment, and the popup that goes with a refusal. They
   * count whether somebody waits for them or not.
   */
  receive(updates: Updates): void {
    const { state } = this
    if (state.at === 'done') return
    const notice = noticeOf(updates)
    if (notice !== undefined) void this.observe({ _: 'noticed', notice }).catch(this.env.onTrouble)
    const sentCode = sentCodeOf(updates)
    const pending = pendingCode(state)
    if (sentCode === undefined || state.at !== 'payment' || pending === undefined) return
    void this.observe({ _: 'sent', ...pending, sentCode }).catch(this.env.onTrouble)
  }

  /** Resolves when the state would survive a restart. */
  async set(state: LoginState): Promise<void> {
    if (state === this.state) return
    if (state.at !== 'password') this.#proven = undefined
    const { keeper } = this.env
    const saving =
      state.at === 'done'
        ? keeper.save({ login: state, user_id: BigInt(state.user_id) })
        : keeper.save({ login: state === initialLoginState ? undefined : thatCanBeSaved(state) })
    for (const listener of [...this.#listeners]) listener()
    await saving
  }

  /**
   * Gives the code once more that was right when there was a password.
   *
   * @returns undefined when that does not help: the login has to begin anew
   */
  async #signInAgain(signal: AbortSignal | undefined): Promise<LoginEvent | undefined> {
    if (this.#proven === undefined || this.state.at !== 'password') return undefined
    try {
      return await callForLogin(this.env, this.#proven, signal, this.#privateSettings)
    } catch (error) {
      if (!isRpcError(error)) throw error
      return undefined
    }
  }

  #isSuperseded({ _: name }: LoginCommand, beginning: number): boolean {
    return name === 'sendCode' && beginning !== this.#beginnings
  }

  async #take(event: LoginEvent): Promise<LoginCommand | undefined> {
    const [state, command]: LoginStep = loginStep(this.state, event, this.env.clock.now())
    // First of all, before anything waits: two answers at once must not see the same state.
    const saved = this.set(state)
    await keepFutureToken(this.env.keeper, event)
    await saved
    return command
  }
}

/** A key that is logged in is, whatever was wanted meanwhile. */
function isSuccess(event: LoginEvent): boolean {
  return event._ === 'sent' && event.sentCode._ === 'auth.sentCodeSuccess'
}

/** A session with an endless text in it could not be opened again; no honest server sends one. */
function thatCanBeSaved(state: LoginState): LoginState {
  return JSON.stringify(state).length <= loginBytesMax ? state : backToPhone(numberOf(state)?.slice(0, 64), 'TOO_LARGE')
}

function subjectOf(command: LoginCommand): { readonly phone_number?: string; readonly phone_code_hash?: string } {
  return {
    ...('phone_number' in command && { phone_number: command.phone_number }),
    ...('phone_code_hash' in command && { phone_code_hash: command.phone_code_hash }),
  }
}
