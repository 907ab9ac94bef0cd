/**
 * The one place where the data center makes `rpc_error`s. Every error it can answer stands in the table below with its
 * number, so that a name cannot be sent under two numbers and nothing unlisted can be sent at all.
 *
 * @see {@link https://core.telegram.org/api/errors}
 */
import { RpcError } from '@chappe/mtproto'
import { errorsOf } from '@chappe/schema/facts'
import type { DomainErrorCode, MigrateCode } from '../domain/domain-error.ts'
import { isDomainError } from '../domain/domain-error.ts'
import { type SilentRefusal, silentRefusals } from '../domain/silent-refusal.ts'

/** Errors that carry a number at the end of their name. */
const rpcErrorCodesWithArgument = {
  '2FA_CONFIRM_WAIT': 420,
  APNS_VERIFY_CHECK: 403,
  EMAIL_UNCONFIRMED: 400,
  FLOOD_TEST_PHONE_WAIT: 420,
  FLOOD_WAIT: 420,
  INPUT_CONSTRUCTOR_INVALID: 400,
  INPUT_METHOD_INVALID: 400,
  INTEGRITY_CHECK_CLASSIC: 403,
  NETWORK_MIGRATE: 303,
  PHONE_MIGRATE: 303,
  RECAPTCHA_CHECK: 403,
  USER_MIGRATE: 303,
} as const satisfies Record<string, number>

/** Name of an error without an argument. */
export type RpcErrorName =
  | 'ACCESS_DENIED'
  | 'ACCESS_TOKEN_EXPIRED'
  | 'ACCESS_TOKEN_INVALID'
  | 'API_ID_INVALID'
  | 'API_ID_PUBLISHED_FLOOD'
  | 'AUTH_BYTES_INVALID'
  | 'AUTH_KEY_PERM_EMPTY'
  | 'AUTH_KEY_UNREGISTERED'
  | 'AUTH_RESTART'
  | 'AUTH_TOKEN_ALREADY_ACCEPTED'
  | 'AUTH_TOKEN_EXCEPTION'
  | 'AUTH_TOKEN_EXPIRED'
  | 'AUTH_TOKEN_INVALID'
  | 'BOT_METHOD_INVALID'
  | 'BUSINESS_CONNECTION_INVALID'
  | 'BUSINESS_CONNECTION_NOT_ALLOWED'
  | 'CODE_EMPTY'
  | 'CODE_HASH_INVALID'
  | 'CODE_INVALID'
  | 'CONNECTION_API_ID_INVALID'
  | 'CONNECTION_APP_VERSION_EMPTY'
  | 'CONNECTION_DEVICE_MODEL_EMPTY'
  | 'CONNECTION_LANG_PACK_INVALID'
  | 'CONNECTION_LAYER_INVALID'
  | 'CONNECTION_NOT_INITED'
  | 'CONNECTION_SYSTEM_EMPTY'
  | 'CONNECTION_SYSTEM_LANG_CODE_EMPTY'
  | 'CREDENTIAL_INVALID'
  | 'DATA_JSON_INVALID'
  | 'DC_ID_INVALID'
  | 'EMAIL_HASH_EXPIRED'
  | 'EMAIL_INSTALL_MISSING'
  | 'EMAIL_INVALID'
  | 'EMAIL_NOT_ALLOWED'
  | 'EMAIL_NOT_SETUP'
  | 'EMAIL_VERIFY_EXPIRED'
  | 'ENCRYPTED_MESSAGE_INVALID'
  | 'EXPIRES_AT_INVALID'
  | 'FIRSTNAME_INVALID'
  | 'FORM_EXPIRED'
  | 'FRESH_CHANGE_PHONE_FORBIDDEN'
  | 'FRESH_RESET_AUTHORISATION_FORBIDDEN'
  | 'HASH_INVALID'
  | 'INPUT_FETCH_ERROR'
  | 'INPUT_PURPOSE_INVALID'
  | 'INPUT_REQUEST_TOO_LONG'
  | 'INVOICE_INVALID'
  | 'LANG_CODE_NOT_SUPPORTED'
  | 'LASTNAME_INVALID'
  | 'METHOD_INVALID'
  | 'MSG_WAIT_FAILED'
  | 'MSG_WAIT_TIMEOUT'
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
  | 'RPC_CALL_FAIL'
  | 'SEND_CODE_UNAVAILABLE'
  | 'SESSION_EXPIRED'
  | 'SESSION_PASSWORD_NEEDED'
  | 'SESSION_REVOKED'
  | 'SMS_CODE_CREATE_FAILED'
  | 'SRP_A_INVALID'
  | 'SRP_ID_INVALID'
  | 'SRP_PASSWORD_CHANGED'
  | 'TAKEOUT_INVALID'
  | 'TAKEOUT_REQUIRED'
  | 'TASK_ALREADY_EXISTS'
  | 'TEMP_AUTH_KEY_ALREADY_BOUND'
  | 'TEMP_AUTH_KEY_EMPTY'
  | 'TMP_PASSWORD_DISABLED'
  | 'TOKEN_EMPTY'
  | 'TOKEN_INVALID'
  | 'TOKEN_TYPE_INVALID'
  | 'TTL_DAYS_INVALID'
  | 'UPDATE_APP_TO_LOGIN'
  | 'USERNAME_INVALID'
  | 'USERNAME_OCCUPIED'
  | 'USERS_TOO_MUCH'
  | 'USER_BOT_REQUIRED'
  | 'USER_DEACTIVATED'
  | 'USER_DEACTIVATED_BAN'
  | 'USER_ID_INVALID'
  | 'VERIFICATION_FAILED'
  | 'WEBAUTH_TOKEN_EXPIRED'
  | 'WORKER_BUSY_TOO_LONG_RETRY'

const rpcErrorCodes: { readonly [Name in RpcErrorName]: number } = {
  ACCESS_DENIED: 403,
  ACCESS_TOKEN_EXPIRED: 400,
  ACCESS_TOKEN_INVALID: 400,
  API_ID_INVALID: 400,
  API_ID_PUBLISHED_FLOOD: 400,
  AUTH_BYTES_INVALID: 400,
  AUTH_KEY_PERM_EMPTY: 401,
  AUTH_KEY_UNREGISTERED: 401,
  AUTH_RESTART: 500,
  AUTH_TOKEN_ALREADY_ACCEPTED: 400,
  AUTH_TOKEN_EXCEPTION: 400,
  AUTH_TOKEN_EXPIRED: 400,
  AUTH_TOKEN_INVALID: 400,
  BOT_METHOD_INVALID: 400,
  BUSINESS_CONNECTION_INVALID: 400,
  BUSINESS_CONNECTION_NOT_ALLOWED: 400,
  CODE_EMPTY: 400,
  CODE_HASH_INVALID: 400,
  CODE_INVALID: 400,
  CONNECTION_API_ID_INVALID: 400,
  CONNECTION_APP_VERSION_EMPTY: 400,
  CONNECTION_DEVICE_MODEL_EMPTY: 400,
  CONNECTION_LANG_PACK_INVALID: 400,
  CONNECTION_LAYER_INVALID: 400,
  CONNECTION_NOT_INITED: 400,
  CONNECTION_SYSTEM_EMPTY: 400,
  CONNECTION_SYSTEM_LANG_CODE_EMPTY: 400,
  CREDENTIAL_INVALID: 400,
  DATA_JSON_INVALID: 400,
  DC_ID_INVALID: 400,
  EMAIL_HASH_EXPIRED: 400,
  EMAIL_INSTALL_MISSING: 400,
  EMAIL_INVALID: 400,
  EMAIL_NOT_ALLOWED: 400,
  EMAIL_NOT_SETUP: 400,
  EMAIL_VERIFY_EXPIRED: 400,
  ENCRYPTED_MESSAGE_INVALID: 400,
  EXPIRES_AT_INVALID: 400,
  FIRSTNAME_INVALID: 400,
  FORM_EXPIRED: 400,
  FRESH_CHANGE_PHONE_FORBIDDEN: 406,
  FRESH_RESET_AUTHORISATION_FORBIDDEN: 406,
  HASH_INVALID: 400,
  INPUT_FETCH_ERROR: 400,
  INPUT_PURPOSE_INVALID: 400,
  INPUT_REQUEST_TOO_LONG: 400,
  INVOICE_INVALID: 400,
  LANG_CODE_NOT_SUPPORTED: 400,
  LASTNAME_INVALID: 400,
  METHOD_INVALID: 400,
  MSG_WAIT_FAILED: 400,
  MSG_WAIT_TIMEOUT: 400,
  NEW_PASSWORD_BAD: 400,
  NEW_SALT_INVALID: 400,
  NEW_SETTINGS_EMPTY: 400,
  NEW_SETTINGS_INVALID: 400,
  NO_PAYMENT_NEEDED: 400,
  PASSKEY_ALGORITM_UNSUPPORTED: 400,
  PASSKEY_CHALLENGE_EXPIRED: 400,
  PASSKEY_CREDENTIAL_NOT_FOUND: 400,
  PASSKEY_ORIGIN_MISMATCH: 400,
  PASSWORD_EMPTY: 400,
  PASSWORD_HASH_INVALID: 400,
  PASSWORD_RECOVERY_EXPIRED: 400,
  PASSWORD_RECOVERY_NA: 400,
  PAYMENT_CREDENTIALS_INVALID: 400,
  PHONE_CODE_EMPTY: 400,
  PHONE_CODE_EXPIRED: 400,
  PHONE_CODE_HASH_EMPTY: 400,
  PHONE_CODE_INVALID: 400,
  PHONE_HASH_EXPIRED: 400,
  PHONE_NUMBER_APP_SIGNUP_FORBIDDEN: 400,
  PHONE_NUMBER_BANNED: 400,
  PHONE_NUMBER_FLOOD: 400,
  PHONE_NUMBER_INVALID: 406,
  PHONE_NUMBER_OCCUPIED: 400,
  PHONE_PASSWORD_FLOOD: 406,
  PREMIUM_CURRENTLY_UNAVAILABLE: 406,
  RECEIPT_EMPTY: 400,
  RESET_REQUEST_MISSING: 400,
  RPC_CALL_FAIL: 500,
  SEND_CODE_UNAVAILABLE: 406,
  SESSION_EXPIRED: 401,
  SESSION_PASSWORD_NEEDED: 401,
  SESSION_REVOKED: 401,
  SMS_CODE_CREATE_FAILED: 400,
  SRP_A_INVALID: 400,
  SRP_ID_INVALID: 400,
  SRP_PASSWORD_CHANGED: 400,
  TAKEOUT_INVALID: 400,
  TAKEOUT_REQUIRED: 400,
  TASK_ALREADY_EXISTS: 400,
  TEMP_AUTH_KEY_ALREADY_BOUND: 400,
  TEMP_AUTH_KEY_EMPTY: 400,
  TMP_PASSWORD_DISABLED: 400,
  TOKEN_EMPTY: 400,
  TOKEN_INVALID: 400,
  TOKEN_TYPE_INVALID: 400,
  TTL_DAYS_INVALID: 400,
  UPDATE_APP_TO_LOGIN: 406,
  USERNAME_INVALID: 400,
  USERNAME_OCCUPIED: 400,
  USERS_TOO_MUCH: 400,
  USER_BOT_REQUIRED: 400,
  USER_DEACTIVATED: 401,
  USER_DEACTIVATED_BAN: 401,
  USER_ID_INVALID: 400,
  VERIFICATION_FAILED: 400,
  WEBAUTH_TOKEN_EXPIRED: 400,
  WORKER_BUSY_TOO_LONG_RETRY: 500,
}

/** Makes an error of the table: `rpcError('PHONE_CODE_EXPIRED')` is 400 `PHONE_CODE_EXPIRED`. */
export function rpcError(name: RpcErrorName): RpcError {
  return new RpcError(rpcErrorCodes[name], name)
}

/**
 * Gives an error the number under which it is documented for the method: `PHONE_NUMBER_INVALID` is 406 for
 * `auth.sendCode`, and 400 for `account.verifyEmail`.
 */
export function documented(error: RpcError, method: string | undefined): RpcError {
  const name = error.error_message
  const codes = method === undefined ? [] : errorsOf(method).filter(fact => fact.name === name)
  const [fact] = codes
  if (fact === undefined || codes.some(({ code }) => code === error.error_code)) return error
  return new RpcError(fact.code, name)
}

/** Tells which refusal the data center has to put into words after an answer; undefined where the program does. */
export function silentRefusalOf({ error_code, error_message }: RpcError): SilentRefusal | undefined {
  return error_code === 406 ? silentRefusals.find(name => name === error_message) : undefined
}

/** 420 `FLOOD_WAIT_X` and its like: whole seconds, at least 1. */
function floodWaitError(name: '2FA_CONFIRM_WAIT' | 'FLOOD_WAIT' | 'FLOOD_TEST_PHONE_WAIT', seconds: number): RpcError {
  return new RpcError(rpcErrorCodesWithArgument[name], `${name}_${Math.max(1, Math.ceil(seconds))}`)
}

/** 303 `PHONE_MIGRATE_X` and its like: the number of the data center that the caller belongs to. */
function migrateError(name: MigrateCode, dc: number): RpcError {
  return new RpcError(rpcErrorCodesWithArgument[name], `${name}_${dc}`)
}

/** 403 with what the program has to bring a proof for: the call is to be repeated with that. */
export function deviceChallengeError(
  name: 'APNS_VERIFY_CHECK' | 'INTEGRITY_CHECK_CLASSIC' | 'RECAPTCHA_CHECK',
  what: string,
): RpcError {
  return new RpcError(rpcErrorCodesWithArgument[name], `${name}_${what}`)
}

/** 400 `EMAIL_UNCONFIRMED_X`: the settings are taken and wait for a code of so many digits that was mailed. */
export function emailUnconfirmedError(length: number): RpcError {
  return new RpcError(rpcErrorCodesWithArgument.EMAIL_UNCONFIRMED, `EMAIL_UNCONFIRMED_${length}`)
}

/** 400 `INPUT_METHOD_INVALID_<number>_0`: no layer has a method with this number (unsigned, decimal). */
export function unknownMethodError(id: number): RpcError {
  return new RpcError(rpcErrorCodesWithArgument.INPUT_METHOD_INVALID, `INPUT_METHOD_INVALID_${id >>> 0}_0`)
}

/** 400 `INPUT_CONSTRUCTOR_INVALID_<number>_0`: no layer has a constructor with this number where one was expected. */
export function unknownConstructorError(id: number): RpcError {
  return new RpcError(rpcErrorCodesWithArgument.INPUT_CONSTRUCTOR_INVALID, `INPUT_CONSTRUCTOR_INVALID_${id >>> 0}_0`)
}

/** Turns a refusal of the domain into the error the client sees; undefined for any other thrown value. */
export function fromDomainError(error: unknown): RpcError | undefined {
  if (!isDomainError(error)) return undefined
  const code: DomainErrorCode = error.code
  if (code === 'FLOOD_WAIT' || code === 'FLOOD_TEST_PHONE_WAIT' || code === '2FA_CONFIRM_WAIT') {
    return floodWaitError(code, error.waitSeconds ?? 1)
  }
  if (code === 'NETWORK_MIGRATE' || code === 'PHONE_MIGRATE' || code === 'USER_MIGRATE') {
    return migrateError(code, error.dc ?? 1)
  }
  return rpcError(code)
}
