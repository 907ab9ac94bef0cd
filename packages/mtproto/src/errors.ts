/**
 * The classes of failure of the protocol core, each saying whose move it is:
 * `SecurityError` (a check that protects the connection failed), `ProtocolError` (the peer broke the format),
 * `TransportError` (the link, with the transport codes), `UsageError` (our own caller). What a server answers to a
 * call is an `RpcError`, in `rpc/`.
 *
 * Tell them apart by `name` and `code` rather than by `instanceof`, which fails when two copies of the package meet.
 */

/** Stable codes of {@link SecurityError}. */
export type SecurityErrorCode =
  // key exchange
  | 'NONCE_MISMATCH'
  | 'SERVER_NONCE_MISMATCH'
  | 'FINGERPRINT_UNKNOWN'
  | 'PQ_INVALID'
  | 'ANSWER_LENGTH'
  | 'ANSWER_UNREADABLE'
  | 'ANSWER_HASH_MISMATCH'
  | 'ANSWER_PADDING'
  | 'DH_PRIME_INVALID'
  | 'DH_GENERATOR_INVALID'
  | 'DH_VALUE_OUT_OF_RANGE'
  | 'NEW_NONCE_HASH_MISMATCH'
  | 'DH_RETRIES_EXHAUSTED'
  // encrypted messages
  | 'AUTH_KEY_ID_MISMATCH'
  | 'MESSAGE_UNREADABLE'
  | 'SESSION_ID_MISMATCH'
  | 'MSG_ID_PARITY'
  | 'CONTAINER_INVALID'
  | 'KEY_EXPIRED'

/** Stable codes of {@link ProtocolError}. */
export type ProtocolErrorCode =
  // transports
  | 'FRAME_TOO_LARGE'
  | 'FRAME_TOO_SHORT'
  | 'FRAME_LENGTH_INVALID'
  | 'FRAME_OUT_OF_ORDER'
  | 'FRAME_CHECKSUM_MISMATCH'
  | 'OBFUSCATION_TAG_UNKNOWN'
  | 'OBFUSCATION_REQUIRED'
  | 'OBFUSCATION_REPLAYED'
  | 'HTTP_NOT_SPOKEN'
  | 'FAKE_TLS_NOT_SPOKEN'
  // unencrypted messages and the key exchange
  | 'NOT_PLAIN'
  | 'PLAIN_MESSAGE_MALFORMED'
  | 'UNEXPECTED_MESSAGE'
  | 'EXCHANGE_TIMED_OUT'
  | 'EXCHANGE_REFUSED'
  // encrypted messages and sessions
  | 'MESSAGE_MALFORMED'
  | 'CONTAINER_MALFORMED'
  | 'GZIP_MALFORMED'
  | 'LIMIT_EXCEEDED'
  | 'CORRECTIONS_EXHAUSTED'
  | 'CONNECTION_SILENT'
  | 'KEY_UNKNOWN'
  | 'TOO_MANY_IDS'
  | 'BAD_MSG'

/** Stable codes of {@link UsageError}. */
export type UsageErrorCode =
  | 'PAYLOAD_LENGTH'
  | 'SECRET_INVALID'
  | 'TRANSPORT_OPTIONS'
  | 'TRANSPORT_UNDETECTED'
  | 'RANDOM_BROKEN'
  | 'EXCHANGE_STATE'
  | 'KEYS_MISSING'
  | 'EXPIRES_IN'
  | 'SESSION_STATE'
  | 'CALL_TOO_LARGE'

/** Values behind an error: numbers, names and flags, never key material. */
export interface ErrorDetails {
  /** What arrived. */
  readonly got?: number | bigint | string
  /** What was needed or allowed. */
  readonly expected?: number | bigint | string
  /** The error underneath. */
  readonly cause?: unknown
}

/**
 * A check that protects the connection failed: somebody may be tampering. The connection must be dropped; a permanent
 * key is kept.
 *
 * @see {@link https://core.telegram.org/mtproto/security_guidelines}
 */
export class SecurityError extends Error {
  override readonly name = 'SecurityError'
  readonly code: SecurityErrorCode
  readonly got: number | bigint | string | undefined
  readonly expected: number | bigint | string | undefined

  constructor(code: SecurityErrorCode, text: string, details: ErrorDetails = {}) {
    super(`[${code}] ${text}`, details.cause === undefined ? undefined : { cause: details.cause })
    this.code = code
    this.got = details.got
    this.expected = details.expected
  }
}

/** The peer broke the format, or used a part of it that is not spoken here. The connection must be dropped. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError'
  readonly code: ProtocolErrorCode
  readonly got: number | bigint | string | undefined
  readonly expected: number | bigint | string | undefined

  constructor(code: ProtocolErrorCode, text: string, details: ErrorDetails = {}) {
    super(`[${code}] ${text}`, details.cause === undefined ? undefined : { cause: details.cause })
    this.code = code
    this.got = details.got
    this.expected = details.expected
  }
}

/** The caller used the core in a way that cannot work; the message says what to do instead. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
  readonly code: UsageErrorCode

  constructor(code: UsageErrorCode, text: string) {
    super(`[${code}] ${text}`)
    this.code = code
  }
}

/**
 * The four-byte transport error codes with a meaning in the documents. Others may come; they mean "close, wait, retry".
 *
 * @see {@link https://core.telegram.org/mtproto/mtproto-transports#transport-errors}
 */
export const transportErrorCodes = {
  /** The server forbids the connection (counterpart of an HTTP 403). */
  FORBIDDEN: -403,
  /** Unknown `auth_key_id`, malformed packet, or a failed step of the key exchange. */
  NOT_FOUND: -404,
  /** Too many connections or messages. */
  FLOOD: -429,
  /** The client asked for another data center than this one. */
  INVALID_DC: -444,
} as const

/**
 * The link failed: a transport error code from the other side. Codes are not authenticated, so none of them is a reason
 * to delete a permanent key.
 */
export class TransportError extends Error {
  override readonly name = 'TransportError'
  /** The code as received, a negative number. */
  readonly code: number

  constructor(code: number, details: { readonly cause?: unknown } = {}) {
    super(
      `[${code}] ${describeTransportError(code)}`,
      details.cause === undefined ? undefined : { cause: details.cause },
    )
    this.code = code
  }
}

function describeTransportError(code: number): string {
  switch (code) {
    case transportErrorCodes.FORBIDDEN:
      return 'the server forbids this connection; close it and wait before the next one'
    case transportErrorCodes.NOT_FOUND:
      return 'the server does not know this auth_key_id, or could not read the packet; reconnect before doubting the key'
    case transportErrorCodes.FLOOD:
      return 'too many connections or messages from here; wait, doubling the pause each time, and keep the sessions'
    case transportErrorCodes.INVALID_DC:
      return 'this address belongs to another data center, or to the other of test and production; correct the address'
    default:
      return 'the server closed the connection with a code the documents do not describe; wait and reconnect'
  }
}
