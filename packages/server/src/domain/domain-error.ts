/** Every way in which a login rule can refuse. The names are those of the API's errors. */
export type DomainErrorCode =
  | '2FA_CONFIRM_WAIT'
  | 'ACCESS_DENIED'
  | 'ACCESS_TOKEN_EXPIRED'
  | 'ACCESS_TOKEN_INVALID'
  | 'AUTH_BYTES_INVALID'
  | 'AUTH_KEY_UNREGISTERED'
  | 'AUTH_RESTART'
  | 'AUTH_TOKEN_ALREADY_ACCEPTED'
  | 'AUTH_TOKEN_EXCEPTION'
  | 'AUTH_TOKEN_EXPIRED'
  | 'AUTH_TOKEN_INVALID'
  | 'CODE_EMPTY'
  | 'CODE_HASH_INVALID'
  | 'CODE_INVALID'
  | 'CREDENTIAL_INVALID'
  | 'DATA_JSON_INVALID'
  | 'DC_ID_INVALID'
  | 'EMAIL_HASH_EXPIRED'
  | 'EMAIL_INSTALL_MISSING'
  | 'EMAIL_INVALID'
  | 'EMAIL_NOT_ALLOWED'
  | 'EMAIL_NOT_SETUP'
  | 'EMAIL_VERIFY_EXPIRED'
  | 'FIRSTNAME_INVALID'
  | 'FLOOD_TEST_PHONE_WAIT'
  | 'FLOOD_WAIT'
  | 'FORM_EXPIRED'
  | 'FRESH_CHANGE_PHONE_FORBIDDEN'
  | 'FRESH_RESET_AUTHORISATION_FORBIDDEN'
  | 'HASH_INVALID'
  | 'INPUT_PURPOSE_INVALID'
  | 'INVOICE_INVALID'
  | 'LASTNAME_INVALID'
  | MigrateCode
  | 'NEW_PASSWORD_BAD'
  | 'NEW_SALT_INVALID'
  | 'NEW_SETTINGS_EMPTY'
  | 'NEW_SETTINGS_INVALID'
  | 'NO_PAYMENT_NEEDED'
  | 'PASSKEY_ALGORITM_UNSUPPORTED'
  | 'PASSKEY_CHALLENGE_EXPIRED'
  | 'PASSKEY_CREDENTIAL_NOT_FOUND'
  | 'PASSKEY_ORIGIN_MISMATCH'
  | 'PASSWORD_EMPTY'
  | 'PASSWORD_HASH_INVALID'
  | 'PASSWORD_RECOVERY_EXPIRED'
  | 'PASSWORD_RECOVERY_NA'
  | 'PAYMENT_CREDENTIALS_INVALID'
  | 'PHONE_CODE_EMPTY'
  | 'PHONE_CODE_EXPIRED'
  | 'PHONE_CODE_HASH_EMPTY'
  | 'PHONE_CODE_INVALID'
  | 'PHONE_HASH_EXPIRED'
  | 'PHONE_NUMBER_APP_SIGNUP_FORBIDDEN'
  | 'PHONE_NUMBER_BANNED'
  | 'PHONE_NUMBER_FLOOD'
  | 'PHONE_NUMBER_INVALID'
  | 'PHONE_NUMBER_OCCUPIED'
  | 'PHONE_PASSWORD_FLOOD'
  | 'PREMIUM_CURRENTLY_UNAVAILABLE'
  | 'RECEIPT_EMPTY'
  | 'RESET_REQUEST_MISSING'
  | 'SEND_CODE_UNAVAILABLE'
  | 'SMS_CODE_CREATE_FAILED'
  | 'SRP_A_INVALID'
  | 'SRP_ID_INVALID'
  | 'SRP_PASSWORD_CHANGED'
  | 'TASK_ALREADY_EXISTS'
  | 'TMP_PASSWORD_DISABLED'
  | 'TOKEN_EMPTY'
  | 'TOKEN_INVALID'
  | 'TOKEN_TYPE_INVALID'
  | 'TTL_DAYS_INVALID'
  | 'UPDATE_APP_TO_LOGIN'
  | 'USERNAME_INVALID'
  | 'USERNAME_OCCUPIED'
  | 'USER_DEACTIVATED_BAN'
  | 'USER_ID_INVALID'
  | 'WEBAUTH_TOKEN_EXPIRED'

/** The refusals that send somebody to another data center. */
export type MigrateCode = 'NETWORK_MIGRATE' | 'PHONE_MIGRATE' | 'USER_MIGRATE'

/** A refusal by a login rule. It knows nothing of error numbers: the dispatcher maps `code` to an `rpc_error`. */
export class DomainError extends Error {
  readonly code: DomainErrorCode
  /** Whole seconds to wait, at least 1; present for the `…WAIT` codes alone. */
  readonly waitSeconds: number | undefined
  /** The data center to go to; present for the `…_MIGRATE` codes alone. */
  readonly dc: number | undefined

  constructor(code: DomainErrorCode, explanation: string, waitSeconds?: number, dc?: number) {
    super(`[${code}] ${explanation}`)
    this.name = 'DomainError'
    this.code = code
    this.waitSeconds = waitSeconds
    this.dc = dc
  }
}

/** Makes the refusal "not here, but at the data center `dc`". */
export function migrate(code: MigrateCode, dc: number): DomainError {
  return new DomainError(code, `this is for data center ${dc}; repeat it there`, undefined, dc)
}

/** Makes the refusal "not before `untilMs`", with the seconds that remain, rounded up. */
export function floodWait(
  nowMs: number,
  untilMs: number,
  explanation: string,
  code: '2FA_CONFIRM_WAIT' | 'FLOOD_WAIT' | 'FLOOD_TEST_PHONE_WAIT' = 'FLOOD_WAIT',
): DomainError {
  const waitSeconds = Math.max(1, Math.ceil((untilMs - nowMs) / 1000))
  return new DomainError(code, `${explanation}; try again in ${waitSeconds} s`, waitSeconds)
}

/** Tells a domain refusal from any other thrown value, also across two copies of this package. */
export function isDomainError(value: unknown): value is DomainError {
  return value instanceof Error && value.name === 'DomainError' && 'code' in value
}
