/**
 * Refusals that programs do not put into words: the data center says to the person what is wrong. On the wire these
 * are the errors 406.
 *
 * @see https://core.telegram.org/api/errors
 */
export const silentRefusals = [
  'FRESH_CHANGE_PHONE_FORBIDDEN',
  'FRESH_RESET_AUTHORISATION_FORBIDDEN',
  'PHONE_NUMBER_INVALID',
  'PHONE_PASSWORD_FLOOD',
  'PREMIUM_CURRENTLY_UNAVAILABLE',
  'SEND_CODE_UNAVAILABLE',
  'UPDATE_APP_TO_LOGIN',
] as const

/** Name of one. */
export type SilentRefusal = (typeof silentRefusals)[number]
