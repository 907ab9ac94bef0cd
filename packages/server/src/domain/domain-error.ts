/** Every way in which a login rule can refuse. The names are those of the API's errors. */
export type DomainErrorCode =
  | 'ACCESS_TOKEN_EXPIRED'
  | 'ACCESS_TOKEN_INVALID'
  | 'AUTH_KEY_UNREGISTERED'
  | 'AUTH_TOKEN_ALREADY_ACCEPTED'
  | 'AUTH_TOKEN_EXCEPTION'
  | 'AUTH_TOKEN_EXPIRED'
  | 'AUTH_TOKEN_INVALID'
  | 'CODE_EMPTY'
  | 'CODE_INVALID'
  | 'EMAIL_HASH_EXPIRED'
  | 'EMAIL_INVALID'
  | 'FIRSTNAME_INVALID'
  | 'FLOOD_TEST_PHONE_WAIT'
  | 'FLOOD_WAIT'
  | 'FRESH_RESET_AUTHORISATION_FORBIDDEN'
  | 'HASH_INVALID'
  | 'LASTNAME_INVALID'
  | 'NEW_PASSWORD_BAD'
  | 'NEW_SALT_INVALID'
  | 'NEW_SETTINGS_EMPTY'
  | 'NEW_SETTINGS_INVALID'
  | 'PASSWORD_EMPTY'
  | 'PASSWORD_HASH_INVALID'
  | 'PASSWORD_RECOVERY_EXPIRED'
  | 'PASSWORD_RECOVERY_NA'
  | 'PHONE_CODE_EMPTY'
  | 'PHONE_CODE_EXPIRED'
  | 'PHONE_CODE_HASH_EMPTY'
  | 'PHONE_CODE_INVALID'
  | 'PHONE_NUMBER_BANNED'
  | 'PHONE_NUMBER_FLOOD'
  | 'PHONE_NUMBER_INVALID'
  | 'PHONE_NUMBER_OCCUPIED'
  | 'PHONE_PASSWORD_FLOOD'
  | 'RESET_REQUEST_MISSING'
  | 'SEND_CODE_UNAVAILABLE'
  | 'SMS_CODE_CREATE_FAILED'
  | 'SRP_A_INVALID'
  | 'SRP_ID_INVALID'
  | 'SRP_PASSWORD_CHANGED'
  | 'TMP_PASSWORD_DISABLED'
  | 'TTL_DAYS_INVALID'
  | 'USERNAME_INVALID'
  | 'USERNAME_OCCUPIED'

/** A refusal by a login rule. It knows nothing of error numbers: the dispatcher maps `code` to an `rpc_error`. */
export class DomainError extends Error {
  readonly code: DomainErrorCode
  /** Whole seconds to wait, at least 1; present for the `FLOOD_…WAIT` codes alone. */
  readonly waitSeconds: number | undefined

  constructor(code: DomainErrorCode, explanation: string, waitSeconds?: number) {
    super(`[${code}] ${explanation}`)
    this.name = 'DomainError'
    this.code = code
    this.waitSeconds = waitSeconds
  }
}

/** Makes the refusal "not before `untilMs`", with the seconds that remain, rounded up. */
export function floodWait(
  nowMs: number,
  untilMs: number,
  explanation: string,
  code: 'FLOOD_WAIT' | 'FLOOD_TEST_PHONE_WAIT' = 'FLOOD_WAIT',
): DomainError {
  const waitSeconds = Math.max(1, Math.ceil((untilMs - nowMs) / 1000))
  return new DomainError(code, `${explanation}; try again in ${waitSeconds} s`, waitSeconds)
}

/** Tells a domain refusal from any other thrown value, also across two copies of this package. */
export function isDomainError(value: unknown): value is DomainError {
  return value instanceof Error && value.name === 'DomainError' && 'code' in value
}
