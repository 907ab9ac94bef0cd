import { createServer, isIPv6, type Server, type Socket } from 'node:net'
import type { ServerConnection } from '@chappe/mtproto'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import { type AddressLimitOptions, AddressLimits } from './address-limits.ts'
import {
  type ConnectionHost,
  type ConnectionLimits,
  defaultConnectionLimits,
  type Peer,
  TcpConnection,
} from './tcp-connection.ts'

/** Bounds of a listener and of each of its connections. */
export interface ListenLimits extends ConnectionLimits, AddressLimitOptions {
  /** Connections open at once, from all addresses. */
  readonly connectionsTotalMax: number
}

/** The bounds of a listener that is not told otherwise: generous to one developer's machine, deadly to nobody. */
export const defaultListenLimits: ListenLimits = {
  ...defaultConnectionLimits,
  connectionsTotalMax: 10_000,
  connectionsMax: 1_000,
  connectsBurst: 2_000,
  connectsPerMinute: 6_000,
  exchangesBurst: 500,
  exchangesPerMinute: 600,
}

/** What a listener needs. */
export interface TcpListenerOptions {
  readonly host: string
  /** 0 picks a free one. */
  readonly port: number
  /** Makes the protocol machine of one connection. */
  readonly createMachine: (hooks: MachineHooks) => ServerConnection
  readonly connectionHost: ConnectionHost
  readonly clock: Clock
  readonly limits: ListenLimits
  readonly log: Log
}

/** What the listener wants to hear from, and decide for, a protocol machine. */
export interface MachineHooks {
  /** Something became ready to be sent outside `receive`. */
  readonly onReady: () => void
  /** Whether this address may do the costly step of a key exchange now. */
  readonly allowExchange: () => boolean
}

const WARN_EVERY_MS = 60_000

/** Listens on one TCP port, where every transport is told apart by its first bytes. */
export class TcpListener {
  readonly #server: Server
  readonly #options: TcpListenerOptions
  readonly #limits: AddressLimits
  readonly #connections: Set<TcpConnection> = new Set()
  #refusals = 0
  #warnedAtMs = Number.NEGATIVE_INFINITY

  private constructor(options: TcpListenerOptions) {
    this.#options = options
    this.#limits = new AddressLimits(options.limits)
    this.#server = createServer({ noDelay: true, keepAlive: true }, socket => this.#accept(socket))
    this.#server.maxConnections = options.limits.connectionsTotalMax
    this.#server.on('drop', drop => this.#refused('tcp.refused', drop?.remoteAddress, 'full'))
  }

  /** Starts to listen. @throws the socket's error when the address cannot be had */
  static async start(options: TcpListenerOptions): Promise<TcpListener> {
    const listener = new TcpListener(options)
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    listener.#server.once('error', reject)
    listener.#server.listen(options.port, options.host, resolve)
    await promise
    listener.#server.off('error', reject)
    listener.#server.on('error', error => options.log.error('tcp.listener', { error: error.message }))
    return listener
  }

  /** Where it really listens: an address, also when it was told a name, and never port 0. */
  get address(): { readonly host: string; readonly port: number } {
    const { host, port } = this.#options
    const address = this.#server.address()
    return typeof address === 'object' && address !== null
      ? { host: address.address, port: address.port }
      : { host, port }
  }

  /** Connections open now. */
  get size(): number {
    return this.#connections.size
  }

  /**
   * Stops accepting, lets the calls in work be answered for `graceMs` and ends every connection.
   */
  async stop(graceMs: number): Promise<void> {
    const closed = new Promise<void>(resolve => this.#server.close(() => resolve()))
    const settled = Promise.all([...this.#connections].map(connection => connection.settle()))
    await within(settled, graceMs)
    for (const connection of this.#connections) connection.end()
    if (this.#connections.size > 0) await within(closed, graceMs)
    for (const connection of this.#connections) connection.end(true)
    await closed
  }

  #accept(socket: Socket): void {
    const { clock, limits, log } = this.#options
    const peer = peerOf(socket)
    if (peer === undefined) {
      socket.destroy()
      return
    }
    if (!this.#limits.connect(clock.now(), peer.address)) {
      this.#refused('tcp.refused', peer.address, 'limit')
      socket.destroy()
      return
    }
    const connection: TcpConnection = new TcpConnection({
      socket,
      peer,
      createMachine: onReady =>
        this.#options.createMachine({ onReady, allowExchange: () => this.#allowExchange(peer.address) }),
      host: this.#options.connectionHost,
      clock,
      limits,
      log,
      onClosed: () => {
        this.#connections.delete(connection)
        this.#limits.disconnect(peer.address)
      },
    })
    this.#connections.add(connection)
    log.debug('tcp.opened', { address: peer.address })
  }

  #allowExchange(address: string): boolean {
    const allowed = this.#limits.exchange(this.#options.clock.now(), address)
    if (!allowed) this.#refused('exchange.refused', address, 'limit')
    return allowed
  }

  /** Warns at most once a minute and counts the rest: who floods the port must not flood the log as well. */
  #refused(event: string, address: string | undefined, reason: 'full' | 'limit'): void {
    const now = this.#options.clock.now()
    this.#refusals++
    if (now - this.#warnedAtMs < WARN_EVERY_MS) return
    this.#options.log.warn(event, { address, reason, refusals: this.#refusals })
    this.#warnedAtMs = now
    this.#refusals = 0
  }
}

function peerOf(socket: Socket): Peer | undefined {
  const { remoteAddress, localAddress, localPort } = socket
  // All three are undefined when the client went away before the connection was accepted.
  if (remoteAddress === undefined || localAddress === undefined || localPort === undefined) return undefined
  return { address: plainAddress(remoteAddress), localAddress: plainAddress(localAddress), localPort }
}

/** `::ffff:10.0.0.1` is `10.0.0.1`, and a zone (`fe80::1%eth0`) is of no use to anybody else. */
function plainAddress(address: string): string {
  const [plain = address] = address.split('%')
  return isIPv6(plain) ? plain.replace(/^::ffff:(?=\d+\.)/i, '') : plain
}

async function within(work: Promise<unknown>, limitMs: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, limitMs)
  await Promise.race([work, promise])
  clearTimeout(timer)
}
