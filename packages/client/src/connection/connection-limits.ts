/** Times and bounds of a connection. */
export const connectionLimits: {
  /** How long a socket may take to open, in milliseconds. */
  readonly connectMs: number
  /** Attempts in a row that may fail before a waiting call gives up: 5 take about 5 seconds when each fails at once. */
  readonly attemptsMax: number
  /** Calls that wait for a connection; each costs its bytes. */
  readonly waitingCallsMax: number
  /** How often one call is repeated with `initConnection`, in case the server forgets at once. */
  readonly initialisationsMax: number
  /** Least pause after the transport errors −429 and −403, in milliseconds. */
  readonly floodPauseMs: number
  /** How long closing waits for answers, in milliseconds. */
  readonly drainMs: number
} = {
  connectMs: 10_000,
  attemptsMax: 5,
  waitingCallsMax: 10_000,
  initialisationsMax: 2,
  floodPauseMs: 1000,
  drainMs: 5000,
}
