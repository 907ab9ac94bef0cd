import type { AuthKey } from '@chappe/crypto'
import type { MtprotoEnv } from '../env.ts'
import { ProtocolError, type SecurityError } from '../errors.ts'
import { MsgIdGenerator } from '../message/msg-id.ts'
import type { ServiceMessage } from '../message/service-message.ts'
import { AckQueue } from './ack-queue.ts'
import { type Call, ClientCalls } from './client-calls.ts'
import type { ClientEvent } from './client-event.ts'
import type { ClientSessionLimits } from './client-limits.ts'
import { ClientSalts } from './client-salts.ts'
import { ReceivedIds } from './received-ids.ts'

/** What a sent message other than a call was, to know what to do when the server refuses or answers it. */
export type SentRecord =
  | { readonly kind: 'container'; readonly msg_ids: readonly bigint[] }
  | { readonly kind: 'ping'; readonly ping_id: bigint }
  | { readonly kind: 'salts' }
  | { readonly kind: 'drop'; readonly call: Call }
  | { readonly kind: 'acks'; readonly msg_ids: readonly bigint[] }
  | { readonly kind: 'state'; readonly msg_ids: readonly bigint[] }
  | { readonly kind: 'other'; readonly message: ServiceMessage }

/** A service message waiting to be sent, with the record to keep once it has its id. */
export interface WaitingService {
  readonly message: ServiceMessage
  readonly record: SentRecord
}

/** A ping without its pong. */
export interface OpenPing {
  readonly ping_id: bigint
  readonly sentAt: number
}

/**
 * Everything one client session remembers. The functions that receive, send, correct and keep time work on it; only
 * {@link ClientSession} is seen from outside.
 */
export class ClientState {
  readonly env: MtprotoEnv
  readonly authKey: AuthKey
  readonly limits: ClientSessionLimits

  session_id: bigint
  /** Sessions of ours that were given up: late messages for them are discarded without alarm. */
  readonly retired: bigint[] = []
  readonly ids: { generator: MsgIdGenerator }
  /** Content-related messages sent in this session. */
  contentCount = 0
  received: ReceivedIds<true>
  readonly acks: AckQueue
  readonly calls: ClientCalls
  readonly salts: ClientSalts
  reportedSalt: bigint

  /** Server's clock minus ours, in milliseconds. */
  offsetMs: number
  /** Whether an answer on this connection has confirmed `offsetMs`. Before that no message is refused for its time. */
  synchronised = false

  connected = false
  lastReceivedAt = 0
  nextPingAt = 0
  lastPingId = 0n
  openPing: OpenPing | undefined

  readonly sent: Map<bigint, SentRecord> = new Map()
  readonly services: WaitingService[] = []
  /** When salts may be asked for again, in milliseconds. */
  saltRequestAt = 0
  readonly uniqueIds: Set<bigint> = new Set()

  /** Corrections in a row without success. */
  corrections = 0
  /** Refusals of messages up to this id belong to a correction already made. */
  correctedUpTo = 0n

  readonly events: ClientEvent[] = []

  constructor(
    env: MtprotoEnv,
    authKey: AuthKey,
    start: { readonly server_salt: bigint; readonly session_id: bigint | undefined; readonly offsetMs: number },
    limits: ClientSessionLimits,
  ) {
    this.env = env
    this.authKey = authKey
    this.limits = limits
    this.session_id = start.session_id ?? randomSessionId(env)
    this.ids = { generator: new MsgIdGenerator(env.crypto.random(3)) }
    this.offsetMs = start.offsetMs
    this.salts = new ClientSalts(start.server_salt)
    this.reportedSalt = start.server_salt
    this.received = new ReceivedIds(limits.receivedIdsMax)
    this.acks = new AckQueue(limits.ackDelayMs, limits.acksMax)
    this.calls = new ClientCalls(limits)
  }

  serverTime(now: number): number {
    return now + this.offsetMs
  }

  serverSeconds(now: number): number {
    return Math.floor(this.serverTime(now) / 1000)
  }

  emit(event: ClientEvent): void {
    this.events.push(event)
  }

  /** Asks the host to close the connection. */
  close(reason: SecurityError | ProtocolError): void {
    this.emit({ _: 'close', reason })
  }

  /** Queues a service message. */
  post(message: ServiceMessage, record: SentRecord = { kind: 'other', message }): void {
    if (this.services.length >= this.limits.servicesMax) this.services.shift()
    this.services.push({ message, record })
  }

  /** Remembers what a sent message was; the oldest is forgotten when there are too many. */
  remember(msg_id: bigint, record: SentRecord): void {
    this.sent.set(msg_id, record)
    if (this.sent.size <= this.limits.sentRecordsMax) return
    for (const oldest of this.sent.keys()) {
      this.sent.delete(oldest)
      break
    }
  }

  /** Ends a cancelled call. */
  drop(call: Call): void {
    this.calls.remove(call)
    this.emit({ _: 'dropped', handle: call.handle })
  }

  /** Tells the host when the salt in use is another than it was told. */
  reportSalt(now: number): void {
    const salt = this.salts.current(this.serverSeconds(now))
    if (salt === this.reportedSalt) return
    this.reportedSalt = salt
    this.emit({ _: 'salt', server_salt: salt })
  }
}

/** A random `session_id`, never zero. */
export function randomSessionId(env: MtprotoEnv): bigint {
  for (let attempt = 0; attempt < 8; attempt++) {
    const bytes = env.crypto.random(8)
    const session_id = new DataView(bytes.buffer, bytes.byteOffset, 8).getBigInt64(0, true)
    if (session_id !== 0n) return session_id
  }
  throw new ProtocolError('LIMIT_EXCEEDED', 'the random source gives zeros only; give one that works in env.crypto')
}
