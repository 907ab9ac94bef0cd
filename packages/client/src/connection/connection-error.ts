/** What happened to the connection; each code is stable and may be matched on. */
export type ConnectionErrorCode =
  /** The address could not be reached. */
  | 'CONNECT_FAILED'
  | 'CONNECT_TIMED_OUT'
  /** The other side closed the connection, or it broke. */
  | 'CONNECTION_LOST'
  /** The other side said nothing for too long. */
  | 'CONNECTION_SILENT'
  | 'EXCHANGE_TIMED_OUT'
  /** The server said on two fresh connections that it does not know the key of a session that is logged in. */
  | 'AUTH_KEY_UNKNOWN'
  /** The address belongs to another data center, or test and production are mixed up. */
  | 'DC_WRONG'

/**
 * The way to the server failed. A call that rejects with it may or may not have been carried out;
 * `cause` holds the error underneath.
 */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError'
  readonly code: ConnectionErrorCode

  constructor(code: ConnectionErrorCode, text: string, cause?: unknown) {
    super(`[${code}] ${text}`, cause === undefined ? undefined : { cause })
    this.code = code
  }
}

/** Tells a {@link ConnectionError} apart, also one that another copy of this package made. */
export function isConnectionError(value: unknown): value is ConnectionError {
  return value instanceof Error && value.name === 'ConnectionError' && 'code' in value
}
