import { isRpcError } from '@chappe/mtproto'
import type { help } from '@chappe/schema/api'
import type { CallNext } from '../call/interceptor.ts'
import type { Clock, Timer } from '../clock.ts'
import { isConnectionError } from '../connection/connection-error.ts'
import type { SessionKeeper } from '../session/session-keeper.ts'
import { termsLimits } from './terms-limits.ts'

/** What a watch over the terms of service needs from the client. */
export interface TermsWatchEnv {
  readonly clock: Clock
  readonly keeper: SessionKeeper
  readonly call: CallNext
  /** Whether there is a connection to the home. */
  readonly isConnected: () => boolean
  /** Is given terms that wait for an answer. */
  readonly onTerms: (terms: help.TermsOfService) => void | Promise<void>
  readonly onTrouble: (error: unknown) => void
}

/**
 * Asks whether there are terms of service to accept: after a login, after a start with one, and again whenever the last
 * answer expires. Nothing is asked while nobody is logged in or there is no connection; what fell due meanwhile is asked
 * once there is. Terms are given out one at a time: the next question waits until they have been dealt with.
 *
 * @see {@link https://core.telegram.org/method/help.getTermsOfServiceUpdate}
 */
export class TermsWatch {
  readonly #env: TermsWatchEnv
  readonly #forget: () => void
  /** Whose terms these are about. */
  #user_id: bigint | undefined
  /** When to ask; undefined when there is nobody to ask for. */
  #dueAtMs: number | undefined
  #timer: Timer | undefined
  /** The question that is under way, until the program has dealt with what came of it. */
  #asking: AbortController | undefined

  /** Watches from now on. */
  constructor(env: TermsWatchEnv) {
    this.#env = env
    this.#forget = env.keeper.onChange(() => this.#look())
    this.#look()
  }

  /** To be called when a connection to the home has opened. */
  connected(): void {
    this.#plan()
  }

  /** Ends it; a question under way is given up. */
  close(): void {
    this.#forget()
    this.#begin(undefined)
  }

  #look(): void {
    const { user_id } = this.#env.keeper.data
    if (user_id !== this.#user_id) this.#begin(user_id)
  }

  #begin(user_id: bigint | undefined): void {
    this.#asking?.abort()
    this.#asking = undefined
    this.#user_id = user_id
    this.#dueAtMs = user_id === undefined ? undefined : this.#env.clock.now()
    this.#plan()
  }

  #plan(): void {
    const { clock, isConnected, onTrouble } = this.#env
    this.#timer?.cancel()
    this.#timer = undefined
    const dueAtMs = this.#dueAtMs
    if (dueAtMs === undefined || this.#asking) return
    if (dueAtMs > clock.now()) this.#timer = clock.setTimer(dueAtMs, () => this.#plan())
    else if (isConnected()) this.#ask().catch(onTrouble)
  }

  async #ask(): Promise<void> {
    const asking = new AbortController()
    this.#asking = asking
    try {
      const terms = await this.#termsNow(asking.signal)
      if (terms && !asking.signal.aborted) await this.#env.onTerms(terms)
    } catch (error) {
      if (!asking.signal.aborted) this.#env.onTrouble(error)
    }
    // Whoever has logged in meanwhile has a question of their own.
    if (this.#asking !== asking) return
    this.#asking = undefined
    this.#plan()
  }

  /** Asks, and notes when to ask again. */
  async #termsNow(signal: AbortSignal): Promise<help.TermsOfService | undefined> {
    const { call } = this.#env
    const question = { method: 'help.getTermsOfServiceUpdate', parameters: {}, signal }
    let update: help.TermsOfServiceUpdate
    try {
      update = (await call(question)) as help.TermsOfServiceUpdate
    } catch (error) {
      if (signal.aborted || isConnectionError(error)) throw error
      // Terms are for people.
      const isBot = isRpcError(error) && error.error_message === 'BOT_METHOD_INVALID'
      this.#dueAtMs = isBot ? undefined : this.#env.clock.now() + termsLimits.pauseMsMin
      if (isBot) return undefined
      throw error
    }
    if (!signal.aborted) this.#dueAtMs = this.#expiry(update)
    return update._ === 'help.termsOfServiceUpdate' ? update.terms_of_service : undefined
  }

  /** The server counts seconds by its own clock. */
  #expiry({ expires }: help.TermsOfServiceUpdate): number {
    const { clock, keeper } = this.#env
    const now = clock.now()
    const pauseMs = expires * 1000 - (now + keeper.data.timeOffsetMs)
    return now + Math.min(Math.max(pauseMs, termsLimits.pauseMsMin), termsLimits.pauseMsMax)
  }
}
