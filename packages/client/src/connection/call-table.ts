import type { ClientSession } from '@chappe/mtproto'
import type { PendingCall } from './pending-call.ts'

/**
 * The unsettled calls of a connection: those that wait for one and those that the session has. It also knows which call
 * carries `initConnection`: the first one of each connection, and one more when the server asks for it.
 *
 * @see {@link https://core.telegram.org/api/invoking#saving-client-info}
 */
export class CallTable {
  readonly #initConnection: Uint8Array
  /** In the order in which they came. */
  readonly #waiting = new Set<PendingCall>()
  /** By their handle in the session. */
  readonly #sent = new Map<number, PendingCall>()
  /** Whether this connection's `initConnection` is on its way; the handle of its call while that is unanswered. */
  #initialised: boolean | number = false

  /** @param initConnection - the bytes that go in front of a query to carry it */
  constructor(initConnection: Uint8Array) {
    this.#initConnection = initConnection
  }

  get waitingCount(): number {
    return this.#waiting.size
  }

  get sentCount(): number {
    return this.#sent.size
  }

  /** All calls, those that wait first. */
  all(): readonly PendingCall[] {
    return [...this.#waiting, ...this.#sent.values()]
  }

  /** Keeps a call until there is a session. */
  wait(call: PendingCall): void {
    this.#waiting.add(call)
  }

  /** Lets the next call carry `initConnection`: a new connection, or a server that does not know it. */
  initialiseAgain(): void {
    this.#initialised = false
  }

  /** Gives one call to the session; one that can never be sent rejects. */
  submit(now: number, session: ClientSession, call: PendingCall): void {
    const first = this.#initialised === false
    let handle: number
    try {
      handle = session.call(now, first ? concat(this.#initConnection, call.body) : call.body)
    } catch (error) {
      call.reject(error)
      return
    }
    call.handle = handle
    this.#sent.set(handle, call)
    if (first) this.#initialised = handle
  }

  /** Gives all waiting calls to the session. */
  submitWaiting(now: number, session: ClientSession): void {
    for (const call of this.#waiting) {
      this.#waiting.delete(call)
      this.submit(now, session, call)
    }
  }

  /** Takes out the call that the server has answered. */
  settle(handle: number): PendingCall | undefined {
    const call = this.#sent.get(handle)
    this.#sent.delete(handle)
    if (this.#initialised === handle) this.#initialised = true
    return call
  }

  /** Takes out a call that nobody waits for any more; returns its handle when the session has it. */
  abandon(call: PendingCall): number | undefined {
    this.#waiting.delete(call)
    const { handle } = call
    if (handle === undefined || !this.#sent.delete(handle)) return undefined
    // It may never have been sent, and with it what it carried.
    if (this.#initialised === handle) this.#initialised = false
    return handle
  }

  /** The session is gone without having carried anything out: its calls wait again, in front of the others. */
  requeue(): void {
    const later = [...this.#waiting]
    this.#waiting.clear()
    for (const call of [...this.#sent.values(), ...later]) {
      call.handle = undefined
      this.#waiting.add(call)
    }
    this.#sent.clear()
  }
}

function concat(head: Uint8Array, tail: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(head.length + tail.length)
  bytes.set(head)
  bytes.set(tail, head.length)
  return bytes
}
