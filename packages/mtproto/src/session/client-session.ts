import type { AuthKey } from '@chappe/crypto'
import type { MtprotoEnv } from '../env.ts'
import { ProtocolError, UsageError } from '../errors.ts'
import { constructorIdOf } from '../message/constructor-ids.ts'
import { packGzip } from '../message/gzip.ts'
import { toLong } from '../message/msg-id.ts'
import { requestDrop } from './client-corrections.ts'
import type { ClientEvent } from './client-event.ts'
import { type ClientSessionLimits, clientSessionLimits } from './client-limits.ts'
import { receivePacket } from './client-receive.ts'
import { collectPackets } from './client-send.ts'
import { ClientState } from './client-state.ts'

/** How a {@link ClientSession} begins. */
export interface ClientSessionOptions {
  readonly authKey: AuthKey
  /** The salt stored last, or the first one of the key exchange. A wrong one costs a round trip. */
  readonly server_salt: bigint
  /** 64 random bits, not zero. Default: fresh ones. A session is not continued over a restart: its numbers are lost. */
  readonly session_id?: bigint
  /** Server's clock minus ours, in milliseconds, as the key exchange or a `time` event told. Default 0. */
  readonly timeOffsetMs?: number
  readonly limits?: Partial<ClientSessionLimits>
}

/** How one call is sent. */
export interface CallOptions {
  /** Whether the query may be packed by gzip. Default: yes, but for parts of files, which do not shrink. */
  readonly compress?: boolean
}

/**
 * The client's side of one MTProto session: gives calls their `msg_id` and `seqno`, packs parallel ones into containers,
 * acknowledges, keeps salts and clock right, sends again what was lost, and matches answers to calls.
 *
 * It owns no socket and no timer. The host passes bytes and the time in (milliseconds since the epoch), sends what
 * {@link ClientSession.flush} returns, and calls {@link ClientSession.tick} when {@link ClientSession.nextWakeAt} has
 * come. The session outlives connections; one connection at a time carries it.
 *
 * @see {@link https://core.telegram.org/mtproto/description}
 */
export class ClientSession {
  readonly #state: ClientState
  #lastNow = 0

  constructor(env: MtprotoEnv, options: ClientSessionOptions) {
    const { authKey, server_salt, session_id, timeOffsetMs = 0, limits } = options
    if (session_id === 0n)
      throw new UsageError('SESSION_STATE', 'a session_id of 0 is refused by servers; leave it out')
    const start = { server_salt, session_id, offsetMs: timeOffsetMs }
    this.#state = new ClientState(env, authKey, start, { ...clientSessionLimits, ...limits })
  }

  /** The session's id; another one after a `session_renewed` event. */
  get session_id(): bigint {
    return this.#state.session_id
  }

  /** The salt in use, as the last `salt` event told. */
  get server_salt(): bigint {
    return this.#state.reportedSalt
  }

  /** Server's clock minus ours, in milliseconds, as the last `time` event told. */
  get timeOffsetMs(): number {
    return this.#state.offsetMs
  }

  /** Calls that are not over. */
  get openCalls(): number {
    return this.#state.calls.size
  }

  /**
   * Takes a call. It is sent by the next {@link ClientSession.flush} of a connection, and ends by one event with the
   * handle returned here.
   *
   * @param body - a boxed query, wrappers included
   * @throws {UsageError} `CALL_TOO_LARGE`, `PAYLOAD_LENGTH` (not in whole words), `SESSION_STATE` (too many open calls)
   */
  call(now: number, body: Uint8Array, options: CallOptions = {}): number {
    this.#lastNow = now
    const { env, limits, calls } = this.#state
    if (body.length === 0 || body.length % 4 !== 0) {
      throw new UsageError(
        'PAYLOAD_LENGTH',
        `a query has a multiple of four bytes, not ${body.length}; encode it by a codec`,
      )
    }
    const compress = options.compress ?? !fileParts.has(constructorIdOf(body))
    const query = compress && body.length >= limits.compressFromBytes ? packGzip(env, body) : body
    if (query.length > limits.callBytesMax) {
      throw new UsageError('CALL_TOO_LARGE', `a query of ${query.length} bytes passes ${limits.callBytesMax}; split it`)
    }
    return calls.add(query).handle
  }

  /** The `msg_id` under which a call is at the server, for `invokeAfterMsg`; undefined before it is sent and when over. */
  msgIdOf(handle: number): bigint | undefined {
    const call = this.#state.calls.get(handle)
    return call === undefined || call.at === 'waiting' ? undefined : toLong(call.msg_id)
  }

  /**
   * Gives a call up: its answer is no longer wanted. The call ends by a `dropped` event, at once when it was not sent,
   * else when the server has answered `rpc_drop_answer`. What the call did is not undone. Handles that are over or
   * cancelled already are ignored.
   *
   * @see {@link https://core.telegram.org/mtproto/service_messages#cancellation-of-an-rpc-query}
   */
  cancel(now: number, handle: number): void {
    this.#lastNow = now
    const call = this.#state.calls.get(handle)
    if (call === undefined || call.cancelled) return
    call.cancelled = true
    if (call.at === 'waiting') this.#state.drop(call)
    else {
      this.#state.calls.keep(call)
      requestDrop(this.#state, call)
    }
  }

  /** A connection is up and can carry this session. Everything unanswered is sent or asked about again. */
  connected(now: number): void {
    this.#lastNow = now
    const state = this.#state
    state.connected = true
    state.lastReceivedAt = now
    state.openPing = undefined
    state.nextPingAt = now
    state.saltRequestAt = now
  }

  /** The connection is gone, whoever closed it. */
  disconnected(now: number): void {
    this.#lastNow = now
    const state = this.#state
    state.connected = false
    // The clock may be set anew while we are away; the next connection's first answer tells.
    state.synchronised = false
    state.openPing = undefined
    // Service messages of the old connection are void or made again when needed.
    state.services.length = 0
    const unsaid: bigint[] = []
    for (const record of state.sent.values()) if (record.kind === 'acks') unsaid.push(...record.msg_ids)
    // A lost acknowledgement is worth repeating: the server resends what it believes unacknowledged.
    for (const msg_id of unsaid.slice(-recentAcksMax)) state.acks.add(now, msg_id)
    for (const [msg_id, record] of state.sent)
      if (record.kind !== 'container' && record.kind !== 'drop') state.sent.delete(msg_id)
    for (const call of [...state.calls.sent()]) {
      if (call.cancelled) requestDrop(state, call)
      else if (call.acknowledged) askAbout(call)
      else state.calls.repeat(call)
    }
  }

  /** Takes one payload of the transport. Whatever is wrong with it comes back as a `close` event. */
  receive(now: number, packet: Uint8Array): ClientEvent[] {
    this.#lastNow = now
    receivePacket(this.#state, now, packet)
    return this.#takeEvents()
  }

  /** Does what time asks for, and returns events that no packet caused: a missed pong, calls dropped unsent. */
  tick(now: number): ClientEvent[] {
    this.#lastNow = now
    const state = this.#state
    if (state.connected && silentSince(state) + state.limits.pongTimeoutMs <= now) {
      state.openPing = undefined
      state.nextPingAt = now + state.limits.pingIntervalMs
      state.close(
        new ProtocolError('CONNECTION_SILENT', 'the server did not answer a ping in time; close and connect again', {
          expected: `${state.limits.pongTimeoutMs} ms`,
        }),
      )
    }
    return this.#takeEvents()
  }

  /** Everything that waits, as encrypted payloads, in the order in which they must be sent. Empty without a connection. */
  flush(now: number): Uint8Array[] {
    this.#lastNow = now
    return this.#state.connected ? collectPackets(this.#state, now) : []
  }

  /**
   * When to call {@link ClientSession.tick} and {@link ClientSession.flush} next, in milliseconds since the epoch. A time
   * that has passed means at once; undefined means that only a call, a packet or a connection brings work.
   */
  nextWakeAt(): number | undefined {
    const state = this.#state
    if (state.events.length > 0) return this.#lastNow
    if (!state.connected) return undefined
    if (state.calls.pending || state.services.length > 0) return this.#lastNow
    const times = [
      state.acks.dueAt,
      state.openPing === undefined ? state.nextPingAt : silentSince(state) + state.limits.pongTimeoutMs,
    ]
    for (const call of state.calls.sent()) {
      if (call.acknowledged) continue
      times.push(call.touchedAt + state.limits.stateRequestMs)
      break
    }
    return Math.min(...times.filter(time => time !== undefined))
  }

  #takeEvents(): ClientEvent[] {
    return this.#state.events.splice(0)
  }
}

/** `upload.saveFilePart` and `upload.saveBigFilePart` carry media, which is compressed already. */
const fileParts: ReadonlySet<number> = new Set([0xb304a621, 0xde7b673d])

/** Acknowledgements repeated after a reconnect. */
const recentAcksMax = 1024

/** When the silence began that makes a connection dead, Infinity while no ping is open. */
function silentSince(state: ClientState): number {
  if (state.openPing === undefined) return Number.POSITIVE_INFINITY
  return Math.max(state.openPing.sentAt, state.lastReceivedAt)
}

/** Has the state of an acknowledged call asked for: the server may have forgotten it together with its session. */
function askAbout(call: { acknowledged: boolean; touchedAt: number }): void {
  call.acknowledged = false
  call.touchedAt = Number.NEGATIVE_INFINITY
}
