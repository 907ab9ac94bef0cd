import { isRpcError } from '@chappe/mtproto'
import { isUsageError } from '../../usage-error.ts'

/** Tells whether a refusal is about the answer, so that another one may lead on. */
export function mayBeAnswered(error: Error): boolean {
  if (isUsageError(error)) return aboutAnswer.has(error.code)
  return isRpcError(error) && aboutAnswer.has(error.errorName)
}

/** Errors that another answer may avoid. */
const aboutAnswer: ReadonlySet<string> = new Set([
  'ACCESS_TOKEN_INVALID',
  'CODE_EMPTY',
  'CODE_UNLIKE_PATTERN',
  'EMAIL_EMPTY',
  'EMAIL_INVALID',
  'EMAIL_NOT_ALLOWED',
  'FIRSTNAME_INVALID',
  'HINT_UNSAFE',
  'ID_TOKEN_NOT_ALLOWED',
  'LASTNAME_INVALID',
  'NEW_SETTINGS_INVALID',
  'PASSWORD_EMPTY',
  'PHONE_NUMBER_EMPTY',
  'PHONE_NUMBER_INVALID',
  'QR_UNAVAILABLE',
  'RECOVERY_UNAVAILABLE',
  'RESEND_TOO_EARLY',
  'RESEND_UNAVAILABLE',
  'RESET_UNAVAILABLE',
  'SEND_CODE_UNAVAILABLE',
  'TERMS_NOT_ACCEPTED',
])
