/** What a server session sees of a connection that carries it. */
export interface SessionCarrier {
  /** Something waits to be flushed by this connection. */
  ready(): void
  /** Closes this connection at a moment (milliseconds) unless it is called again. */
  disconnectAt(timeMs: number): void
}
