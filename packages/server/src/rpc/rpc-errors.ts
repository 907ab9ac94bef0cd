/**
 * The one place where the data center makes `rpc_error`s. Every error it can answer stands in the table below with its
 * number, so that a name cannot be sent under two numbers and nothing unlisted can be sent at all.
 *
 * @see {@link https://core.telegram.org/api/errors}
 */
import { RpcError } from '@chappe/mtproto'
import type { DomainErrorCode } from '../domain/domain-error.ts'
import { isDomainError } from '../domain/domain-error.ts'

/** Errors that carry a number at the end of their name. */
const rpcErrorCodesWithArgument = {
  FLOOD_WAIT: 420,
  INPUT_CONSTRUCTOR_INVALID: 400,
  INPUT_METHOD_INVALID: 400,
} as const satisfies Record<string, number>

/** Name of an error without an argument. */
export type RpcErrorName =
  | 'API_ID_INVALID'
  | 'AUTH_KEY_PERM_EMPTY'
  | 'AUTH_KEY_UNREGISTERED'
  | 'BOT_METHOD_INVALID'
  | 'BUSINESS_CONNECTION_INVALID'
  | 'BUSINESS_CONNECTION_NOT_ALLOWED'
  | 'CONNECTION_API_ID_INVALID'
  | 'CONNECTION_APP_VERSION_EMPTY'
  | 'CONNECTION_DEVICE_MODEL_EMPTY'
  | 'CONNECTION_LANG_PACK_INVALID'
  | 'CONNECTION_LAYER_INVALID'
  | 'CONNECTION_NOT_INITED'
  | 'CONNECTION_SYSTEM_EMPTY'
  | 'CONNECTION_SYSTEM_LANG_CODE_EMPTY'
  | 'EMAIL_VERIFY_EXPIRED'
  | 'ENCRYPTED_MESSAGE_INVALID'
  | 'EXPIRES_AT_INVALID'
  | 'FIRSTNAME_INVALID'
  | 'INPUT_FETCH_ERROR'
  | 'INPUT_REQUEST_TOO_LONG'
  | 'LASTNAME_INVALID'
  | 'METHOD_INVALID'
  | 'MSG_WAIT_FAILED'
  | 'MSG_WAIT_TIMEOUT'
  | 'PHONE_CODE_EMPTY'
  | 'PHONE_CODE_EXPIRED'
  | 'PHONE_CODE_HASH_EMPTY'
  | 'PHONE_CODE_INVALID'
  | 'PHONE_NUMBER_BANNED'
  | 'PHONE_NUMBER_FLOOD'
  | 'PHONE_NUMBER_INVALID'
  | 'PHONE_NUMBER_OCCUPIED'
  | 'RPC_CALL_FAIL'
  | 'SEND_CODE_UNAVAILABLE'
  | 'SESSION_PASSWORD_NEEDED'
  | 'SMS_CODE_CREATE_FAILED'
  | 'TAKEOUT_INVALID'
  | 'TAKEOUT_REQUIRED'
  | 'TEMP_AUTH_KEY_ALREADY_BOUND'
  | 'TEMP_AUTH_KEY_EMPTY'
  | 'USER_BOT_REQUIRED'
  | 'USER_ID_INVALID'
  | 'USERS_TOO_MUCH'
  | 'WORKER_BUSY_TOO_LONG_RETRY'

const rpcErrorCodes: { readonly [Name in RpcErrorName]: number } = {
  API_ID_INVALID: 400,
  AUTH_KEY_PERM_EMPTY: 401,
  AUTH_KEY_UNREGISTERED: 401,
  BOT_METHOD_INVALID: 400,
  BUSINESS_CONNECTION_INVALID: 400,
  BUSINESS_CONNECTION_NOT_ALLOWED: 400,
  CONNECTION_API_ID_INVALID: 400,
  CONNECTION_APP_VERSION_EMPTY: 400,
  CONNECTION_DEVICE_MODEL_EMPTY: 400,
  CONNECTION_LANG_PACK_INVALID: 400,
  CONNECTION_LAYER_INVALID: 400,
  CONNECTION_NOT_INITED: 400,
  CONNECTION_SYSTEM_EMPTY: 400,
  CONNECTION_SYSTEM_LANG_CODE_EMPTY: 400,
  EMAIL_VERIFY_EXPIRED: 400,
  ENCRYPTED_MESSAGE_INVALID: 400,
  EXPIRES_AT_INVALID: 400,
  FIRSTNAME_INVALID: 400,
  INPUT_FETCH_ERROR: 400,
  INPUT_REQUEST_TOO_LONG: 400,
  LASTNAME_INVALID: 400,
  METHOD_INVALID: 400,
  MSG_WAIT_FAILED: 400,
  MSG_WAIT_TIMEOUT: 400,
  PHONE_CODE_EMPTY: 400,
  PHONE_CODE_EXPIRED: 400,
  PHONE_CODE_HASH_EMPTY: 400,
  PHONE_CODE_INVALID: 400,
  PHONE_NUMBER_BANNED: 400,
  PHONE_NUMBER_FLOOD: 400,
  PHONE_NUMBER_INVALID: 406,
  PHONE_NUMBER_OCCUPIED: 400,
  RPC_CALL_FAIL: 500,
  SEND_CODE_UNAVAILABLE: 406,
  SESSION_PASSWORD_NEEDED: 401,
  SMS_CODE_CREATE_FAILED: 400,
  TAKEOUT_INVALID: 400,
  TAKEOUT_REQUIRED: 400,
  TEMP_AUTH_KEY_ALREADY_BOUND: 400,
  TEMP_AUTH_KEY_EMPTY: 400,
  USER_BOT_REQUIRED: 400,
  USER_ID_INVALID: 400,
  USERS_TOO_MUCH: 400,
  WORKER_BUSY_TOO_LONG_RETRY: 500,
}

/** Makes an error of the table: `rpcError('PHONE_CODE_EXPIRED')` is 400 `PHONE_CODE_EXPIRED`. */
export function rpcError(name: RpcErrorName): RpcError {
  return new RpcError(rpcErrorCodes[name], name)
}

/** 420 `FLOOD_WAIT_X`: whole seconds, at least 1. */
function floodWaitError(seconds: number): RpcError {
  return new RpcError(rpcErrorCodesWithArgument.FLOOD_WAIT, `FLOOD_WAIT_${Math.max(1, Math.ceil(seconds))}`)
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
  return code === 'FLOOD_WAIT' ? floodWaitError(error.waitSeconds ?? 1) : rpcError(code)
}
