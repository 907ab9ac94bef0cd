import { describeError } from '@chappe/schema/facts'
import { describe, expect, it } from 'vitest'
import { DomainError, floodWait } from '../domain/domain-error.ts'
import {
  fromDomainError,
  type RpcErrorName,
  rpcError,
  unknownConstructorError,
  unknownMethodError,
} from './rpc-errors.ts'

const everyName: { readonly [Name in RpcErrorName]: true } = {
  ACCESS_TOKEN_EXPIRED: true,
  ACCESS_TOKEN_INVALID: true,
  API_ID_INVALID: true,
  AUTH_KEY_PERM_EMPTY: true,
  AUTH_KEY_UNREGISTERED: true,
  AUTH_TOKEN_ALREADY_ACCEPTED: true,
  AUTH_TOKEN_EXCEPTION: true,
  AUTH_TOKEN_EXPIRED: true,
  AUTH_TOKEN_INVALID: true,
  BOT_METHOD_INVALID: true,
  BUSINESS_CONNECTION_INVALID: true,
  BUSINESS_CONNECTION_NOT_ALLOWED: true,
  CODE_EMPTY: true,
  CODE_INVALID: true,
  CONNECTION_API_ID_INVALID: true,
  CONNECTION_APP_VERSION_EMPTY: true,
  CONNECTION_DEVICE_MODEL_EMPTY: true,
  CONNECTION_LANG_PACK_INVALID: true,
  CONNECTION_LAYER_INVALID: true,
  CONNECTION_NOT_INITED: true,
  CONNECTION_SYSTEM_EMPTY: true,
  CONNECTION_SYSTEM_LANG_CODE_EMPTY: true,
  EMAIL_HASH_EXPIRED: true,
  EMAIL_INVALID: true,
  EMAIL_VERIFY_EXPIRED: true,
  ENCRYPTED_MESSAGE_INVALID: true,
  EXPIRES_AT_INVALID: true,
  FIRSTNAME_INVALID: true,
  FRESH_RESET_AUTHORISATION_FORBIDDEN: true,
  HASH_INVALID: true,
  INPUT_FETCH_ERROR: true,
  INPUT_REQUEST_TOO_LONG: true,
  LASTNAME_INVALID: true,
  METHOD_INVALID: true,
  MSG_WAIT_FAILED: true,
  MSG_WAIT_TIMEOUT: true,
  NEW_PASSWORD_BAD: true,
  NEW_SALT_INVALID: true,
  NEW_SETTINGS_EMPTY: true,
  NEW_SETTINGS_INVALID: true,
  PASSWORD_EMPTY: true,
  PASSWORD_HASH_INVALID: true,
  PASSWORD_RECOVERY_EXPIRED: true,
  PASSWORD_RECOVERY_NA: true,
  PHONE_CODE_EMPTY: true,
  PHONE_CODE_EXPIRED: true,
  PHONE_CODE_HASH_EMPTY: true,
  PHONE_CODE_INVALID: true,
  PHONE_NUMBER_BANNED: true,
  PHONE_NUMBER_FLOOD: true,
  PHONE_NUMBER_INVALID: true,
  PHONE_NUMBER_OCCUPIED: true,
  PHONE_PASSWORD_FLOOD: true,
  RESET_REQUEST_MISSING: true,
  RPC_CALL_FAIL: true,
  SEND_CODE_UNAVAILABLE: true,
  SESSION_EXPIRED: true,
  SESSION_PASSWORD_NEEDED: true,
  SESSION_REVOKED: true,
  SMS_CODE_CREATE_FAILED: true,
  SRP_A_INVALID: true,
  SRP_ID_INVALID: true,
  SRP_PASSWORD_CHANGED: true,
  TAKEOUT_INVALID: true,
  TAKEOUT_REQUIRED: true,
  TEMP_AUTH_KEY_ALREADY_BOUND: true,
  TEMP_AUTH_KEY_EMPTY: true,
  TMP_PASSWORD_DISABLED: true,
  TTL_DAYS_INVALID: true,
  USERNAME_INVALID: true,
  USERNAME_OCCUPIED: true,
  USERS_TOO_MUCH: true,
  USER_BOT_REQUIRED: true,
  USER_ID_INVALID: true,
  WORKER_BUSY_TOO_LONG_RETRY: true,
}

describe('rpcError', () => {
  it('uses the numbers of the published database, without exception', () => {
    const different = Object.keys(everyName).filter(name => {
      const { error_code } = rpcError(name as RpcErrorName)
      const published = describeError(name)
      return published !== undefined && describeError(name, error_code)?.code !== error_code
    })
    expect(different).toEqual([])
  })

  it('makes messages that clients can take apart', () => {
    for (const name of Object.keys(everyName)) {
      const { error_message } = rpcError(name as RpcErrorName)
      expect(error_message).toMatch(/^[A-Z_0-9]+$/)
    }
    expect(unknownMethodError(-1).error_message).toBe('INPUT_METHOD_INVALID_4294967295_0')
    expect(unknownConstructorError(7).error_message).toBe('INPUT_CONSTRUCTOR_INVALID_7_0')
  })
})

describe('fromDomainError', () => {
  it.each([
    ['PHONE_NUMBER_INVALID', 406],
    ['SEND_CODE_UNAVAILABLE', 406],
    ['PHONE_CODE_EXPIRED', 400],
    ['PHONE_NUMBER_FLOOD', 400],
  ] as const)('turns %s into %i', (code, error_code) => {
    expect(fromDomainError(new DomainError(code, 'why'))).toMatchObject({ error_code, error_message: code })
  })

  it('tells the seconds to wait, at least one', () => {
    expect(fromDomainError(floodWait(0, 30_001, 'too early'))).toMatchObject({
      error_code: 420,
      error_message: 'FLOOD_WAIT_31',
    })
    expect(fromDomainError(floodWait(0, 1, 'too early'))?.error_message).toBe('FLOOD_WAIT_1')
  })

  it('leaves everything else to the caller', () => {
    expect(fromDomainError(new Error('disk'))).toBeUndefined()
    expect(fromDomainError('x')).toBeUndefined()
  })
})
