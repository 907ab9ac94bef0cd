import type { AuthKey, RsaPublicKey } from '@chappe/crypto'
import {
  type AgreedKey,
  type ClientExchange,
  createClientTransport,
  type MtprotoEnv,
  startClientExchange,
  TransportError,
  type TransportKind,
  transportErrorCodes,
} from '@chappe/mtproto'
import type { Clock, Timer } from '../clock.ts'
import { wireNumber } from '../dc/data-centers.ts'
import type { DcKey } from '../session/dc-key.ts'
import type { StoredAddress } from '../session/stored-address.ts'
import { Backoff } from './backoff.ts'
import { ConnectionError } from './connection-error.ts'
import { connectionLimits } from './connection-limits.ts'
import type { OpenLink } from './link.ts'
import { openWire, type Wire } from './open-wire.ts'

/** What a connection needs from outside. */
export interface ConnectionEnv {
  readonly mtproto: MtprotoEnv
  readonly openLink: OpenLink
  readonly clock: Clock
  /** From 0 up to, not including, 1; for the pauses between attempts. */
  readonly random: () => number
}

/** Where a dialer connects to, and how. */
export interface DialerOptions {
  readonly keeper: DcKey
  /** Where the data center may be, the best first; asked before each attempt. Empty means where it was last. */
  readonly addresses: () => readonly StoredAddress[]
  readonly keys: readonly RsaPublicKey[]
  readonly transport: TransportKind
  readonly obfuscated: boolean
  /** Hears that the data center was not heard at the address that was tried. */
  readonly onUnheard: () => void
  /** Hears of troubles that no caller waits for. */
  readonly onTrouble: (error: unknown) => void
}

/** Whoever uses the socket once it is open. */
export interface DialerHost {
  /** A socket is open and there is a key: packets may be sent until `left`. */
  opened(authKey: AuthKey): void
  /** One encrypted payload. */
  received(payload: Uint8Array): void
  /** The server says that it does not know the key. The host ends the connection by `fail`, `stop` or `leave`. */
  keyRefused(error: TransportError): void
  /** The open socket is gone, whatever the reason. */
  left(): void
  /** An attempt, or an open connection, failed; the next attempt will be planned. */
  failed(error: unknown): void
  /** Whether somebody waits for the connection: only then does the pause before an attempt keep the program alive. */
  isNeeded(): boolean
  /** No further attempt would help; `start` makes one nevertheless. */
  stopped(error: unknown): void
}

/**
 * - `idle`: nothing to do: not started, left, or stopped.
 * - `connecting`: a socket is being opened.
 * - `exchanging`: the socket is open and a key is being agreed on; `deadline` bounds each step.
 * - `saving`: the new key is being written to the session store; nothing is sent with it before that.
 * - `open`: packets flow.
 * - `waiting`: a pause before the next attempt.
 * - `closed`: over.
 */
type State =
  | { readonly at: 'idle' | 'closed' }
  | { readonly at: 'connecting'; readonly abort: AbortController }
  | { readonly at: 'exchanging'; readonly wire: Wire; readonly exchange: ClientExchange; deadline: Timer }
  | { readonly at: 'saving' | 'open'; readonly wire: Wire }
  | { readonly at: 'waiting'; readonly timer: Timer; readonly untilMs: number }

/**
 * Opens sockets to one data center, agrees on a key when the session has none, and tries again with growing pauses until
 * it is closed.
 */
export class Dialer {
  readonly #env: ConnectionEnv
  readonly #options: DialerOptions
  readonly #host: DialerHost
  readonly #backoff: Backoff
  /** Background work (opening a socket, saving a key), awaited by `close`. */
  readonly #tasks = new Set<Promise<void>>()
  #state: State = { at: 'idle' }
  /** Attempts that failed before the server was heard: each one goes to the next address. */
  #turn = 0
  #address: StoredAddress
  #heard = false

  constructor(env: ConnectionEnv, options: DialerOptions, host: DialerHost) {
    this.#env = env
    this.#options = options
    this.#host = host
    this.#backoff = new Backoff(env.random)
    this.#address = options.keeper.data.dc
  }

  get isOpen(): boolean {
    return this.#state.at === 'open'
  }

  /** Begins to connect, unless that is under way. Called whenever somebody begins to wait for the connection. */
  start(): void {
    if (this.#state.at === 'idle') this.#connect()
    if (this.#state.at === 'waiting') {
      this.#state.timer.cancel()
      this.#state = this.#pause(this.#state.untilMs)
    }
  }

  /** Sends one payload; only while open. */
  send(payload: Uint8Array): void {
    if (this.#state.at !== 'open') return
    const { link, transport } = this.#state.wire
    link.send(transport.encode(payload))
  }

  /** The server has understood us: the pauses begin anew with the next failure. */
  succeeded(): void {
    this.#backoff.reset()
    this.#heard = true
    this.#turn = 0
    const { dc } = this.#options.keeper.data
    const { host, port } = this.#address
    if (dc.host !== host || dc.port !== port) this.#options.keeper.update({ dc: this.#address })
  }

  /** Gives up this connection and plans the next attempt. */
  fail(error: unknown, pauseMsMin = 0): void {
    if (isHopeless(error)) {
      this.stop(error)
      return
    }
    const wasHeard = this.#heard
    if (!wasHeard) this.#turn += 1
    this.#host.failed(error)
    this.#leave(this.#pause(this.#env.clock.now() + this.#backoff.next(pauseMsMin)))
    this.#options.onTrouble(error)
    if (!wasHeard) this.#options.onUnheard()
  }

  #pause(untilMs: number): State {
    const keepAlive = this.#host.isNeeded()
    return { at: 'waiting', untilMs, timer: this.#env.clock.setTimer(untilMs, () => this.#connect(), { keepAlive }) }
  }

  /** Gives up until the next `start`. */
  stop(error: unknown): void {
    const wasHeard = this.#heard
    this.leave()
    this.#options.onTrouble(error)
    this.#host.stopped(error)
    if (!wasHeard) this.#options.onUnheard()
  }

  /** Lets go of the connection without any failure. */
  leave(): void {
    this.#leave({ at: 'idle' })
  }

  /** Ends everything and waits for it. */
  async close(): Promise<void> {
    this.#leave({ at: 'closed' })
    await Promise.all(this.#tasks)
  }

  /** Drops whatever the state holds and takes the next one. */
  #leave(next: State): void {
    const state = this.#state
    this.#state = next
    if (state.at === 'connecting') state.abort.abort()
    if (state.at === 'waiting') state.timer.cancel()
    if (state.at === 'exchanging') state.deadline.cancel()
    if ('wire' in state) state.wire.link.close()
    if (state.at === 'open') this.#host.left()
  }

  /** Owns background work until it ends. */
  #run(task: Promise<void>): void {
    this.#tasks.add(task)
    task
      .catch(this.#options.onTrouble)
      .finally(() => this.#tasks.delete(task))
      .catch(() => undefined)
  }

  #connect(): void {
    const abort = new AbortController()
    const { addresses, keeper } = this.#options
    const known = addresses()
    this.#address = known[this.#turn % known.length] ?? keeper.data.dc
    this.#heard = false
    this.#state = { at: 'connecting', abort }
    this.#run(this.#open(abort))
  }

  async #open(abort: AbortController): Promise<void> {
    const { transport: kind, obfuscated } = this.#options
    const dc = this.#address
    const transport = createClientTransport(this.#env.mtproto, kind, {
      obfuscated: obfuscated && { dc: wireNumber(dc) },
    })
    // What a socket says after it was left is nobody's business.
    const isCurrent = (): boolean => 'wire' in this.#state && this.#state.wire.transport === transport
    const handlers = {
      received: (chunk: Uint8Array): void => this.#receive(chunk, isCurrent),
      closed: (cause?: unknown): void => {
        const text = `${dc.host}:${dc.port} closed the connection`
        if (isCurrent()) this.fail(new ConnectionError('CONNECTION_LOST', text, cause))
      },
    }
    try {
      const wire = await openWire(this.#env, dc, transport, handlers, abort.signal)
      if (abort.signal.aborted) wire.link.close()
      else this.#connected(wire)
    } catch (error) {
      if (!abort.signal.aborted) this.fail(error)
    }
  }

  #connected(wire: Wire): void {
    const { auth_key } = this.#options.keeper.data
    if (auth_key) this.#ready(wire, auth_key)
    else this.#exchange(wire)
  }

  #ready(wire: Wire, authKey: AuthKey): void {
    this.#state = { at: 'open', wire }
    this.#host.opened(authKey)
  }

  #exchange(wire: Wire): void {
    const { keys, keeper } = this.#options
    const now = this.#env.clock.now()
    const exchange = startClientExchange(this.#env.mtproto, { keys, dc: wireNumber(keeper.data.dc), now })
    this.#state = { at: 'exchanging', wire, exchange, deadline: this.#deadline(exchange) }
    wire.link.send(wire.transport.encode(exchange.message))
  }

  #deadline(exchange: ClientExchange): Timer {
    return this.#env.clock.setTimer(exchange.deadline + 1, () => {
      this.fail(new ConnectionError('EXCHANGE_TIMED_OUT', 'the server stopped answering while a key was agreed on'))
    })
  }

  #receiveExchange(state: State & { at: 'exchanging' }, payload: Uint8Array): void {
    state.deadline.cancel()
    const step = state.exchange.receive(this.#env.clock.now(), payload)
    if (step.send) {
      state.deadline = this.#deadline(state.exchange)
      state.wire.link.send(state.wire.transport.encode(step.send))
    } else if (step.done) {
      this.#state = { at: 'saving', wire: state.wire }
      this.#run(this.#save(state.wire, step.done))
    }
  }

  /** The key is in the store before the first message is encrypted with it: a crash never loses a used key. */
  async #save(wire: Wire, { authKey, server_salt, timeOffsetMs }: AgreedKey): Promise<void> {
    const isCurrent = (): boolean => this.#state.at === 'saving' && this.#state.wire === wire
    try {
      await this.#options.keeper.save({ auth_key: authKey, server_salt, timeOffsetMs })
      if (isCurrent()) this.#ready(wire, authKey)
    } catch (error) {
      // Without a store there is nothing to retry for.
      if (isCurrent()) this.stop(error)
    }
  }

  #receive(chunk: Uint8Array, isCurrent: () => boolean): void {
    if (!isCurrent() || !('wire' in this.#state)) return
    try {
      for (const frame of this.#state.wire.transport.push(chunk)) {
        // A frame may end the connection; the rest of the chunk goes with it.
        if (!isCurrent()) return
        if (frame.kind === 'error') this.#onTransportError(new TransportError(frame.code))
        else if (frame.kind === 'packet') this.#receivePacket(frame.payload)
      }
    } catch (error) {
      this.fail(error)
    }
  }

  #receivePacket(payload: Uint8Array): void {
    const state = this.#state
    if (state.at === 'exchanging') this.#receiveExchange(state, payload)
    else if (state.at === 'open') this.#host.received(payload)
  }

  /**
   * Codes are not authenticated, so none of them is believed at once.
   *
   * @see {@link https://core.telegram.org/mtproto/mtproto-transports#transport-errors}
   */
  #onTransportError(error: TransportError): void {
    switch (error.code) {
      case transportErrorCodes.NOT_FOUND:
        // During the exchange it is about a step of that: begin anew.
        if (this.#state.at === 'open') this.#host.keyRefused(error)
        else this.fail(error)
        break
      case transportErrorCodes.INVALID_DC: {
        const number = wireNumber(this.#options.keeper.data.dc)
        const text = `this address is not data center ${number}; correct its number, or \`test\``
        this.stop(new ConnectionError('DC_WRONG', text, error))
        break
      }
      case transportErrorCodes.FLOOD:
      case transportErrorCodes.FORBIDDEN:
        this.fail(error, connectionLimits.floodPauseMs)
        break
      default:
        this.fail(error)
    }
  }
}

/** The server's key is not among ours: either the wrong server or the wrong key, and both stay so. */
function isHopeless(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'FINGERPRINT_UNKNOWN'
}
