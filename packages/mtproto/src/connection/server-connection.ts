import type { MtprotoEnv } from '../env.ts'
import { ProtocolError, SecurityError, transportErrorCodes } from '../errors.ts'
import type { CreatedKey, KeyOutcome } from '../exchange/exchange.ts'
import { ServerExchange, type ServerExchangeOptions } from '../exchange/server-driver.ts'
import { authKeyIdOf, openMessage } from '../message/encrypted-message.ts'
import type { KeyRecord } from '../session/key-record.ts'
import type { SessionRequest } from '../session/server-receive.ts'
import type { ServerSession } from '../session/server-session.ts'
import type { SessionCarrier } from '../session/session-carrier.ts'
import type { KeyHolder, SessionTable } from '../session/session-table.ts'
import {
  createServerTransport,
  type DetectedTransport,
  type ServerTransport,
  type ServerTransportOptions,
} from '../transport/server-transport.ts'
import { type ServerConnectionLimits, serverConnectionLimits } from './connection-limits.ts'
import { HeldPackets, type Packet } from './held-packets.ts'
import type { ServerEvent } from './server-event.ts'

/** How a {@link ServerConnection} works. */
export interface ServerConnectionOptions {
  /** All sessions of the data center, shared by its connections. */
  readonly sessions: SessionTable
  /** RSA keys, accepted data centers and bounds of key exchanges. */
  readonly exchange: ServerExchangeOptions
  /** Secrets, replay cache and bounds of the transport. */
  readonly transport?: ServerTransportOptions
  /**
   * Called when something is to be flushed that came about outside of {@link ServerConnection.receive}, such as an
   * answer. Collect such calls and flush once per tick.
   */
  readonly onReady?: () => void
  readonly limits?: Partial<ServerConnectionLimits>
}

/**
 * One connection to a server: finds out the transport, agrees on keys, decrypts, and brings messages to their sessions.
 *
 * It owns no socket and no timer. The host passes chunks and the time in (milliseconds since the epoch), acts on the
 * events, writes `send` bytes at once and those of {@link ServerConnection.flush} after each tick, and calls
 * {@link ServerConnection.tick} when {@link ServerConnection.nextWakeAt} has come.
 *
 * @see {@link https://core.telegram.org/mtproto}
 */
export class ServerConnection {
  readonly #env: MtprotoEnv
  readonly #sessions: SessionTable
  readonly #transport: ServerTransport
  readonly #exchange: ServerExchange
  readonly #limits: ServerConnectionLimits
  readonly #carrier: SessionCarrier & KeyHolder
  readonly #keys = new Map<bigint, KeyRecord>()
  readonly #held: HeldPackets
  readonly #carried = new Set<ServerSession>()
  readonly #openedAt: number
  #lastPacketAt: number
  #proven = false
  #errors = 0
  #disconnectAt = Number.POSITIVE_INFINITY
  #created: CreatedKey | undefined
  #closing = false

  /** @param now - when the connection was accepted, in milliseconds since the epoch */
  constructor(env: MtprotoEnv, now: number, options: ServerConnectionOptions) {
    this.#env = env
    this.#sessions = options.sessions
    this.#transport = createServerTransport(env, options.transport)
    this.#exchange = new ServerExchange(env, options.exchange)
    this.#limits = { ...serverConnectionLimits, ...options.limits }
    this.#held = new HeldPackets(this.#limits.heldPacketsMax, this.#limits.heldBytesMax)
    this.#openedAt = now
    this.#lastPacketAt = now
    const { onReady } = options
    this.#carrier = {
      ready: () => onReady?.(),
      disconnectAt: timeMs => {
        this.#disconnectAt = timeMs
      },
      forgetKey: auth_key_id => this.#keys.delete(auth_key_id),
    }
  }

  /** What the client speaks; undefined before its first bytes came. */
  get detected(): DetectedTransport | undefined {
    return this.#transport.detected
  }

  /** The sessions carried now. */
  get sessions(): readonly ServerSession[] {
    return [...this.#carried]
  }

  /** Takes bytes of the socket, in any slicing. */
  receive(now: number, chunk: Uint8Array): ServerEvent[] {
    const events: ServerEvent[] = []
    if (this.#closing) return events
    this.#guard(events, () => {
      for (const frame of this.#transport.push(chunk)) {
        // Errors and quick acknowledgements are for servers to send; a client's would mean nothing.
        if (frame.kind === 'packet' && !this.#closing) this.#receivePacket(now, frame, events)
      }
    })
    return events
  }

  /** Answers `key_needed`; undefined when nobody knows the key, which the client is told by −404. */
  provideKey(now: number, auth_key_id: bigint, key: KeyRecord | undefined): ServerEvent[] {
    const events: ServerEvent[] = []
    const packets = this.#held.take(auth_key_id)
    if (this.#closing) return events
    if (key !== undefined && key.authKey.auth_key_id === auth_key_id) this.#remember(key)
    this.#guard(events, () => {
      for (const packet of packets) {
        if (!this.#closing) this.#receiveEncrypted(now, auth_key_id, packet, events)
      }
    })
    return events
  }

  /**
   * Answers `key_created`: `ok` once the key is stored, `retry` when its id is taken, `fail` to refuse.
   *
   * @throws {UsageError} `EXCHANGE_STATE` when no key waits
   */
  keyStored(now: number, outcome: KeyOutcome): ServerEvent[] {
    const events: ServerEvent[] = []
    const answer = this.#exchange.confirm(now, outcome)
    const created = this.#created
    this.#created = undefined
    if (outcome === 'ok' && created !== undefined) {
      const { authKey, dc, expires_at, server_salt } = created
      this.#sessions.salts.acceptFirst(authKey.auth_key_id, server_salt, now)
      this.#remember({ authKey, dc, expires_at, created_at: now })
    }
    if (!this.#closing) events.push({ _: 'send', bytes: this.#transport.encode(answer) })
    return events
  }

  /** Does what time asks for: closes after the delay of `ping_delay_disconnect`, or after silence. */
  tick(now: number): ServerEvent[] {
    const events: ServerEvent[] = []
    if (this.#closing || now < this.#closeAt()) return events
    const reason = new ProtocolError('CONNECTION_SILENT', 'the client has been silent for too long')
    this.#close(reason, events)
    return events
  }

  /** Everything that sessions have ready for this connection, framed, in the order in which it must be written. */
  flush(now: number): Uint8Array[] {
    const chunks: Uint8Array[] = []
    for (const session of this.#carried) {
      for (const packet of session.flush(now, this.#carrier)) chunks.push(this.#transport.encode(packet))
      if (session.destroyed) this.#carried.delete(session)
    }
    return chunks
  }

  /** When to call {@link ServerConnection.tick} and {@link ServerConnection.flush} next, in milliseconds. */
  nextWakeAt(): number | undefined {
    if (this.#closing) return undefined
    let at = this.#closeAt()
    for (const session of this.#carried) at = Math.min(at, session.ackDueAt(this.#carrier) ?? at)
    return at
  }

  /** The socket is gone: sessions live on and go over to other connections. Calling it twice is harmless. */
  closed(now: number): void {
    this.#closing = true
    for (const session of this.#carried) {
      session.detach(this.#carrier)
      this.#sessions.noteConnection(now, session)
    }
    this.#carried.clear()
    for (const auth_key_id of this.#keys.keys()) this.#sessions.release(auth_key_id, this.#carrier)
    this.#keys.clear()
  }

  #receivePacket(now: number, packet: Packet, events: ServerEvent[]): void {
    this.#lastPacketAt = now
    const auth_key_id = authKeyIdOf(packet.payload)
    if (auth_key_id === 0n) {
      this.#receivePlain(now, packet.payload, events)
      return
    }
    if (this.#keys.has(auth_key_id)) {
      this.#receiveEncrypted(now, auth_key_id, packet, events)
      return
    }
    const isAsked = this.#held.has(auth_key_id)
    if (!this.#held.add(auth_key_id, packet)) {
      throw new ProtocolError('LIMIT_EXCEEDED', 'too many packets under keys that are still looked up')
    }
    if (!isAsked) events.push({ _: 'key_needed', auth_key_id })
  }

  #receivePlain(now: number, payload: Uint8Array, events: ServerEvent[]): void {
    const { send, error, created } = this.#exchange.receive(now, payload)
    if (send !== undefined) events.push({ _: 'send', bytes: this.#transport.encode(send) })
    if (created !== undefined) {
      this.#created = created
      events.push({ _: 'key_created', key: created })
    }
    if (error !== undefined) this.#sendError(error, events)
  }

  #receiveEncrypted(now: number, auth_key_id: bigint, packet: Packet, events: ServerEvent[]): void {
    const key = this.#keys.get(auth_key_id)
    // S13. The key is known, and has not ended.
    if (key === undefined || (key.expires_at !== undefined && key.expires_at * 1000 <= now)) {
      this.#sendError(transportErrorCodes.NOT_FOUND, events)
      return
    }
    // S14–S16.
    const message = openMessage(this.#env, key.authKey, 'client', packet.payload)
    // S17. A session has an id, and belongs to one key.
    if (message.session_id === 0n) {
      throw new SecurityError('SESSION_ID_MISMATCH', 'session_id 0 cannot be used; drop the connection')
    }
    const session = this.#carry(now, key, message.session_id, events)
    const requests: SessionRequest[] = []
    try {
      const accepted = session.receive(now, this.#carrier, message, requests)
      this.#proven ||= accepted
      if (accepted && packet.quickAckWanted) {
        const bytes = this.#transport.encodeQuickAck(message.quickAckToken)
        if (bytes.length > 0) events.push({ _: 'send', bytes })
      }
    } finally {
      this.#sessions.noteConnection(now, session)
      for (const request of requests) this.#passOn(now, session, request, events)
    }
  }

  #carry(now: number, key: KeyRecord, session_id: bigint, events: ServerEvent[]): ServerSession {
    const opened = this.#sessions.open(now, key, session_id)
    if (opened === undefined) throw new ProtocolError('LIMIT_EXCEEDED', 'no room for another session of this key')
    const { session, created } = opened
    if (created) events.push({ _: 'session_created', session })
    if (this.#carried.has(session)) return session
    if (this.#carried.size >= this.#limits.sessionsMax) {
      throw new ProtocolError('LIMIT_EXCEEDED', `more than ${this.#limits.sessionsMax} sessions on one connection`)
    }
    this.#carried.add(session)
    return session
  }

  #passOn(now: number, session: ServerSession, request: SessionRequest, events: ServerEvent[]): void {
    switch (request._) {
      case 'call':
        events.push({ _: 'call', session, msg_id: request.msg_id, body: request.body })
        return
      case 'drop_answer':
        events.push({ _: 'drop_answer', session, msg_id: request.msg_id })
        return
      case 'destroy_auth_key':
        events.push({ _: 'destroy_auth_key', session, msg_id: request.msg_id })
        return
      case 'destroy_session': {
        // S29. Only sessions of the same key can be seen. The session that asks cannot destroy itself.
        const other = this.#sessions.get(session.auth_key_id, request.session_id)
        const exists = other !== undefined && other !== session
        session.answerDestroySession(now, request.session_id, exists)
        if (!exists) return
        this.#sessions.destroy(other)
        this.#carried.delete(other)
        events.push({ _: 'session_destroyed', session: other })
      }
    }
  }

  #remember(key: KeyRecord): void {
    const { auth_key_id } = key.authKey
    if (this.#keys.size >= this.#limits.keysMax) {
      const [oldest] = this.#keys.keys()
      if (oldest !== undefined) {
        this.#keys.delete(oldest)
        this.#sessions.release(oldest, this.#carrier)
      }
    }
    this.#keys.set(auth_key_id, key)
    this.#sessions.hold(auth_key_id, this.#carrier)
  }

  #sendError(code: number, events: ServerEvent[]): void {
    events.push({ _: 'send', bytes: this.#transport.encodeError(code) })
    this.#errors++
    if (this.#errors < this.#limits.errorsMax) return
    this.#close(new ProtocolError('LIMIT_EXCEEDED', `${this.#errors} transport errors on one connection`), events)
  }

  /** Turns what must be dropped into `close`: silently, except that going beyond a limit is answered by −429. */
  #guard(events: ServerEvent[], work: () => void): void {
    try {
      work()
    } catch (error) {
      if (!(error instanceof SecurityError) && !(error instanceof ProtocolError)) throw error
      if (error.code === 'TOO_MANY_IDS' || error.code === 'LIMIT_EXCEEDED') {
        events.push({ _: 'send', bytes: this.#transport.encodeError(transportErrorCodes.FLOOD) })
      }
      this.#close(error, events)
    }
  }

  #close(reason: SecurityError | ProtocolError, events: ServerEvent[]): void {
    this.#closing = true
    events.push({ _: 'close', reason })
  }

  #closeAt(): number {
    const { disconnectDelayMsMax, silentMs, unprovenMs } = this.#limits
    const asked = Math.min(this.#disconnectAt, this.#lastPacketAt + disconnectDelayMsMax)
    const silent = this.#lastPacketAt + silentMs
    return Math.min(asked, silent, this.#proven ? Number.POSITIVE_INFINITY : this.#openedAt + unprovenMs)
  }
}
