import { isRpcError } from '@chappe/mtproto'
import type { help, user } from '@chappe/schema/api'
import { withTimeLimit } from '../../call/time-limit.ts'
import type { Clock } from '../../clock.ts'
import { isUsageError, UsageError } from '../../usage-error.ts'
import type { Login } from '../login.ts'
import type { LoginStepOptions } from '../login-env.ts'
import {
  type IntegrityState,
  type LoginState,
  numberOf,
  type PaymentState,
  type PhoneState,
  type QrState,
} from '../login-state.ts'
import { awaitAnswer, type Meanwhile } from './await-answer.ts'
import { GivenAnswers } from './given-answers.ts'
import type { AnswerName, LoginAnswers, LoginMove, LoginQuestion, NewAccount } from './login-answers.ts'
import { giveUp, isMove, makeMove } from './make-move.ts'
import { mayBeAnswered } from './may-be-answered.ts'
import { offersQr } from './offers-qr.ts'
import { resendWhenPossible } from './resend-when-possible.ts'
import { showQr } from './show-qr.ts'

/** What leads through a login needs from its client. */
export interface StartEnv {
  readonly login: Login
  readonly clock: Clock
  /** Asks who is logged in. */
  readonly getSelf: (signal: AbortSignal | undefined) => Promise<user>
  /** Asks what the server offers. */
  readonly getAppConfig: (signal: AbortSignal | undefined) => Promise<help.AppConfig>
}

/**
 * Leads a login from where it stands to its end with the answers given, and resolves with the user. Whoever is logged in
 * already is asked nothing. It may be left at any time, by the signal or by an answer that throws, and gone on with later:
 * the state is in the session.
 *
 * @throws {UsageError} `ANSWER_MISSING`, `ANSWER_REFUSED`, `QR_UNAVAILABLE`
 * @throws {RpcError} what is not about an answer: `PHONE_NUMBER_BANNED`, `FLOOD_WAIT_X`, `API_ID_INVALID`, …
 */
export function startLogin(
  env: StartEnv,
  answers: LoginAnswers,
  options: { readonly signal?: AbortSignal } = {},
): Promise<user> {
  return new LoginRun(env, answers, options.signal).run()
}

/** One login from where it stands to its end. */
class LoginRun {
  readonly #env: StartEnv
  readonly #answers: LoginAnswers
  readonly #signal: AbortSignal | undefined
  readonly #options: LoginStepOptions
  readonly #given: GivenAnswers
  #failure: Error | undefined
  #told: LoginState | undefined
  #qrIsOffered: boolean | undefined

  constructor(env: StartEnv, answers: LoginAnswers, signal: AbortSignal | undefined) {
    this.#env = env
    // What is not about one question counts from whoever says it.
    this.#answers = { ...general(answers.otherwise), ...answers }
    this.#signal = signal
    this.#options = signal === undefined ? {} : { signal }
    this.#given = new GivenAnswers(this.#answers.nameOf)
  }

  async run(): Promise<user> {
    this.#signal?.throwIfAborted()
    await this.#begin()
    for (let timesEnded = 0; ; ) {
      this.#signal?.throwIfAborted()
      const { state } = this.#env.login
      this.#tell(state)
      if (state.at !== 'done') {
        await this.#step(state)
        continue
      }
      const self = await this.#self(timesEnded)
      if (self) return self
      timesEnded += 1
    }
  }

  /** Gives up a pending login that is not the wanted one. */
  async #begin(): Promise<void> {
    const { restart, phone, botToken } = this.#answers
    const { login } = this.#env
    const { state } = login
    if (state.at === 'phone' || state.at === 'done') return
    const isOther = typeof botToken === 'string' || (typeof phone === 'string' && !isNumberOf(state, phone))
    if (restart || isOther) await giveUp(login, this.#options)
  }

  async #step(state: Exclude<LoginState, { at: 'done' }>): Promise<void> {
    const { login } = this.#env
    const options = this.#options
    switch (state.at) {
      case 'phone':
        return await this.#enter(state)
      case 'qr':
        // One that was shown before a restart is given up where QR codes have been switched off since.
        return await (this.#answers.qr !== undefined && (await this.#offersQr()) ? this.#showQr() : this.#enter(state))
      case 'code':
        return await this.#ask(
          'code',
          state,
          this.#answer('code'),
          code => login.enterCode(code, options),
          (signal, answered) => this.#resending(signal, answered),
        )
      case 'emailAddress':
        return await this.#ask('email', state, this.#answer('email'), email => login.enterEmail(email, options))
      case 'emailCode':
      case 'emailSetupCode':
        return await this.#ask('emailCode', state, this.#answer('emailCode'), code => login.enterCode(code, options))
      case 'payment':
        return await this.#pay(state)
      case 'password':
        return await this.#ask('password', state, this.#answer('password'), password =>
          login.enterPassword(password, options),
        )
      case 'signUp':
        return await this.#ask('signUp', state, this.#answer('signUp'), name =>
          login.signUp(typeof name === 'string' ? { first_name: name } : name, options),
        )
      case 'integrity':
        return await this.#proveIntegrity(state)
    }
  }

  /** Who answers: the value or the function given, or whoever is asked in its place. */
  #answer<Name extends AnswerName>(name: Name): LoginAnswers[Name] | undefined {
    const own = this.#answers[name]
    const other = this.#answers.otherwise?.[name]
    const isSpent = typeof own !== 'function' && !this.#given.mayGive(name)
    return own === undefined || (isSpent && other !== undefined) ? other : own
  }

  /** Chooses a way in: as a bot, by phone number, or by QR code. */
  async #enter(state: PhoneState | QrState): Promise<void> {
    const { botToken, qr, settings } = this.#answers
    const phone = this.#answer('phone')
    const { login } = this.#env
    if (botToken !== undefined) {
      return await this.#ask('botToken', state, botToken, token => login.bot(token, this.#options))
    }
    if (phone !== undefined || qr === undefined) {
      return await this.#ask('phone', state, phone, phone_number =>
        login.start({ phone_number, ...(settings && { settings }) }, this.#options),
      )
    }
    // A QR code that ended in an error is not shown for ever.
    if (state.problem !== undefined) this.#given.give('qr', state)
    await this.#showQr()
  }

  /** Shows one code after the other until one was scanned, or whoever shows them wants another way in. */
  async #showQr(): Promise<void> {
    const { login } = this.#env
    const { qr } = this.#answers
    if (qr === undefined) throw this.#given.missing(['qr'], 'A QR code is to be shown.', login.state)
    if (!(await this.#offersQr())) {
      throw new UsageError(
        'QR_UNAVAILABLE',
        'the server has switched off logins by QR code; log in with a phone number, or as a bot',
      )
    }
    await showQr(login, qr, {
      signal: this.#signal,
      question: (state, signal) => this.#question(state, signal),
      onState: state => this.#tell(state),
    })
  }

  /** Asked when a code is about to be shown, and once. A server that does not say may know QR codes all the same. */
  async #offersQr(): Promise<boolean> {
    if (this.#qrIsOffered !== undefined) return this.#qrIsOffered
    try {
      const { clock, getAppConfig } = this.#env
      this.#qrIsOffered = offersQr(await withTimeLimit(clock, appConfigMs, this.#signal, getAppConfig))
    } catch {
      this.#signal?.throwIfAborted()
      this.#qrIsOffered = true
    }
    return this.#qrIsOffered
  }

  /** Lets somebody pay. The login goes on when the payment is settled, whatever is being answered. */
  async #pay(state: PaymentState): Promise<void> {
    const { login } = this.#env
    const payment = this.#answer('payment')
    const untilSettled = async (signal: AbortSignal): Promise<void> => void (await login.awaitPayment({ signal }))
    const asking =
      payment &&
      (async (question: LoginQuestion<PaymentState>) => {
        const move = await payment(question)
        if (move === undefined) await untilSettled(question.signal)
        return move
      })
    await this.#ask<PaymentState, never>('payment', state, asking, untilSettled, untilSettled)
  }

  async #proveIntegrity(state: IntegrityState): Promise<void> {
    const { login } = this.#env
    const integrity = this.#answer('integrity')
    const token = integrity === undefined ? undefined : await this.#answerOf('integrity', state, integrity)
    if (login.state.at !== 'integrity') return
    if (token !== undefined) await login.proveIntegrity(token, this.#options)
    // The code comes by another medium for who has no such proof.
    else await login.resend({ reason: noProofReason }, this.#options)
  }

  /** Asks one question and does what the answer says. */
  async #ask<S extends LoginState, V extends string | NewAccount>(
    name: AnswerName,
    state: S,
    answer: V | ((question: LoginQuestion<S>) => Awaitable<V | LoginMove | undefined>) | undefined,
    take: (value: V) => Promise<unknown>,
    meanwhile?: Meanwhile,
  ): Promise<void> {
    const { login } = this.#env
    const value = await this.#answerOf<S, V | LoginMove | undefined>(name, state, answer, meanwhile)
    this.#failure = undefined
    if (value === undefined) return
    try {
      if (!isMove(value)) await take(value)
      else if (value._ === 'qr') await this.#showQr()
      else await makeMove(login, value, this.#options)
    } catch (error) {
      this.#signal?.throwIfAborted()
      const isLast = typeof answer !== 'function' && this.#answers.otherwise?.[name] === undefined
      if (isLast || !this.#asksAgain(error)) throw error
      this.#failure = error as Error
    }
    const next = login.state
    const isRefused = next.at === state.at && (this.#failure ?? problemOf(next)) !== undefined
    // Who gives a login up wants another one, not the same again.
    if (isMove(value) && value._ === 'cancel') this.#given.spend('phone')
    if (typeof answer === 'function') this.#given.note(name, value, isRefused, next)
    else if (isRefused) this.#given.spend(name)
  }

  /** @returns undefined when there is nothing to answer any more */
  async #answerOf<S extends LoginState, V>(
    name: AnswerName,
    state: S,
    answer: V | ((question: LoginQuestion<S>) => Awaitable<V>) | undefined,
    meanwhile?: Meanwhile,
  ): Promise<V | undefined> {
    const { login } = this.#env
    if (answer === undefined) throw this.#given.missing(neededFor[name] ?? [name], login.describe(), state)
    if (typeof answer !== 'function') {
      this.#given.give(name, state)
      return answer
    }
    const asking = answer as (question: LoginQuestion<S>) => Awaitable<V>
    const ask = (signal: AbortSignal): Awaitable<V> => asking(this.#question(state, signal))
    return await awaitAnswer(login, state, ask, { signal: this.#signal, meanwhile })
  }

  async #resending(signal: AbortSignal, answered: Promise<unknown>): Promise<void> {
    if (this.#answers.resendWhenPossible !== true) return
    await resendWhenPossible(this.#env, answered, signal, () => this.#tell(this.#env.login.state))
  }

  #asksAgain(error: unknown): boolean {
    if (!(error instanceof Error) || (isUsageError(error) && error.code.startsWith('ANSWER_'))) return false
    const { asksAgain } = this.#answers
    if (asksAgain) return asksAgain(error, this.#question(this.#env.login.state, this.#signal ?? neverAborted))
    return mayBeAnswered(error)
  }

  #tell(state: LoginState): void {
    if (state === this.#told) return
    this.#told = state
    this.#answers.onState?.(this.#question(state, this.#signal ?? neverAborted))
  }

  #question<S extends LoginState>(asked: S, signal: AbortSignal): LoginQuestion<S> {
    const { login } = this.#env
    return {
      get state() {
        return login.state.at === asked.at ? (login.state as S) : asked
      },
      failure: this.#failure,
      signal,
      get resendRemainingSeconds() {
        return login.resendRemainingSeconds
      },
      describe: () => login.describe(),
    }
  }

  /** @returns undefined when the login was ended elsewhere, so that another can begin */
  async #self(timesEnded: number): Promise<user | undefined> {
    try {
      return await this.#env.getSelf(this.#signal)
    } catch (error) {
      const isEnded = isRpcError(error) && this.#env.login.state.at !== 'done'
      if (!isEnded || timesEnded > 0) throw error
      return undefined
    }
  }
}

type Awaitable<T> = T | Promise<T>

function general(answers: LoginAnswers | undefined): LoginAnswers {
  const { asksAgain, nameOf, onState, qr, settings } = answers ?? {}
  return {
    ...(asksAgain && { asksAgain }),
    ...(nameOf && { nameOf }),
    ...(onState && { onState }),
    ...(qr && { qr }),
    ...(settings && { settings }),
  }
}

function problemOf(state: LoginState): string | undefined {
  return 'problem' in state ? state.problem : undefined
}

function isNumberOf(state: LoginState, phone: string): boolean {
  const digits = (text: string): string => text.replace(/\D/g, '')
  return digits(numberOf(state) ?? '') === digits(phone)
}

/** Longest time that a QR code waits for the word whether QR codes are offered, in milliseconds. */
const appConfigMs = 3000

const neverAborted: AbortSignal = new AbortController().signal

/** Which answers help where the named one is missing. */
const neededFor: Readonly<Partial<Record<AnswerName, readonly AnswerName[]>>> = { phone: ['phone', 'qr', 'botToken'] }

/** As the official apps put it. @see https://core.telegram.org/api/auth */
const noProofReason = 'GOOGLE_PLAY_SERVICES_NOT_AVAILABLE'
