import type { MtprotoEnv } from '../env.ts'
import { MsgIdGenerator, type MsgIdKind, toLong } from '../message/msg-id.ts'
import { encodeService, type ServiceMessage } from '../message/service-message.ts'
import { AckQueue } from './ack-queue.ts'
import type { KeyRecord } from './key-record.ts'
import { OutgoingQueue, type QueuedMessage } from './outgoing-queue.ts'
import { ReceivedIds } from './received-ids.ts'
import type { SaltSchedule } from './salt-schedule.ts'
import type { ServerSessionLimits } from './server-limits.ts'
import type { SessionCarrier } from './session-carrier.ts'

/** How far a call has come, as `invokeAfterMsg` needs to know it. */
export type CallState = 'running' | 'done' | 'failed' | 'unknown'

/** A call that a session has received. */
export interface ServerCall {
  readonly msg_id: bigint
  at: Exclude<CallState, 'unknown'>
  /** Where it came from, and where its answer goes. */
  carrier: SessionCarrier
  /** The message that answers it, once there is one. */
  answer: QueuedMessage | undefined
  /** The client has acknowledged the answer. */
  settled: boolean
}

/** What a session remembers about a message it has received. */
export interface ReceivedFact {
  readonly seqno: number
  readonly kind: 'message' | 'container'
  readonly isCall: boolean
  readonly call?: ServerCall
}

/** Called once, when a call has been answered. */
export type FinishedListener = (state: 'done' | 'failed') => void

/** Everything one server session remembers. Only {@link ServerSession} is seen from outside. */
export class ServerState {
  readonly env: MtprotoEnv
  readonly key: KeyRecord
  readonly session_id: bigint
  readonly unique_id: bigint
  readonly salts: SaltSchedule
  readonly limits: ServerSessionLimits

  readonly generator: MsgIdGenerator
  contentCount = 0
  /** The lowest id the client has been told the session knows; undefined before the first accepted message. */
  first_msg_id: bigint | undefined
  readonly received: ReceivedIds<ReceivedFact>
  readonly acks: AckQueue
  /** The connection that acknowledgements go by: the one that spoke last. */
  lastCarrier: SessionCarrier | undefined
  readonly carriers: Set<SessionCarrier> = new Set()

  /** Content-related messages: kept until acknowledged. */
  readonly queue: OutgoingQueue
  /** Those of `queue` that are to be sent, and perhaps some that were given up since. */
  ready: QueuedMessage[] = []
  /** Other messages: sent once. */
  readonly once: QueuedMessage[] = []

  readonly running: Map<bigint, ServerCall> = new Map()
  readonly listeners: Map<bigint, Set<FinishedListener>> = new Map()
  listenerCount = 0
  destroyed = false

  constructor(
    env: MtprotoEnv,
    identity: { readonly key: KeyRecord; readonly session_id: bigint; readonly unique_id: bigint },
    salts: SaltSchedule,
    limits: ServerSessionLimits,
  ) {
    this.env = env
    this.key = identity.key
    this.session_id = identity.session_id
    this.unique_id = identity.unique_id
    this.salts = salts
    this.generator = new MsgIdGenerator(env.crypto.random(3))
    this.limits = limits
    this.received = new ReceivedIds(limits.receivedIdsMax)
    this.acks = new AckQueue(limits.ackDelayMs, limits.acksMax)
    this.queue = new OutgoingQueue(limits.queueMessagesMax, limits.queueBytesMax)
  }

  /** Queues a content-related message: kept and repeated until the client acknowledges it. */
  enqueue(
    now: number,
    kind: MsgIdKind,
    body: Uint8Array,
    carrier: SessionCarrier | undefined,
    req_msg_id?: bigint,
  ): QueuedMessage {
    const seqno = 2 * this.contentCount + 1
    this.contentCount++
    const message = { ...this.#message(now, kind, seqno, body, carrier), req_msg_id }
    this.queue.expire(now - this.limits.queueAgeMs)
    this.queue.add(message)
    this.#makeReady(message)
    this.wake(carrier)
    return message
  }

  /** Queues a service message that is sent once and needs no acknowledgement. */
  post(now: number, service: ServiceMessage, carrier: SessionCarrier | undefined, kind: MsgIdKind = 'answer'): void {
    if (this.once.length >= this.limits.queueMessagesMax) this.once.shift()
    this.once.push(this.#message(now, kind, 2 * this.contentCount, encodeService(service), carrier))
    this.wake(carrier)
  }

  /** `bad_msg_notification` about a message that was not processed. */
  refuse(now: number, bad: { msg_id: bigint; seqno: number }, error_code: number, carrier: SessionCarrier): void {
    const bad_msg_id = toLong(bad.msg_id)
    const about = { bad_msg_id, bad_msg_seqno: bad.seqno, error_code }
    if (error_code === 48) {
      const new_server_salt = this.salts.current(this.key.authKey.auth_key_id, now)
      this.post(now, { _: 'bad_server_salt', ...about, new_server_salt }, carrier)
    } else {
      this.post(now, { _: 'bad_msg_notification', ...about }, carrier)
    }
  }

  /** Has a queued message sent again under its id. */
  repeat(message: QueuedMessage, carrier: SessionCarrier | undefined): void {
    if (message.at === 'sent') {
      message.repeated = true
      message.at = 'ready'
      this.#makeReady(message)
    }
    message.carrier = carrier
    this.wake(carrier)
  }

  /** Tells the connection that will carry the next packet that there is one. */
  wake(carrier: SessionCarrier | undefined): void {
    const target = carrier !== undefined && this.carriers.has(carrier) ? carrier : this.anyCarrier
    target?.ready()
  }

  get anyCarrier(): SessionCarrier | undefined {
    if (this.lastCarrier !== undefined && this.carriers.has(this.lastCarrier)) return this.lastCarrier
    const [first] = this.carriers
    return first
  }

  /** While nobody takes them, what was given up must not pile up among the ready ones. */
  #makeReady(message: QueuedMessage): void {
    this.ready.push(message)
    if (this.ready.length <= 2 * this.limits.queueMessagesMax) return
    this.ready = this.ready.filter(one => this.queue.get(one.msg_id) === one)
  }

  #message(
    now: number,
    kind: MsgIdKind,
    seqno: number,
    body: Uint8Array,
    carrier: SessionCarrier | undefined,
  ): QueuedMessage {
    const msg_id = this.generator.next(now, kind)
    return { msg_id, seqno, body, queuedAt: now, at: 'ready', repeated: false, req_msg_id: undefined, carrier }
  }
}
