import type { Socket } from 'node:net'
import type { CreatedKey, KeyOutcome, KeyRecord, ServerConnection, ServerEvent, ServerSession } from '@chappe/mtproto'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'

/** The two ends of a connection as the sockets see them. */
export interface Peer {
  /** The client's address; an IPv4 address also when the listener speaks IPv6. */
  readonly address: string
  /** The address of ours that the client reached. */
  readonly localAddress: string
  readonly localPort: number
}

/** What a connection asks of the data center. */
export interface ConnectionHost {
  /** Looks for a key; undefined when it is unknown, destroyed or expired. */
  findKey(auth_key_id: bigint): Promise<KeyRecord | undefined>
  /** Stores a key that was just agreed on; resolves after it is durable. */
  storeKey(key: CreatedKey): Promise<KeyOutcome>
  /** Deletes a key and everything that hangs on it. */
  destroyKey(session: ServerSession, msg_id: bigint): Promise<void>
  /** Answers a call through its session. Never rejects. */
  answer(session: ServerSession, msg_id: bigint, body: Uint8Array, peer: Peer): Promise<void>
}

/** Bounds of one connection. */
export interface ConnectionLimits {
  /** Milliseconds until the first byte. Default 60 000: some clients keep warm connections that say nothing. */
  readonly firstBytesMs: number
  /** Milliseconds from the first byte until a key is known. Default 30 000. */
  readonly handshakeMs: number
  /** Milliseconds without a byte from the client after that. Default 900 000; clients ping every minute or so. */
  readonly idleMs: number
  /** Bytes that may wait for a client that does not read; beyond it the connection is dropped. Default 8 MiB. */
  readonly unsentBytesMax: number
  /** Milliseconds that a client may leave a full socket unread. Default 30 000. */
  readonly slowReaderMs: number
  /** Milliseconds for the last bytes to leave once a connection is to be closed. Default 5 000. */
  readonly closingMs: number
  /** Calls of one connection worked on at once; reading pauses beyond it. Default 128. */
  readonly callsMax: number
}

/** The bounds of a connection that is not told otherwise. */
export const defaultConnectionLimits: ConnectionLimits = {
  firstBytesMs: 60_000,
  handshakeMs: 30_000,
  idleMs: 900_000,
  unsentBytesMax: 8 * 1024 * 1024,
  slowReaderMs: 30_000,
  closingMs: 5_000,
  callsMax: 128,
}

/** What a connection is made of. */
export interface TcpConnectionOptions {
  readonly socket: Socket
  readonly peer: Peer
  /** Makes the protocol machine; `onReady` is to be called when it has something to send outside `receive`. */
  readonly createMachine: (onReady: () => void) => ServerConnection
  readonly host: ConnectionHost
  readonly clock: Clock
  readonly limits: ConnectionLimits
  readonly log: Log
  readonly onClosed: () => void
}

/**
 * Drives a `ServerConnection` with a socket: bytes go in, events go to the host, and whatever became ready within one
 * turn of the event loop leaves in one write.
 *
 * A connection passes through `silent` (no byte yet), `greeting` (bytes, but no known key), `open`, `closing` (the last
 * bytes are leaving, nothing is read) and `closed`. All but the last have a time limit.
 */
export class TcpConnection {
  readonly #socket: Socket
  readonly #peer: Peer
  readonly #machine: ServerConnection
  readonly #host: ConnectionHost
  readonly #clock: Clock
  readonly #limits: ConnectionLimits
  readonly #log: Log
  readonly #onClosed: () => void

  #state: 'silent' | 'greeting' | 'open' | 'closing' | 'closed' = 'silent'
  #outgoing: Uint8Array[] = []
  #flushPlanned = false
  #callsRunning = 0
  #draining = false
  #lastByteAtMs: number
  #wake: { atMs: number; timer: { cancel(): void } } | undefined
  #limitTimer: { cancel(): void } | undefined
  #slowTimer: { cancel(): void } | undefined
  readonly #tasks: Set<Promise<void>> = new Set()

  constructor(options: TcpConnectionOptions) {
    this.#socket = options.socket
    this.#peer = options.peer
    this.#host = options.host
    this.#clock = options.clock
    this.#limits = options.limits
    this.#log = options.log
    this.#onClosed = options.onClosed
    this.#lastByteAtMs = options.clock.now()
    this.#machine = options.createMachine(() => this.#planFlush())
    this.#armLimit(options.limits.firstBytesMs)
    this.#socket
      .on('data', chunk => this.#receive(chunk))
      .on('drain', () => this.#drained())
      .on('error', error => this.#close('socket', 'code' in error ? String(error.code) : error.name))
      .on('close', () => this.#close('peer'))
  }

  /** Resolves when every call in work has been answered, and the answers were handed to the socket. */
  async settle(): Promise<void> {
    while (this.#tasks.size > 0) await Promise.allSettled([...this.#tasks])
    if (!this.#isEnding()) this.#flush()
  }

  /** Ends the connection after what is written has left, at once when `force`. */
  end(force = false): void {
    if (this.#state === 'closed') return
    if (force) this.#close('stopped')
    else this.#socket.end()
  }

  #receive(chunk: Uint8Array): void {
    if (this.#isEnding()) return
    const now = this.#clock.now()
    this.#lastByteAtMs = now
    if (this.#state === 'silent') {
      this.#state = 'greeting'
      this.#armLimit(this.#limits.handshakeMs)
    }
    this.#run(() => this.#machine.receive(now, chunk))
  }

  /** Runs one step of the machine and carries out what it asks for. */
  #run(step: () => readonly ServerEvent[]): void {
    if (this.#isEnding()) return
    try {
      for (const event of step()) this.#carryOut(event)
    } catch (error) {
      // The machine reports what clients do wrong as events: anything thrown is a fault of ours and ends here.
      this.#log.error('tcp.fault', { address: this.#peer.address, error: describe(error) })
      this.#close('fault')
      return
    }
    this.#planFlush()
  }

  #carryOut(event: ServerEvent): void {
    switch (event._) {
      case 'send':
        this.#outgoing.push(event.bytes)
        return
      case 'key_needed':
        this.#task(async () => {
          const key = await this.#host.findKey(event.auth_key_id)
          if (key !== undefined) this.#opened()
          this.#run(() => this.#machine.provideKey(this.#clock.now(), event.auth_key_id, key))
        })
        return
      case 'key_created':
        this.#task(async () => {
          const outcome = await this.#host.storeKey(event.key)
          if (outcome === 'ok') this.#opened()
          this.#run(() => this.#machine.keyStored(this.#clock.now(), outcome))
        })
        return
      case 'call':
        this.#callsRunning++
        this.#regulate()
        this.#task(async () => {
          try {
            await this.#host.answer(event.session, event.msg_id, event.body, this.#peer)
          } finally {
            this.#callsRunning--
            this.#regulate()
          }
        })
        return
      case 'destroy_auth_key':
        this.#task(() => this.#host.destroyKey(event.session, event.msg_id))
        return
      case 'close':
        this.#log.debug('tcp.closing', { address: this.#peer.address, reason: event.reason?.code })
        this.#planFlush()
        this.#state = 'closing'
        this.#armLimit(this.#limits.closingMs)
        return
      case 'drop_answer':
      case 'session_created':
      case 'session_destroyed':
        // Dropped answers are left out by the session itself, and nothing here is kept per session.
        return
      default:
        event satisfies never
    }
  }

  #task(work: () => Promise<void>): void {
    const task = work().catch((error: unknown) => {
      this.#log.error('tcp.fault', { address: this.#peer.address, error: describe(error) })
      this.#close('fault')
    })
    this.#tasks.add(task)
    void task.finally(() => {
      this.#tasks.delete(task)
      this.#planFlush()
    })
  }

  #opened(): void {
    if (this.#state !== 'greeting') return
    this.#state = 'open'
    this.#armLimit(this.#limits.idleMs)
  }

  #planFlush(): void {
    if (this.#flushPlanned || this.#isEnding()) return
    this.#flushPlanned = true
    setImmediate(() => {
      this.#flushPlanned = false
      this.#flush()
    })
  }

  #flush(): void {
    if (this.#state === 'closed') return
    const chunks = this.#outgoing
    this.#outgoing = []
    try {
      chunks.push(...this.#machine.flush(this.#clock.now()))
    } catch (error) {
      this.#log.error('tcp.fault', { address: this.#peer.address, error: describe(error) })
      this.#close('fault')
      return
    }
    this.#write(chunks)
    if (this.#state === 'closing') this.#socket.end(() => this.#close('protocol'))
    else this.#planWake()
  }

  #write(chunks: readonly Uint8Array[]): void {
    if (chunks.length === 0) return
    this.#socket.cork()
    for (const chunk of chunks) this.#socket.write(chunk)
    this.#socket.uncork()
    if (this.#socket.writableLength > this.#limits.unsentBytesMax) {
      this.#close('slow')
    } else if (this.#socket.writableNeedDrain && !this.#draining) {
      this.#draining = true
      this.#slowTimer = this.#clock.schedule(this.#clock.now() + this.#limits.slowReaderMs, () => this.#close('slow'))
      this.#regulate()
    }
  }

  #drained(): void {
    this.#draining = false
    this.#slowTimer?.cancel()
    this.#regulate()
  }

  /** Reads on only while the client takes its answers and has not too many calls in work. */
  #regulate(): void {
    if (this.#isEnding()) return
    if (this.#draining || this.#callsRunning >= this.#limits.callsMax) this.#socket.pause()
    else this.#socket.resume()
  }

  #isEnding(): boolean {
    return this.#state === 'closing' || this.#state === 'closed'
  }

  #planWake(): void {
    const atMs = this.#machine.nextWakeAt()
    if (atMs === this.#wake?.atMs) return
    this.#wake?.timer.cancel()
    this.#wake = undefined
    if (atMs === undefined) return
    const timer = this.#clock.schedule(atMs, () => {
      this.#wake = undefined
      this.#run(() => this.#machine.tick(this.#clock.now()))
    })
    this.#wake = { atMs, timer }
  }

  #armLimit(limitMs: number): void {
    this.#limitTimer?.cancel()
    this.#limitTimer = this.#clock.schedule(this.#clock.now() + limitMs, () => this.#limitReached())
  }

  #limitReached(): void {
    const idleMs = this.#clock.now() - this.#lastByteAtMs
    if (this.#state === 'open' && idleMs < this.#limits.idleMs) this.#armLimit(this.#limits.idleMs - idleMs)
    else this.#close(this.#state === 'open' ? 'idle' : 'timeout')
  }

  #close(
    reason: 'fault' | 'idle' | 'peer' | 'protocol' | 'slow' | 'socket' | 'stopped' | 'timeout',
    detail = '',
  ): void {
    if (this.#state === 'closed') return
    this.#state = 'closed'
    this.#wake?.timer.cancel()
    this.#limitTimer?.cancel()
    this.#slowTimer?.cancel()
    this.#outgoing = []
    this.#machine.closed(this.#clock.now())
    this.#socket.destroy()
    const level = reason === 'slow' || reason === 'fault' ? 'warn' : 'debug'
    this.#log[level]('tcp.closed', { address: this.#peer.address, reason, detail: detail === '' ? undefined : detail })
    this.#onClosed()
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : typeof error
}
