/** A call from the moment it is handed to the connection until its promise is settled. */
export class PendingCall {
  /** The boxed query, without wrappers. */
  readonly body: Uint8Array
  readonly promise: Promise<Uint8Array>
  /** Its handle in the session, once it was given to one. */
  handle: number | undefined
  /** Attempts to connect that failed while it waited. */
  failures = 0
  /** Times it was sent again because the server wanted `initConnection`. */
  initialisations = 0
  #resolve!: (result: Uint8Array) => void
  #reject!: (reason: unknown) => void

  constructor(body: Uint8Array) {
    this.body = body
    this.promise = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
  }

  /** Ends the call with its boxed result. */
  resolve(result: Uint8Array): void {
    this.#resolve(result)
  }

  /** Ends the call with an error, or the reason of its signal. */
  reject(reason: unknown): void {
    this.#reject(reason)
  }
}
