import type { AuthKey } from '@chappe/crypto'
import { ServerConnection, type ServerConnectionOptions } from '../../src/connection/server-connection.ts'
import type { ServerEvent } from '../../src/connection/server-event.ts'
import type { MtprotoEnv } from '../../src/env.ts'
import type { ClientEvent } from '../../src/session/client-event.ts'
import { ClientSession, type ClientSessionOptions } from '../../src/session/client-session.ts'
import { SaltSchedule } from '../../src/session/salt-schedule.ts'
import type { ServerSessionLimits } from '../../src/session/server-limits.ts'
import type { ServerSession } from '../../src/session/server-session.ts'
import { SessionTable } from '../../src/session/session-table.ts'
import { type ClientTransport, createClientTransport } from '../../src/transport/client-transport.ts'
import { privateKey } from './exchange.ts'
import { noon, publishedKey, sessionEnv } from './session-env.ts'

/** A call as the server's host sees it. */
export interface ReceivedCall {
  readonly session: ServerSession
  readonly msg_id: bigint
  readonly body: Uint8Array
}

export interface LinkOptions {
  readonly seed?: number
  readonly client?: Partial<ClientSessionOptions>
  readonly serverLimits?: Partial<ServerSessionLimits>
  /** The client's clock minus the server's, in milliseconds. */
  readonly skewMs?: number
  /** How the server answers a call; undefined: not by itself. */
  readonly answer?: ((call: ReceivedCall) => Uint8Array | undefined) | undefined
  readonly connection?: Partial<ServerConnectionOptions>
  readonly key?: AuthKey
}

/**
 * A client session and a server that meet in memory, through real transports and encryption, with one fake clock. Bytes
 * move only when the test says so, so that they can be lost, kept back, doubled and mixed.
 */
export class SessionLink {
  readonly env: MtprotoEnv
  readonly table: SessionTable
  readonly client: ClientSession
  readonly options: LinkOptions
  now: number = noon
  connection: ServerConnection | undefined
  #transport: ClientTransport | undefined
  /** Everything the client's host was told. */
  readonly clientEvents: ClientEvent[] = []
  /** Everything the server's host was told. */
  readonly serverEvents: ServerEvent[] = []
  /** Calls the server was asked to execute. */
  readonly calls: ReceivedCall[] = []

  constructor(options: LinkOptions = {}) {
    this.options = options
    this.env = sessionEnv(options.seed ?? 1)
    const salts = new SaltSchedule(this.env, new Uint8Array(32).fill(1))
    this.table = new SessionTable(this.env, {
      salts,
      ...(options.serverLimits === undefined ? {} : { limits: options.serverLimits }),
    })
    const authKey = options.key ?? publishedKey
    this.client = new ClientSession(this.env, {
      authKey,
      server_salt: salts.current(authKey.auth_key_id, this.now),
      ...options.client,
    })
  }

  get clientNow(): number {
    return this.now + (this.options.skewMs ?? 0)
  }

  connect(): this {
    const { answer: _, connection } = this.options
    this.connection = new ServerConnection(this.env, this.now, {
      sessions: this.table,
      exchange: { keys: [privateKey], acceptsDc: () => true },
      ...connection,
    })
    this.#transport = createClientTransport(this.env, 'intermediate')
    // The tag goes ahead, so that packets can be lost, doubled and mixed afterwards.
    this.serverTakes(this.#transport.opening())
    this.client.connected(this.clientNow)
    return this
  }

  disconnect(): this {
    this.connection?.closed(this.now)
    this.connection = undefined
    this.client.disconnected(this.clientNow)
    return this
  }

  /** Takes what the client wants to send, as framed bytes, one element for each packet. */
  clientSends(): Uint8Array[] {
    return this.client.flush(this.clientNow).map(packet => this.#frames().encode(packet))
  }

  /** Gives bytes to the server and does what its host would do. */
  serverTakes(bytes: Uint8Array): void {
    const { connection } = this
    if (connection === undefined) return
    this.#onServerEvents(connection.receive(this.now, bytes))
  }

  /** Takes what the server wants to send, as payloads. */
  serverSends(): Uint8Array[] {
    const chunks = [...this.#immediate.splice(0), ...(this.connection?.flush(this.now) ?? [])]
    return chunks.flatMap(chunk =>
      this.#frames()
        .push(chunk)
        .flatMap(frame => (frame.kind === 'packet' ? [frame.payload] : [])),
    )
  }

  /** Gives a payload to the client. */
  clientTakes(payload: Uint8Array): ClientEvent[] {
    const events = this.client.receive(this.clientNow, payload)
    this.clientEvents.push(...events)
    return events
  }

  /** Moves everything to and fro until nothing moves. */
  settle(): this {
    for (let round = 0; round < 100; round++) {
      const up = this.clientSends()
      for (const bytes of up) this.serverTakes(bytes)
      const down = this.serverSends()
      for (const payload of down) this.clientTakes(payload)
      if (up.length === 0 && down.length === 0) return this
    }
    throw new Error('the two sides do not come to rest')
  }

  /** Lets time pass, with the timers of both sides. */
  advance(ms: number): this {
    this.now += ms
    this.clientEvents.push(...this.client.tick(this.clientNow))
    if (this.connection !== undefined) this.#onServerEvents(this.connection.tick(this.now))
    return this
  }

  /** Events of one kind that the client's host was told. */
  told<Kind extends ClientEvent['_']>(kind: Kind): Extract<ClientEvent, { _: Kind }>[] {
    return this.clientEvents.filter((event): event is Extract<ClientEvent, { _: Kind }> => event._ === kind)
  }

  /** Events of one kind that the server's host was told. */
  heard<Kind extends ServerEvent['_']>(kind: Kind): Extract<ServerEvent, { _: Kind }>[] {
    return this.serverEvents.filter((event): event is Extract<ServerEvent, { _: Kind }> => event._ === kind)
  }

  readonly #immediate: Uint8Array[] = []

  #onServerEvents(events: readonly ServerEvent[]): void {
    for (const event of events) {
      this.serverEvents.push(event)
      if (event._ === 'send') this.#immediate.push(event.bytes)
      if (event._ === 'key_needed') this.#onServerEvents(this.#provide(event.auth_key_id))
      if (event._ === 'call') this.#onCall(event)
    }
  }

  #provide(auth_key_id: bigint): ServerEvent[] {
    const authKey = this.options.key ?? publishedKey
    const isKnown = auth_key_id === authKey.auth_key_id
    const record = { authKey, dc: 2, expires_at: undefined, created_at: noon }
    return this.connection?.provideKey(this.now, auth_key_id, isKnown ? record : undefined) ?? []
  }

  #onCall(call: ReceivedCall): void {
    this.calls.push(call)
    const result = this.options.answer?.(call)
    if (result !== undefined) call.session.answer(this.now, call.msg_id, result)
  }

  #frames(): ClientTransport {
    if (this.#transport === undefined) throw new Error('connect first')
    return this.#transport
  }
}

/** A boxed call that no service knows, with a number in it. */
export function callBody(number: number, words = 1): Uint8Array {
  const body = new Uint8Array(4 + 4 * words)
  const view = new DataView(body.buffer)
  view.setUint32(0, 0x1234abcd, true)
  view.setInt32(4, number, true)
  return body
}

/** The number in such a call or answer. */
export function numberIn(body: Uint8Array): number {
  return new DataView(body.buffer, body.byteOffset, body.byteLength).getInt32(4, true)
}

/** Answers a call with its own number. */
export function echo(call: ReceivedCall): Uint8Array {
  return answerBody(numberIn(call.body))
}

export function answerBody(number: number, words = 1): Uint8Array {
  const body = callBody(number, words)
  new DataView(body.buffer).setUint32(0, 0x4321dcba, true)
  return body
}
