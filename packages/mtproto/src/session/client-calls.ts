import { UsageError } from '../errors.ts'
import type { ClientSessionLimits } from './client-limits.ts'

/**
 * One call of a client, from the moment it is asked for until it is over.
 *
 * `waiting`: to be sent under an id it does not have yet. `sent`: on its way or at the server. `again`: was sent, is to
 * be sent once more under the same id, which is allowed inside a container only.
 */
export interface Call {
  readonly handle: number
  readonly body: Uint8Array
  at: 'waiting' | 'sent' | 'again'
  /** Set while `sent` or `again`. */
  msg_id: bigint
  seqno: number
  /** The container of the last transmission, or the message's own id when it travelled bare. */
  carrier_msg_id: bigint
  /** Transmissions under this id that the server has not refused. More than one: it may have arrived already. */
  transmissions: number
  /** When it was last sent or asked about, in milliseconds. */
  touchedAt: number
  /** The server said that it has it. */
  acknowledged: boolean
  /** The caller wants no answer any more. */
  cancelled: boolean
  /** The server refused the container it was in: it travels without company. */
  alone: boolean
}

/** The calls of one session that are not over. */
export class ClientCalls {
  readonly #limits: ClientSessionLimits
  readonly #byHandle = new Map<number, Call>()
  readonly #byMsgId = new Map<bigint, Call>()
  #waiting = new Set<Call>()
  readonly #again = new Set<Call>()
  #lastHandle = 0

  constructor(limits: ClientSessionLimits) {
    this.#limits = limits
  }

  /** @throws {UsageError} `SESSION_STATE` when too many calls wait */
  add(body: Uint8Array): Call {
    if (this.#byHandle.size >= this.#limits.callsMax) {
      throw new UsageError('SESSION_STATE', `${this.#byHandle.size} calls wait for answers; await some of them first`)
    }
    const call: Call = {
      handle: ++this.#lastHandle,
      body,
      at: 'waiting',
      msg_id: 0n,
      seqno: 0,
      carrier_msg_id: 0n,
      transmissions: 0,
      touchedAt: 0,
      acknowledged: false,
      cancelled: false,
      alone: false,
    }
    this.#byHandle.set(call.handle, call)
    this.#waiting.add(call)
    return call
  }

  get(handle: number): Call | undefined {
    return this.#byHandle.get(handle)
  }

  byMsgId(msg_id: bigint): Call | undefined {
    return this.#byMsgId.get(msg_id)
  }

  /** Calls under an id of this session, in order of sending. */
  sent(): Iterable<Call> {
    return this.#byMsgId.values()
  }

  /** All calls that are not over. */
  all(): Iterable<Call> {
    return this.#byHandle.values()
  }

  get size(): number {
    return this.#byHandle.size
  }

  get waiting(): ReadonlySet<Call> {
    return this.#waiting
  }

  get again(): ReadonlySet<Call> {
    return this.#again
  }

  /** Gives a waiting call its id. */
  identify(call: Call, msg_id: bigint, seqno: number): void {
    call.msg_id = msg_id
    call.seqno = seqno
    this.#byMsgId.set(msg_id, call)
  }

  /** Notes one transmission. */
  transmitted(now: number, call: Call, carrier_msg_id: bigint): void {
    this.#waiting.delete(call)
    this.#again.delete(call)
    call.at = 'sent'
    call.carrier_msg_id = carrier_msg_id
    call.transmissions++
    call.touchedAt = now
  }

  /** Has a call sent once more under its id. */
  repeat(call: Call): void {
    if (call.at !== 'sent') return
    call.at = 'again'
    call.acknowledged = false
    this.#again.add(call)
  }

  /** Takes {@link ClientCalls.repeat} back. */
  keep(call: Call): void {
    if (call.at !== 'again') return
    call.at = 'sent'
    this.#again.delete(call)
  }

  /** Has a call sent under a new id, ahead of those that never were sent. */
  rebuild(call: Call): void {
    if (call.at === 'waiting') return
    this.#again.delete(call)
    this.#byMsgId.delete(call.msg_id)
    call.at = 'waiting'
    call.transmissions = 0
    call.acknowledged = false
    this.#rebuilt.push(call)
  }

  readonly #rebuilt: Call[] = []

  /** Puts rebuilt calls in front of the waiting ones, oldest first. Called once per flush, so that many cost as one. */
  settle(): void {
    if (this.#rebuilt.length === 0) return
    const rebuilt = this.#rebuilt.splice(0).filter(call => this.#byHandle.has(call.handle))
    rebuilt.sort((a, b) => a.handle - b.handle)
    this.#waiting = new Set([...rebuilt, ...this.#waiting])
  }

  /** Whether anything waits to be sent. */
  get pending(): boolean {
    return this.#waiting.size > 0 || this.#again.size > 0 || this.#rebuilt.length > 0
  }

  /** Ends a call. */
  remove(call: Call): void {
    this.#byHandle.delete(call.handle)
    if (call.at !== 'waiting') this.#byMsgId.delete(call.msg_id)
    this.#waiting.delete(call)
    this.#again.delete(call)
  }
}
