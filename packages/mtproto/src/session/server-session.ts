import type { MtprotoEnv } from '../env.ts'
import { UsageError } from '../errors.ts'
import { constructorIdOf, rpc_error } from '../message/constructor-ids.ts'
import { type InnerMessage, innerHeaderBytes } from '../message/container.ts'
import { type EncryptedMessage, sealMessage } from '../message/encrypted-message.ts'
import { packGzip } from '../message/gzip.ts'
import { toLong, toMsgId } from '../message/msg-id.ts'
import { encodeRpcError, encodeService } from '../message/service-message.ts'
import type { RpcError } from '../rpc/rpc-error.ts'
import { encodeRpcResult } from '../rpc/rpc-result.ts'
import type { KeyRecord } from './key-record.ts'
import type { QueuedMessage } from './outgoing-queue.ts'
import type { SaltSchedule } from './salt-schedule.ts'
import type { ServerSessionLimits } from './server-limits.ts'
import { finish, receiveMessage, type SessionRequest } from './server-receive.ts'
import { type CallState, type FinishedListener, ServerState } from './server-state.ts'
import type { SessionCarrier } from './session-carrier.ts'

/**
 * The server's side of one session: one for each pair of authorization key and `session_id`, alive across connections.
 *
 * It is made by a {@link SessionTable} and fed by {@link ServerConnection}s. A host answers the calls it yields, and may
 * send updates; both are kept until the client acknowledges them, and sent again over the next connection.
 *
 * @see {@link https://core.telegram.org/mtproto/description#session}
 */
export class ServerSession {
  readonly #state: ServerState

  constructor(
    env: MtprotoEnv,
    identity: { readonly key: KeyRecord; readonly session_id: bigint; readonly unique_id: bigint },
    salts: SaltSchedule,
    limits: ServerSessionLimits,
  ) {
    this.#state = new ServerState(env, identity, salts, limits)
  }

  get session_id(): bigint {
    return this.#state.session_id
  }

  /** Made anew for every session of the server, so that a client notices when its session was forgotten. */
  get unique_id(): bigint {
    return this.#state.unique_id
  }

  get key(): KeyRecord {
    return this.#state.key
  }

  get auth_key_id(): bigint {
    return this.#state.key.authKey.auth_key_id
  }

  /** Whether a connection carries the session now. */
  get connected(): boolean {
    return this.#state.carriers.size > 0
  }

  /** Whether the session is over: destroyed by its client, with its key, or forgotten for its age. */
  get destroyed(): boolean {
    return this.#state.destroyed
  }

  /** Messages that wait to be sent or acknowledged. */
  get queueLength(): number {
    return this.#state.queue.size
  }

  /** Bytes that wait to be sent or acknowledged. */
  get queueBytes(): number {
    return this.#state.queue.bytes
  }

  /**
   * Answers a call with a boxed result or an `rpc_error`. Long results are packed by gzip. Ignored for a call that is
   * unknown, answered or dropped: a call is answered once.
   */
  answer(now: number, req_msg_id: bigint, result: Uint8Array): void {
    const state = this.#state
    const call = state.running.get(toMsgId(req_msg_id))
    if (call === undefined) return
    const isError = constructorIdOf(result) === rpc_error
    const isLong = !isError && result.length > state.limits.compressFromBytes
    const body = encodeRpcResult(call.msg_id, isLong ? packGzip(state.env, result) : result)
    state.running.delete(call.msg_id)
    // The answer acknowledges the call.
    state.acks.delete(call.msg_id)
    call.at = isError ? 'failed' : 'done'
    call.answer = state.enqueue(now, 'answer', body, call.carrier, call.msg_id)
    finish(state, call)
  }

  /** Answers a call with an error. */
  answerError(now: number, req_msg_id: bigint, error: RpcError): void {
    this.answer(now, req_msg_id, encodeRpcError(error.error_code, error.error_message))
  }

  /** Answers `destroy_auth_key`: bare, outside `rpc_result`, since clients look for it there. */
  answerDestroyAuthKey(now: number, _msg_id: bigint, outcome: 'ok' | 'none' | 'fail'): void {
    this.#state.post(now, { _: `destroy_auth_key_${outcome}` }, this.#state.anyCarrier)
  }

  /** Answers `destroy_session`, bare. */
  answerDestroySession(now: number, session_id: bigint, existed: boolean): void {
    const _ = existed ? 'destroy_session_ok' : 'destroy_session_none'
    this.#state.post(now, { _, session_id }, this.#state.anyCarrier)
  }

  /** Sends an object that answers no call, boxed: `Updates`. Kept for the next connection when there is none. */
  sendUpdate(now: number, body: Uint8Array): void {
    if (this.#state.destroyed) return
    const isLong = body.length > this.#state.limits.compressFromBytes
    this.#state.enqueue(now, 'notification', isLong ? packGzip(this.#state.env, body) : body, undefined)
  }

  /** Ends the connections that carry the session now. The session stays: a client that comes back goes on with it. */
  disconnect(now: number): void {
    for (const carrier of this.#state.carriers) {
      carrier.disconnectAt(now)
      carrier.ready()
    }
  }

  /** How far an earlier message has come; `unknown` also for messages that are no calls. */
  callState(msg_id: bigint): CallState {
    const id = toMsgId(msg_id)
    return this.#state.running.get(id)?.at ?? this.#state.received.get(id)?.call?.at ?? 'unknown'
  }

  /**
   * Calls back once when a call is over, whether it has arrived yet or not; at once when it is over already. The host
   * bounds the wait by a clock of its own and cancels.
   *
   * @returns a function that takes the listener back
   * @throws {UsageError} `SESSION_STATE` when too many listeners wait
   */
  onFinished(msg_id: bigint, listener: FinishedListener): () => void {
    const state = this.#state
    const id = toMsgId(msg_id)
    const now = this.callState(id)
    if (now === 'done' || now === 'failed') {
      listener(now)
      return () => undefined
    }
    if (state.listenerCount >= state.limits.listenersMax) {
      throw new UsageError(
        'SESSION_STATE',
        `${state.listenerCount} calls of one session wait for others; refuse this one`,
      )
    }
    const listeners = state.listeners.get(id) ?? new Set()
    listeners.add(listener)
    state.listeners.set(id, listeners)
    state.listenerCount++
    return () => {
      if (!listeners.delete(listener)) return
      state.listenerCount--
      if (listeners.size === 0) state.listeners.delete(id)
    }
  }

  /** For connections: takes one decrypted message, adds what the host has to do, and tells whether it was accepted. */
  receive(now: number, carrier: SessionCarrier, message: EncryptedMessage, requests: SessionRequest[]): boolean {
    this.attach(carrier)
    return receiveMessage(this.#state, now, carrier, message, requests)
  }

  /** For connections: this one carries the session. After a time without any, everything unacknowledged goes by it. */
  attach(carrier: SessionCarrier): void {
    const state = this.#state
    state.lastCarrier = carrier
    if (state.carriers.has(carrier)) return
    state.carriers.add(carrier)
    if (state.queue.size > 0 || state.once.length > 0) state.wake(carrier)
  }

  /** For connections: this one is gone. What it sent and was not acknowledged is sent again by another. */
  detach(carrier: SessionCarrier): void {
    const state = this.#state
    if (!state.carriers.delete(carrier)) return
    if (state.lastCarrier === carrier) state.lastCarrier = undefined
    // Pongs and notices about messages concern the connection that is gone.
    for (let index = state.once.length - 1; index >= 0; index--) {
      if (state.once[index]?.carrier === carrier) state.once.splice(index, 1)
    }
    for (const message of state.queue.values()) {
      if (message.carrier === carrier) state.repeat(message, undefined)
    }
  }

  /** For connections: everything ready for this one, as encrypted packets. */
  flush(now: number, carrier: SessionCarrier): Uint8Array[] {
    const state = this.#state
    if (!state.carriers.has(carrier)) return []
    const messages = this.#takeReady(now, carrier)
    const dueAt = this.ackDueAt(carrier)
    if (dueAt !== undefined && (messages.length > 0 || now >= dueAt)) {
      for (const msg_ids of state.acks.take()) messages.push(this.#ackMessage(now, msg_ids))
    }
    return packetsOf(state, messages).map(portion => seal(state, now, portion))
  }

  /** For connections: when acknowledgements must go by this one, in milliseconds; undefined when none wait for it. */
  ackDueAt(carrier: SessionCarrier): number | undefined {
    return carrier === this.#state.anyCarrier ? this.#state.acks.dueAt : undefined
  }

  /** For the table: nothing of the session will be answered any more. */
  destroy(): void {
    const state = this.#state
    state.destroyed = true
    state.queue.clear()
    state.ready = []
    state.acks.clear()
    state.running.clear()
    state.listeners.clear()
    state.listenerCount = 0
  }

  #takeReady(now: number, carrier: SessionCarrier): QueuedMessage[] {
    const state = this.#state
    if (state.ready.length === 0 && state.once.length === 0) return []
    state.queue.expire(now - state.limits.queueAgeMs)
    const ready: QueuedMessage[] = []
    const take = (message: QueuedMessage, later: QueuedMessage[]) => {
      const { carrier: wanted } = message
      if (wanted !== undefined && wanted !== carrier && state.carriers.has(wanted)) {
        later.push(message)
        return
      }
      message.at = 'sent'
      message.carrier = carrier
      ready.push(message)
    }
    for (const message of state.ready.splice(0)) {
      // It may have been given up, dropped or acknowledged meanwhile.
      if (state.queue.get(message.msg_id) === message) take(message, state.ready)
    }
    for (const message of state.once.splice(0)) take(message, state.once)
    return ready.sort((a, b) => (a.msg_id < b.msg_id ? -1 : 1))
  }

  #ackMessage(now: number, msg_ids: readonly bigint[]): QueuedMessage {
    const state = this.#state
    const body = encodeService({ _: 'msgs_ack', msg_ids: msg_ids.map(toLong) })
    const msg_id = state.generator.next(now, 'answer')
    const seqno = 2 * state.contentCount
    return {
      msg_id,
      seqno,
      body,
      queuedAt: now,
      at: 'sent',
      repeated: false,
      req_msg_id: undefined,
      carrier: undefined,
    }
  }
}

/** Cuts messages into packets by count and size. */
function packetsOf(state: ServerState, messages: readonly QueuedMessage[]): QueuedMessage[][] {
  const { containerMessagesMax, containerBytesMax } = state.limits
  const packets: QueuedMessage[][] = []
  let open: QueuedMessage[] = []
  let bytes = 0
  for (const message of messages) {
    const cost = innerHeaderBytes + message.body.length
    if (open.length > 0 && (open.length >= containerMessagesMax || bytes + cost > containerBytesMax)) {
      packets.push(open)
      open = []
      bytes = 0
    }
    open.push(message)
    bytes += cost
  }
  if (open.length > 0) packets.push(open)
  return packets
}

/** One message travels bare; several, one sent before, and one that waited long travel in a container. */
function seal(state: ServerState, now: number, messages: readonly QueuedMessage[]): Uint8Array {
  const { session_id, env, key } = state
  const server_salt = state.salts.current(key.authKey.auth_key_id, now)
  const [only] = messages
  const isBare =
    messages.length === 1 && only !== undefined && !only.repeated && now - only.queuedAt < state.limits.bareAgeMs
  if (isBare) {
    const { msg_id, seqno, body } = only
    return sealMessage(env, key.authKey, 'server', { server_salt, session_id, msg_id, seqno, body }).packet
  }
  const body: readonly InnerMessage[] = messages
  const msg_id = state.generator.next(now, 'answer')
  const seqno = 2 * state.contentCount
  return sealMessage(env, key.authKey, 'server', { server_salt, session_id, msg_id, seqno, body }).packet
}
