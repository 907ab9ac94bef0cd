import { transportErrorCodes } from '../errors.ts'

/**
 * Why a server refuses a request of the key exchange. For logs and tests only: on the wire all of them but `DC` look the
 * same, so that nobody learns which check failed. (The limits answer −429; they are no checks.)
 */
export type RefusalReason =
  | 'NOT_PLAIN'
  | 'MALFORMED'
  | 'NOT_HANDSHAKE'
  | 'UNKNOWN_EXCHANGE'
  | 'WRONG_STEP'
  | 'TOO_MANY_EXCHANGES'
  | 'RATE_LIMITED'
  | 'FACTORS'
  | 'FINGERPRINT'
  | 'RSA'
  | 'INNER_DATA'
  | 'INNER_MISMATCH'
  | 'DC'
  | 'EXPIRES_IN'
  | 'ENCRYPTED_DATA'
  | 'RETRY_ID'
  | 'KEY_PENDING'

/** Thrown by a step of the server's exchange and caught by its driver. */
export class ExchangeRefused extends Error {
  override readonly name = 'ExchangeRefused'
  readonly reason: RefusalReason

  constructor(reason: RefusalReason) {
    super(`[${reason}] the request is refused with ${wireCodeOf(reason)}`)
    this.reason = reason
  }

  /** The transport error code that answers it. */
  get wireCode(): number {
    return wireCodeOf(this.reason)
  }
}

function wireCodeOf(reason: RefusalReason): number {
  switch (reason) {
    case 'DC':
      return transportErrorCodes.INVALID_DC
    case 'TOO_MANY_EXCHANGES':
    case 'RATE_LIMITED':
    case 'KEY_PENDING':
      return transportErrorCodes.FLOOD
    default:
      return transportErrorCodes.NOT_FOUND
  }
}
