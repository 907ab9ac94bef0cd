/** What was wrong with the caller's request; each code is stable and may be matched on. */
export type UsageErrorCode =
  | 'ADDRESS_INVALID'
  | 'ANSWER_MISSING'
  | 'ANSWER_REFUSED'
  | 'CLIENT_CLOSED'
  | 'CODE_EMPTY'
  | 'CODE_UNLIKE_PATTERN'
  | 'DC_UNKNOWN'
  | 'EMAIL_EMPTY'
  | 'ID_TOKEN_NOT_ALLOWED'
  | 'LOGIN_NOT_PENDING'
  | 'LOGIN_STATE_INVALID'
  | 'LOGIN_STEP_WRONG'
  | 'LOGIN_TYPE_UNSUPPORTED'
  | 'HINT_UNSAFE'
  | 'METHOD_UNKNOWN'
  | 'OPTION_INVALID'
  | 'PASSKEY_INVALID'
  | 'PASSPORT_VALUES_LOST'
  | 'PASSWORD_ALGORITHM_UNKNOWN'
  | 'PASSWORD_EMPTY'
  | 'PASSWORD_EXISTS'
  | 'PASSWORD_MISSING'
  | 'PAYMENT_CHECK_TOO_EARLY'
  | 'PAYMENT_FORM_MISSING'
  | 'PHONE_NUMBER_EMPTY'
  | 'QR_UNAVAILABLE'
  | 'RECOVERY_UNAVAILABLE'
  | 'RESEND_TOO_EARLY'
  | 'RESEND_UNAVAILABLE'
  | 'RESET_UNAVAILABLE'
  | 'SESSION_INVALID'
  | 'SESSION_PERMISSIONS'
  | 'SESSION_VERSION'
  | 'TERMS_NOT_ACCEPTED'
  | 'TOO_MANY_CALLS'

/**
 * The library was used in a way that cannot work; nothing was sent.
 * The message says what to do instead. `values` holds the facts behind it (never key material).
 */
export class UsageError extends Error {
  override readonly name = 'UsageError'
  readonly code: UsageErrorCode
  readonly values: Readonly<Record<string, string | number | undefined>>

  constructor(
    code: UsageErrorCode,
    text: string,
    values: Readonly<Record<string, string | number | undefined>> = {},
    options?: ErrorOptions,
  ) {
    super(`[${code}] ${text}`, options)
    this.code = code
    this.values = values
  }
}

/** Tells a {@link UsageError} apart, also one that another copy of this package made. */
export function isUsageError(value: unknown): value is UsageError {
  return value instanceof Error && value.name === 'UsageError' && 'code' in value
}
