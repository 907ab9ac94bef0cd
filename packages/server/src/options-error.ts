/** What can be wrong with the options of a data center. */
export type OptionsErrorCode =
  | 'APPS_INVALID'
  | 'DC_INVALID'
  | 'HTTP_TOKEN_SHORT'
  | 'INTEGRITY_INVALID'
  | 'LIFETIME_INVALID'
  | 'MOUNT_INVALID'
  | 'RECEIPTS_INVALID'
  | 'PASSKEYS_INVALID'

/** The options of a data center cannot be followed. Nothing was started. */
export class OptionsError extends Error {
  override readonly name = 'OptionsError'
  readonly code: OptionsErrorCode
  readonly explanation: string

  constructor(code: OptionsErrorCode, explanation: string) {
    super(`[${code}] ${explanation}`)
    this.code = code
    this.explanation = explanation
  }
}
