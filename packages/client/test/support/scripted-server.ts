import type { RsaPrivateKey } from '@chappe/crypto'
import { generateRsaPrivateKey, nodeCrypto } from '@chappe/crypto/node'
import {
  type KeyRecord,
  type MtprotoEnv,
  RpcError,
  SaltSchedule,
  ServerConnection,
  type ServerEvent,
  type ServerSession,
  SessionTable,
} from '@chappe/mtproto'
import { api, type Updates } from '@chappe/schema/api'
import { type TlObject, TlReader, TlWriter } from '@chappe/tl/runtime'
import type { Clock } from '../../src/clock.ts'
import type { Link, LinkHandlers, OpenLink } from '../../src/connection/link.ts'
import { nodeCompression } from '../../src/node/compression.ts'

export const mtprotoEnv: MtprotoEnv = { crypto: nodeCrypto, compression: nodeCompression }

/** A call as the server saw it. */
export interface SeenCall {
  readonly method: string
  readonly query: TlObject & Readonly<Record<string, unknown>>
  /** Whether it came inside invokeWithLayer and initConnection. */
  readonly initialised: boolean
  readonly session: ServerSession
  readonly msg_id: bigint
  /** Which connection and which packet of it brought the call, counted from 0. */
  readonly connection: number
  readonly packet: number
}

/** What a script answers: a result, a refusal, or nothing at all. */
export type ScriptAnswer = unknown | RpcError | typeof silence

/** Leaves a call unanswered. */
export const silence: unique symbol = Symbol('silence')

let rsa: Promise<RsaPrivateKey> | undefined

/** A server in memory, on the real protocol core, whose answers are a function of the test. */
export class ScriptedServer {
  readonly clock: Clock
  readonly key: RsaPrivateKey
  readonly calls: SeenCall[] = []
  readonly dropped: bigint[] = []
  readonly keys: Map<bigint, KeyRecord> = new Map()
  /** Connections ever opened. */
  connectionCount = 0
  /** Connections to refuse from now on. */
  refusals = 0
  /** Answers −404 to the first packet of so many connections from now on. */
  forgotten = 0
  /** Receives but sends nothing, as behind a dead path. */
  mute = false
  /** A transport error that answers the first packet of a connection. */
  greeting: number | undefined
  /** The data centers that clients may look for here. */
  acceptsDc: (dc: number) => boolean = dc => dc === 2
  /** Decides what a call is answered. */
  answer: (call: SeenCall) => ScriptAnswer
  sessions: SessionTable
  readonly #open = new Set<() => void>()

  private constructor(clock: Clock, key: RsaPrivateKey, answer: (call: SeenCall) => ScriptAnswer) {
    this.clock = clock
    this.key = key
    this.answer = answer
    this.sessions = newSessions()
  }

  static async start(clock: Clock, answer: (call: SeenCall) => ScriptAnswer): Promise<ScriptedServer> {
    rsa ??= generateRsaPrivateKey()
    return new ScriptedServer(clock, await rsa, answer)
  }

  get publicKey(): string {
    return this.key.publicKey.toPem()
  }

  /** Forgets all sessions and closes all connections, as a restart does. */
  restart(): void {
    this.sessions = newSessions()
    this.closeConnections()
  }

  closeConnections(): void {
    for (const close of [...this.#open]) close()
  }

  /** Sends an object to every session. */
  sendUpdates(updates: Updates): void {
    const writer = new TlWriter()
    api.encode(writer, updates)
    for (const session of new Set(this.calls.map(call => call.session))) {
      session.sendUpdate(this.clock.now(), writer.finish())
    }
  }

  openLink: OpenLink = async (_address, handlers, { signal }) => {
    signal.throwIfAborted()
    if (this.refusals > 0) {
      this.refusals -= 1
      throw Object.assign(new Error('refused by the script'), { code: 'ECONNREFUSED' })
    }
    return this.#accept(handlers)
  }

  #accept(handlers: LinkHandlers): Link {
    const number = this.connectionCount++
    let isOpen = true
    let packet = -1
    const flush = (): void => {
      if (!isOpen) return
      for (const bytes of connection.flush(this.clock.now())) send(bytes)
    }
    const connection = new ServerConnection(mtprotoEnv, this.clock.now(), {
      sessions: this.sessions,
      exchange: { keys: [this.key], acceptsDc: dc => this.acceptsDc(dc) },
      onReady: () => setImmediate(flush),
    })
    const send = (bytes: Uint8Array): void => {
      setImmediate(() => {
        if (isOpen && !this.mute) handlers.received(bytes)
      })
    }
    const end = (): void => {
      isOpen = false
      connection.closed(this.clock.now())
      this.#open.delete(closeByServer)
    }
    const closeByServer = (): void => {
      end()
      setImmediate(() => handlers.closed())
    }
    this.#open.add(closeByServer)
    const forgetful = this.forgotten > 0
    if (forgetful) this.forgotten -= 1
    const host: ConnectionHost = {
      send,
      close: closeByServer,
      number,
      packet: () => packet,
      lookUp: auth_key_id => (forgetful ? undefined : this.keys.get(auth_key_id)),
    }
    return {
      send: bytes => {
        // One write of the client is one packet: it never joins them.
        const chunk = bytes.slice()
        setImmediate(() => {
          if (!isOpen) return
          packet += 1
          if (this.greeting !== undefined) {
            // Four bytes in the intermediate framing.
            const frame = new DataView(new ArrayBuffer(8))
            frame.setInt32(0, 4, true)
            frame.setInt32(4, this.greeting, true)
            send(new Uint8Array(frame.buffer))
            return
          }
          this.#handle(connection, connection.receive(this.clock.now(), chunk), host)
          flush()
        })
      },
      close: () => {
        if (isOpen) end()
      },
    }
  }

  #handle(connection: ServerConnection, events: readonly ServerEvent[], host: ConnectionHost): void {
    const now = this.clock.now()
    for (const event of events) {
      switch (event._) {
        case 'send':
          host.send(event.bytes)
          break
        case 'key_needed':
          this.#handle(connection, connection.provideKey(now, event.auth_key_id, host.lookUp(event.auth_key_id)), host)
          break
        case 'key_created': {
          const { authKey, dc, expires_at } = event.key
          this.keys.set(authKey.auth_key_id, { authKey, dc, expires_at, created_at: now })
          this.#handle(connection, connection.keyStored(now, 'ok'), host)
          break
        }
        case 'call':
          this.#call(event, host)
          break
        case 'drop_answer':
          this.dropped.push(event.msg_id)
          break
        case 'close':
          host.close()
          break
        default:
          break
      }
    }
  }

  #call(event: ServerEvent & { _: 'call' }, host: ConnectionHost): void {
    const { query, initialised } = unwrap(api.decodeCall(new TlReader(event.body)))
    const { session, msg_id } = event
    const call: SeenCall = {
      method: query._,
      query: query as SeenCall['query'],
      initialised,
      session,
      msg_id,
      connection: host.number,
      packet: host.packet(),
    }
    this.calls.push(call)
    const answer = this.answer(call)
    if (answer === silence) return
    if (answer instanceof RpcError) {
      session.answerError(this.clock.now(), msg_id, answer)
      return
    }
    const writer = new TlWriter()
    api.encodeResult(writer, call.method, answer)
    session.answer(this.clock.now(), msg_id, writer.finish())
  }
}

interface ConnectionHost {
  readonly send: (bytes: Uint8Array) => void
  readonly close: () => void
  readonly number: number
  readonly packet: () => number
  readonly lookUp: (auth_key_id: bigint) => KeyRecord | undefined
}

function newSessions(): SessionTable {
  return new SessionTable(mtprotoEnv, { salts: new SaltSchedule(mtprotoEnv, new Uint8Array(32).fill(7)) })
}

function unwrap(call: TlObject): { query: TlObject; initialised: boolean } {
  let query = call
  let initialised = false
  while (query._ === 'invokeWithLayer' || query._ === 'initConnection') {
    initialised ||= query._ === 'initConnection'
    query = (query as TlObject & { query: TlObject }).query
  }
  return { query, initialised }
}
