import type { AuthKey } from '@chappe/crypto'
import { type ClientEvent, ClientSession, isRpcError, type TransportError } from '@chappe/mtproto'
import { asksForInitConnection } from '../call/init-connection.ts'
import type { Timer } from '../clock.ts'
import { UsageError } from '../usage-error.ts'
import { CallTable } from './call-table.ts'
import { ConnectionError } from './connection-error.ts'
import { connectionLimits } from './connection-limits.ts'
import { type ConnectionEnv, Dialer, type DialerHost, type DialerOptions } from './dialer.ts'
import { PendingCall } from './pending-call.ts'

/** Settings of a connection. */
export interface ConnectionOptions extends DialerOptions {
  /** Goes in front of the first query of each connection, and when the server asks for it. */
  readonly initConnection: Uint8Array
  /** Hears that a socket is open and there is a key: calls are sent at once from now on. */
  readonly onOpen: () => void
  /** Hears of objects that answer no call, boxed. */
  readonly onUpdates: (body: Uint8Array) => void
  /** Hears that no further attempt to connect is made before the next call. */
  readonly onStopped: (error: unknown) => void
  /** Whether somebody reads updates, and so waits for the connection. */
  readonly isListening: () => boolean
  /** Hears that updates may have been lost: the server has begun a new session. */
  readonly onGap: () => void
}

/**
 * The way to one data center: carries calls over a session that outlives sockets. Calls wait while there is none, and
 * what was unanswered is sent again on the next one.
 */
export class Connection {
  readonly #env: ConnectionEnv
  readonly #options: ConnectionOptions
  readonly #dialer: Dialer
  readonly #calls: CallTable
  #session: ClientSession | undefined
  /** Reports in a row, each on its own socket, that the server does not know our key. */
  #unknownKeyReports = 0
  /** Whether a packet of the server was understood on this socket. */
  #heard = false
  #sessionsSeen = 0
  #flushPlanned = false
  #wake: Timer | undefined
  #closing = false
  /** Set while closing waits for answers. */
  #drained: (() => void) | undefined

  constructor(env: ConnectionEnv, options: ConnectionOptions) {
    this.#env = env
    this.#options = options
    this.#calls = new CallTable(options.initConnection)
    const host: DialerHost = {
      opened: authKey => this.#opened(authKey),
      received: payload => this.#received(payload),
      keyRefused: error => this.#keyRefused(error),
      left: () => this.#left(),
      failed: error => this.#failed(error),
      isNeeded: () => this.#calls.waitingCount + this.#calls.sentCount > 0 || options.isListening(),
      stopped: error => {
        this.#rejectAll(error)
        options.onStopped(error)
      },
    }
    this.#dialer = new Dialer(env, options, host)
  }

  /** Whether calls are sent at once. */
  get isOpen(): boolean {
    return this.#dialer.isOpen
  }

  /** Begins to connect, unless that is under way. */
  start(): void {
    this.#dialer.start()
  }

  /**
   * Sends a query as soon as there is a connection and resolves with its boxed result.
   *
   * @throws {RpcError} what the server answered
   * @throws {ConnectionError} when too many attempts to connect failed in a row
   * @throws {UsageError} `CLIENT_CLOSED`, `TOO_MANY_CALLS`
   */
  async call(body: Uint8Array, signal: AbortSignal | undefined): Promise<Uint8Array> {
    signal?.throwIfAborted()
    if (this.#closing) throw closedError()
    if (this.#calls.waitingCount >= connectionLimits.waitingCallsMax) {
      throw new UsageError(
        'TOO_MANY_CALLS',
        `${this.#calls.waitingCount} calls wait for a connection; await some first`,
      )
    }
    const call = new PendingCall(body)
    const onAbort = (): void => this.#abandon(call, signal?.reason)
    signal?.addEventListener('abort', onAbort, { once: true })
    if (this.#session && this.#dialer.isOpen) this.#submit(this.#session, call)
    else this.#calls.wait(call)
    this.start()
    try {
      return await call.promise
    } finally {
      signal?.removeEventListener('abort', onAbort)
    }
  }

  /** Gives the key up for a new one; calls that are unanswered are made under that. Only where no login is lost with it. */
  renewKey(): void {
    if (this.#closing || this.#options.keeper.holdsLogin) return
    this.#dialer.leave()
    this.#forgetSession()
    this.#options.keeper.update({ auth_key: undefined, server_salt: 0n })
    this.#unknownKeyReports = 0
    if (this.#calls.waitingCount > 0) this.start()
  }

  /** Waits for answers on their way, up to a limit, and closes. What is unanswered then rejects. */
  async close(): Promise<void> {
    this.#closing = true
    if (this.#dialer.isOpen && this.#calls.sentCount > 0) await this.#drain()
    // The acknowledgements of the last answers.
    this.#flush()
    const closed = this.#dialer.close()
    this.#rejectAll(closedError())
    await closed
  }

  #drain(): Promise<void> {
    const { clock } = this.#env
    return new Promise(resolve => {
      const timer = clock.setTimer(clock.now() + connectionLimits.drainMs, resolve)
      this.#drained = () => {
        timer.cancel()
        resolve()
      }
    })
  }

  #endDrain(): void {
    if (this.#calls.sentCount === 0) this.#drained?.()
  }

  // The life of a socket

  #opened(authKey: AuthKey): void {
    const now = this.#env.clock.now()
    const { server_salt, timeOffsetMs } = this.#options.keeper.data
    this.#session ??= new ClientSession(this.#env.mtproto, { authKey, server_salt, timeOffsetMs })
    this.#heard = false
    this.#session.connected(now)
    this.#calls.initialiseAgain()
    this.#calls.submitWaiting(now, this.#session)
    this.#planFlush()
    this.#options.onOpen()
  }

  #received(payload: Uint8Array): void {
    if (!this.#session) return
    this.#handle(this.#session.receive(this.#env.clock.now(), payload))
    this.#planFlush()
  }

  #left(): void {
    this.#wake?.cancel()
    this.#wake = undefined
    this.#session?.disconnected(this.#env.clock.now())
  }

  /** Calls that have waited through too many attempts give up. */
  #failed(error: unknown): void {
    for (const call of this.#calls.all()) {
      call.failures += 1
      if (call.failures >= connectionLimits.attemptsMax) this.#abandon(call, error)
    }
  }

  /** The first report may be forged or a mishap: try on a fresh connection. A login is never given up for it. */
  #keyRefused(error: TransportError): void {
    this.#unknownKeyReports += 1
    if (this.#unknownKeyReports < 2) {
      this.#dialer.fail(error)
    } else if (this.#options.keeper.holdsLogin) {
      const text =
        'the server said on two connections that it does not know the key of this session, so its login seems to be gone. ' +
        'The session was left as it is: try again later, or begin a new session and log in'
      this.#dialer.stop(new ConnectionError('AUTH_KEY_UNKNOWN', text, error))
    } else {
      // Nobody is logged in with this key: a new one costs nothing but a code that may have been sent under it.
      this.#options.onTrouble(error)
      this.renewKey()
      this.start()
    }
  }

  /** Gives up a session; its calls were not carried out and wait for the next one. */
  #forgetSession(): void {
    this.#session = undefined
    this.#calls.requeue()
  }

  // Sending

  #submit(session: ClientSession, call: PendingCall): void {
    this.#calls.submit(this.#env.clock.now(), session, call)
    this.#planFlush()
  }

  /** Calls made in one turn of the event loop are sent together, in one container. */
  #planFlush(): void {
    if (this.#flushPlanned) return
    this.#flushPlanned = true
    this.#env.clock.defer(() => {
      this.#flushPlanned = false
      this.#flush()
    })
  }

  #flush(): void {
    const session = this.#session
    if (!session || !this.#dialer.isOpen) return
    const { clock } = this.#env
    for (const packet of session.flush(clock.now())) this.#dialer.send(packet)
    this.#wake?.cancel()
    const at = session.nextWakeAt()
    this.#wake = at === undefined ? undefined : clock.setTimer(at, () => this.#tick(session))
  }

  #tick(session: ClientSession): void {
    if (session !== this.#session) return
    this.#handle(session.tick(this.#env.clock.now()))
    this.#flush()
  }

  /** Ends a call for its caller; the server is told to forget the answer. */
  #abandon(call: PendingCall, reason: unknown): void {
    const handle = this.#calls.abandon(call)
    if (handle !== undefined) {
      this.#session?.cancel(this.#env.clock.now(), handle)
      this.#planFlush()
    }
    call.reject(reason)
    this.#endDrain()
  }

  #rejectAll(reason: unknown): void {
    for (const call of this.#calls.all()) this.#abandon(call, reason)
  }

  // Receiving

  #handle(events: readonly ClientEvent[]): void {
    for (const event of events) this.#onEvent(event)
    this.#endDrain()
  }

  #onEvent(event: ClientEvent): void {
    if (event._ !== 'close') this.#hear()
    const { keeper, onUpdates, onGap } = this.#options
    switch (event._) {
      case 'result':
        this.#calls.settle(event.handle)?.resolve(event.result)
        break
      case 'error':
        this.#onError(event.handle, event.error)
        break
      case 'updates':
        onUpdates(event.body)
        break
      case 'new_session':
        // The first one of a run is no news: whoever listens has to fetch the difference at the start anyway.
        this.#sessionsSeen += 1
        if (this.#sessionsSeen > 1) onGap()
        break
      case 'salt':
        keeper.update({ server_salt: event.server_salt })
        break
      case 'time':
        keeper.update({ timeOffsetMs: event.offsetMs })
        break
      case 'session_renewed':
        this.#calls.initialiseAgain()
        break
      case 'dropped': // Only calls that were abandoned here before.
      case 'acknowledged':
      case 'pong':
        break
      case 'close':
        this.#dialer.fail(event.reason)
    }
  }

  /** The server has our key and speaks: only now is the connection a success. */
  #hear(): void {
    if (this.#heard) return
    this.#heard = true
    this.#unknownKeyReports = 0
    this.#dialer.succeeded()
    for (const call of this.#calls.all()) call.failures = 0
  }

  #onError(handle: number, error: unknown): void {
    const call = this.#calls.settle(handle)
    if (!call) return
    if (isRpcError(error) && asksForInitConnection(error.errorName) && this.#session) {
      call.initialisations += 1
      if (call.initialisations <= connectionLimits.initialisationsMax) {
        // Another call may have brought it along meanwhile; saying it twice is harmless.
        this.#calls.initialiseAgain()
        this.#submit(this.#session, call)
        return
      }
    }
    call.reject(error)
  }
}

/** Makes the error of a call to a client that was closed. */
export function closedError(): UsageError {
  return new UsageError('CLIENT_CLOSED', 'the client is closed; open another one')
}
