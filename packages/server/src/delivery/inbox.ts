import type { Clock } from '../clock.ts'
import { mediumNames } from '../domain/media/media.ts'
import type { MediumName } from '../domain/media/medium.ts'
import { normalisePhoneNumber } from '../domain/phone-number.ts'
import type { DeliveryMedium } from './delivery-log.ts'
import type { DeliveryMessage, DeliveryProvider } from './provider.ts'
import type { MailMessage, MailProvider } from './smtp/mail-provider.ts'

/** A message as a phone would have received it, or, for the medium `app`, the account's other sessions from 777000. */
export interface InboxMessage {
  /** Counts up from 1 over all numbers. */
  readonly id: number
  /** Digits only; of a mail, the number of the account that it is about. */
  readonly phone_number: string
  readonly medium: DeliveryMedium
  /** The address of a mail. */
  readonly email?: string
  /** What its reader enters. */
  readonly code: string
  /** Digits of the number that rang, of a call that hangs up. */
  readonly caller?: string
  readonly text: string
  /** Seconds since the Unix epoch. */
  readonly date: number
}

/** Which messages are meant; without a number, all. The number may be written in any usual way. */
export interface InboxFilter {
  readonly phone_number?: string | undefined
}

/**
 * Receives the codes that phones would receive and shows them: the medium of a data center that no gateway is connected
 * to. Kept in memory alone, since codes must not be on disk; a restart empties it. Holds the latest 100 messages per
 * number and 10 000 in all.
 */
export class Inbox implements DeliveryProvider, MailProvider {
  readonly name = 'inbox'
  readonly media: readonly MediumName[] = mediumNames
  readonly #clock: Clock
  readonly #messages = new Map<number, InboxMessage>()
  readonly #byNumber = new Map<string, InboxMessage[]>()
  readonly #lastTaken = new Map<string, number>()
  readonly #waiting = new Map<string, ((message: InboxMessage) => void)[]>()
  readonly #listeners = new Set<(message: InboxMessage) => void>()
  #lastId = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Receives a code; always accepts. */
  async deliver(message: DeliveryMessage): Promise<void> {
    const { phone_number, medium, code, caller, text } = message
    const date = Math.floor(this.#clock.now() / 1000)
    const ring = caller === undefined ? {} : { caller }
    this.#receive({ id: ++this.#lastId, phone_number, medium, code, ...ring, text, date })
  }

  /** Receives a mail; always accepts. It lies with the messages to the number of the account that it is about. */
  async send(mail: MailMessage): Promise<void> {
    const { phone_number, address: email, code, text } = mail
    const date = Math.floor(this.#clock.now() / 1000)
    this.#receive({ id: ++this.#lastId, phone_number, medium: 'email', email, code, text, date })
  }

  /** Returns messages, oldest first. */
  list(filter: InboxFilter = {}): InboxMessage[] {
    if (filter.phone_number === undefined) return [...this.#messages.values()]
    return [...(this.#byNumber.get(normalisePhoneNumber(filter.phone_number)) ?? [])]
  }

  /** Forgets messages. */
  clear(filter: InboxFilter = {}): void {
    for (const message of this.list(filter)) this.#forget(message)
  }

  /**
   * Resolves to the oldest message to a number that `next` has not given out before; waits for one when there is none.
   *
   * @throws `signal.reason` when the signal aborts first
   *
   * @example
   * const { code } = await dc.inbox.next('+999 123 4567', { signal: AbortSignal.timeout(5000) })
   */
  async next(phone_number: string, options: { readonly signal?: AbortSignal } = {}): Promise<InboxMessage> {
    options.signal?.throwIfAborted()
    const number = normalisePhoneNumber(phone_number)
    const lastTaken = this.#lastTaken.get(number) ?? 0
    const there = this.#byNumber.get(number)?.find(message => message.id > lastTaken)
    if (there === undefined) return this.#arrival(number, options.signal)
    this.#lastTaken.set(number, there.id)
    return there
  }

  /** Calls `listener` at every message from now on; returns what ends that. */
  subscribe(listener: (message: InboxMessage) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #arrival(number: string, signal: AbortSignal | undefined): Promise<InboxMessage> {
    const { promise, resolve, reject } = Promise.withResolvers<InboxMessage>()
    const queue = this.#waiting.get(number) ?? []
    this.#waiting.set(number, queue)
    const leave = (): void => {
      const rest = (this.#waiting.get(number) ?? []).filter(waiter => waiter !== take)
      if (rest.length > 0) this.#waiting.set(number, rest)
      else this.#waiting.delete(number)
      signal?.removeEventListener('abort', abort)
    }
    const take = (message: InboxMessage): void => {
      // Marked at once, before the waiter gets to run, so that nobody else is given the same message.
      this.#lastTaken.set(number, message.id)
      leave()
      resolve(message)
    }
    const abort = (): void => {
      leave()
      reject(signal?.reason)
    }
    queue.push(take)
    signal?.addEventListener('abort', abort, { once: true })
    return promise
  }

  #receive(message: InboxMessage): void {
    this.#keep(message)
    this.#waiting.get(message.phone_number)?.shift()?.(message)
    for (const listener of this.#listeners) listener(message)
  }

  #keep(message: InboxMessage): void {
    const ofNumber = this.#byNumber.get(message.phone_number) ?? []
    this.#byNumber.set(message.phone_number, ofNumber)
    ofNumber.push(message)
    this.#messages.set(message.id, message)
    const [oldestOfNumber] = ofNumber
    if (ofNumber.length > messagesPerNumberMax && oldestOfNumber !== undefined) this.#forget(oldestOfNumber)
    const [oldest] = this.#messages.values()
    if (this.#messages.size > messagesMax && oldest !== undefined) this.#forget(oldest)
  }

  #forget(message: InboxMessage): void {
    this.#messages.delete(message.id)
    const rest = (this.#byNumber.get(message.phone_number) ?? []).filter(other => other !== message)
    if (rest.length > 0) {
      this.#byNumber.set(message.phone_number, rest)
    } else {
      this.#byNumber.delete(message.phone_number)
      this.#lastTaken.delete(message.phone_number)
    }
  }
}

const messagesPerNumberMax = 100
/** About 5 MB at the limit. */
const messagesMax = 10_000
