import { connect, type Socket } from 'node:net'
import { RsaPublicKey } from '@chappe/crypto'
import { nodeCrypto } from '@chappe/crypto/node'
import {
  type AgreedKey,
  ClientSession,
  type ClientTransport,
  createClientTransport,
  type Frame,
  type RpcError,
  startClientExchange,
  type TransportKind,
} from '@chappe/mtproto'
import type { Updates } from '@chappe/schema/api'
import { codecForLayer, newestLayer } from '@chappe/schema/layers'
import { type TlObject, TlReader, TlWriter } from '@chappe/tl/runtime'
import { nodeCompression } from '../../src/compression.ts'
import { type Clock, type DataCenter, systemClock } from '../../src/index.ts'

const env = { crypto: nodeCrypto, compression: nodeCompression }

/** What a client has to know of a data center. */
export type Reachable = Pick<DataCenter, 'address' | 'publicKey' | 'dcId' | 'api_id' | 'api_hash'>

/** How a raw client connects. */
export interface RawClientOptions {
  readonly transport?: TransportKind
  readonly obfuscated?: boolean
  /** The data center it believes to talk to. Default: the server's own. */
  readonly dc?: number
  readonly layer?: number
  readonly clock?: Clock
  /** A key from before; without it one is agreed on. */
  readonly key?: AgreedKey
  /** Asks for a temporary key that lives so many seconds. */
  readonly expires_in?: number
}

/**
 * The least that can be called a client: one TCP connection, one key, one session, calls in a chosen layer. It shows what
 * the server really answers, without a client library in between.
 */
export class RawClient implements Disposable {
  readonly key: AgreedKey
  readonly session: ClientSession
  readonly layer: number
  /** What the server sent without being asked, oldest first. */
  readonly updates: Updates[] = []
  readonly #socket: Socket
  readonly #transport: ClientTransport
  readonly #clock: Clock
  readonly #calls: Map<number, PromiseWithResolvers<Uint8Array>> = new Map()
  readonly #closed: PromiseWithResolvers<void> = Promise.withResolvers<void>()
  readonly #app: { readonly api_id: number; readonly api_hash: string }

  private constructor(parts: {
    key: AgreedKey
    layer: number
    socket: Socket
    transport: ClientTransport
    clock: Clock
    app: { readonly api_id: number; readonly api_hash: string }
  }) {
    this.key = parts.key
    this.layer = parts.layer
    this.#socket = parts.socket
    this.#transport = parts.transport
    this.#clock = parts.clock
    this.#app = parts.app
    this.session = new ClientSession(env, {
      authKey: parts.key.authKey,
      server_salt: parts.key.server_salt,
      timeOffsetMs: parts.key.timeOffsetMs,
      // Tests let hours pass at once: the server is not to take that for silence.
      limits: { disconnectDelayMs: 86_400_000 },
    })
    this.session.connected(this.#clock.now())
    this.#socket.on('data', chunk => this.#receive(chunk))
    this.#socket.on('close', () => {
      this.#closed.resolve()
      this.#rejectAll(new Error('the server closed the connection'))
    })
  }

  static async connect(dc: Reachable, options: RawClientOptions = {}): Promise<RawClient> {
    const { transport: kind = 'intermediate', obfuscated = false, clock = systemClock, layer = newestLayer } = options
    const socket = await openSocket(dc)
    const transport = createClientTransport(env, kind, { obfuscated })
    const key = options.key ?? (await agreeOnKey(dc, socket, transport, clock, options))
    return new RawClient({ key, layer, socket, transport, clock, app: dc })
  }

  /** Resolves when the connection has ended. */
  get closed(): Promise<void> {
    return this.#closed.promise
  }

  /** The first call: wrapped in everything that a client says of itself. */
  init<T>(method: string, parameters: object = {}, changes: object = {}): Promise<T> {
    const query = { _: method, ...parameters }
    const init = {
      _: 'initConnection',
      api_id: this.#app.api_id,
      device_model: 'raw client',
      system_version: '1',
      app_version: '1',
      system_lang_code: 'en',
      lang_pack: '',
      lang_code: 'en',
      query,
      ...changes,
    }
    return this.invoke<T>(method, { _: 'invokeWithLayer', layer: this.layer, query: init })
  }

  /** A plain call. */
  call<T>(method: string, parameters: object = {}): Promise<T> {
    return this.invoke<T>(method, { _: method, ...parameters })
  }

  /** A call in whatever wrappers, whose answer is that of `method`. */
  async invoke<T>(method: string, call: TlObject | Record<string, unknown>): Promise<T> {
    const codec = codecForLayer(this.layer)
    const writer = new TlWriter()
    codec.encode(writer, call as TlObject)
    const reader = new TlReader(await this.invokeRaw(writer.finish().slice()))
    const result = codec.decodeResult(reader, method)
    reader.expectEnd()
    return result as T
  }

  /** A call as bytes. */
  invokeRaw(body: Uint8Array): Promise<Uint8Array> {
    return this.start(body).answer
  }

  /** Starts a call and tells its `msg_id`. */
  start(body: Uint8Array): { readonly msg_id: () => bigint | undefined; readonly answer: Promise<Uint8Array> } {
    const handle = this.session.call(this.#clock.now(), body)
    const answer = Promise.withResolvers<Uint8Array>()
    this.#calls.set(handle, answer)
    queueMicrotask(() => this.flush())
    return { msg_id: () => this.session.msgIdOf(handle), answer: answer.promise }
  }

  /** Sends what the session has ready. */
  flush(): void {
    for (const packet of this.session.flush(this.#clock.now())) this.#socket.write(this.#transport.encode(packet))
  }

  /** Sends a payload that was made elsewhere. */
  send(payload: Uint8Array): void {
    this.#socket.write(this.#transport.encode(payload))
  }

  /** Stops or goes on reading from the socket. */
  read(on: boolean): void {
    if (on) this.#socket.resume()
    else this.#socket.pause()
  }

  [Symbol.dispose](): void {
    this.#socket.destroy()
  }

  #receive(chunk: Uint8Array): void {
    for (const frame of this.#transport.push(chunk)) {
      if (frame.kind === 'error') this.#rejectAll(new Error(`transport error ${frame.code}`))
      if (frame.kind !== 'packet') continue
      for (const event of this.session.receive(this.#clock.now(), frame.payload)) {
        if (event._ === 'result') this.#settle(event.handle)?.resolve(event.result)
        if (event._ === 'error') this.#settle(event.handle)?.reject(event.error)
        if (event._ === 'updates') this.#keepUpdates(event.body)
        if (event._ === 'close') this.#socket.destroy()
      }
    }
    this.flush()
  }

  #keepUpdates(body: Uint8Array): void {
    const reader = new TlReader(body)
    this.updates.push(codecForLayer(this.layer).decode(reader) as Updates)
    reader.expectEnd()
  }

  #rejectAll(error: Error): void {
    for (const call of this.#calls.values()) call.reject(error)
    this.#calls.clear()
  }

  #settle(handle: number): PromiseWithResolvers<Uint8Array> | undefined {
    const call = this.#calls.get(handle)
    this.#calls.delete(handle)
    return call
  }
}

/** The text of the error that a call ends with; undefined when it succeeds. */
export async function errorOf(call: Promise<unknown>): Promise<string | undefined> {
  try {
    await call
    return undefined
  } catch (error) {
    const { error_code, error_message } = error as RpcError
    if (error_code === undefined) throw error
    return `${error_code} ${error_message}`
  }
}

/** Opens a TCP connection to a data center. */
export async function openSocket(dc: Reachable): Promise<Socket> {
  const socket = connect(dc.address.port, dc.address.host)
  socket.on('error', () => {})
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('error', reject)
  })
  return socket
}

async function agreeOnKey(
  dc: Reachable,
  socket: Socket,
  transport: ClientTransport,
  clock: Clock,
  options: RawClientOptions,
): Promise<AgreedKey> {
  const exchange = startClientExchange(env, {
    keys: [RsaPublicKey.fromPem(dc.publicKey, nodeCrypto)],
    dc: options.dc ?? dc.dcId,
    now: clock.now(),
    ...(options.expires_in === undefined ? {} : { expires_in: options.expires_in }),
  })
  const agreed = Promise.withResolvers<AgreedKey>()
  const receive = (chunk: Uint8Array): void => {
    try {
      for (const frame of transport.push(chunk)) {
        const step = exchange.receive(clock.now(), payloadOf(frame))
        if (step.send !== undefined) socket.write(transport.encode(step.send))
        else if (step.done !== undefined) agreed.resolve(step.done)
      }
    } catch (error) {
      agreed.reject(error)
    }
  }
  const closed = (): void => agreed.reject(new Error('the server closed the connection during the key exchange'))
  socket.on('data', receive).on('close', closed)
  socket.write(transport.encode(exchange.message))
  try {
    return await agreed.promise
  } finally {
    socket.off('data', receive).off('close', closed)
  }
}

function payloadOf(frame: Frame): Uint8Array {
  if (frame.kind === 'packet') return frame.payload
  throw new Error(frame.kind === 'error' ? `transport error ${frame.code}` : 'a quick acknowledgement')
}
