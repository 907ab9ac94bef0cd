import { idsPerMessageMax } from '../message/service-message.ts'

/**
 * Ids of received messages that wait to be acknowledged by `msgs_ack`. They travel with the next message that goes out;
 * alone only when they are many or have waited long.
 *
 * @see {@link https://core.telegram.org/mtproto/service_messages_about_messages#acknowledgment-of-receipt}
 */
export class AckQueue {
  readonly #delayMs: number
  readonly #countMax: number
  readonly #ids = new Set<bigint>()
  #since: number | undefined

  /**
   * @param delayMs - how long an id may wait, in milliseconds
   * @param countMax - how many may wait
   */
  constructor(delayMs: number, countMax: number) {
    this.#delayMs = delayMs
    this.#countMax = countMax
  }

  add(now: number, msg_id: bigint): void {
    this.#ids.add(msg_id)
    this.#since ??= now
  }

  /** Forgets an id whose acknowledgement became needless, because an answer to it goes out. */
  delete(msg_id: bigint): void {
    this.#ids.delete(msg_id)
    if (this.#ids.size === 0) this.#since = undefined
  }

  /** When the waiting ids must be sent at the latest, in milliseconds; undefined when there are none. */
  get dueAt(): number | undefined {
    if (this.#since === undefined) return undefined
    return this.#ids.size >= this.#countMax ? this.#since : this.#since + this.#delayMs
  }

  /** Takes all waiting ids, in portions that fit one `msgs_ack` each. */
  take(): bigint[][] {
    const portions: bigint[][] = []
    const ids = [...this.#ids]
    for (let start = 0; start < ids.length; start += idsPerMessageMax) {
      portions.push(ids.slice(start, start + idsPerMessageMax))
    }
    this.clear()
    return portions
  }

  clear(): void {
    this.#ids.clear()
    this.#since = undefined
  }
}
