import type { LoginFailure } from './login-events.ts'

/**
 * Tells whether a refusal is an ordinary step of a login: something typed in was wrong or too late, or the server asks
 * for more. The state that follows says all; every other refusal is thrown as well.
 */
export function isOrdinary({ name, during }: LoginFailure): boolean {
  return ordinary.has(name) || (during === 'checkPaidAuth' && name === 'FLOOD_WAIT')
}

const ordinary: ReadonlySet<string> = new Set([
  '2FA_CONFIRM_WAIT',
  'AUTH_KEY_UNREGISTERED',
  'CODE_INVALID',
  'EMAIL_INVALID',
  'EMAIL_NOT_ALLOWED',
  'EMAIL_VERIFY_EXPIRED',
  'FORM_EXPIRED',
  'PASSWORD_EMPTY',
  'PASSWORD_HASH_INVALID',
  'PASSWORD_RECOVERY_EXPIRED',
  'PHONE_CODE_EMPTY',
  'PHONE_CODE_EXPIRED',
  'PHONE_CODE_INVALID',
  'PHONE_HASH_EXPIRED',
  'PHONE_NUMBER_UNOCCUPIED',
  'SESSION_PASSWORD_NEEDED',
  'TASK_ALREADY_EXISTS',
  'USER_DEACTIVATED',
])
