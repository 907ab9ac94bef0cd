/** Every way in which a login rule can refuse. The names are those of the API's errors. */
export type DomainErrorCode =
  | 'FIRSTNAME_INVALID'
  | 'FLOOD_WAIT'
  | 'LASTNAME_INVALID'
  | 'PHONE_CODE_EMPTY'
  | 'PHONE_CODE_EXPIRED'
  | 'PHONE_CODE_HASH_EMPTY'
  | 'PHONE_CODE_INVALID'
  | 'PHONE_NUMBER_BANNED'
  | 'PHONE_NUMBER_FLOOD'
  | 'PHONE_NUMBER_INVALID'
  | 'PHONE_NUMBER_OCCUPIED'
  | 'SEND_CODE_UNAVAILABLE'
  | 'SMS_CODE_CREATE_FAILED'

/** A refusal by a login rule. It knows nothing of error numbers: the dispatcher maps `code` to an `rpc_error`. */
export class DomainError extends Error {
  readonly code: DomainErrorCode
  /** Whole seconds to wait, at least 1; present for `FLOOD_WAIT` alone. */
  readonly waitSeconds: number | undefined

  constructor(code: DomainErrorCode, explanation: string, waitSeconds?: number) {
    super(`[${code}] ${explanation}`)
    this.name = 'DomainError'
    this.code = code
    this.waitSeconds = waitSeconds
  }
}

/** Makes the refusal "not before `untilMs`", with the seconds that remain, rounded up. */
export function floodWait(nowMs: number, untilMs: number, explanation: string): DomainError {
  const waitSeconds = Math.max(1, Math.ceil((untilMs - nowMs) / 1000))
  return new DomainError('FLOOD_WAIT', `${explanation}; try again in ${waitSeconds} s`, waitSeconds)
}

/** Tells a domain refusal from any other thrown value, also across two copies of this package. */
export function isDomainError(value: unknown): value is DomainError {
  return value instanceof Error && value.name === 'DomainError' && 'code' in value
}
