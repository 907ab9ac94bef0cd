import type { RpcError } from '@chappe/mtproto'
import { describeError } from '@chappe/schema/facts'
import { remedyFor } from '@chappe/schema/remedies'
import { describe, expect, it } from 'vitest'
import { DomainError, floodWait } from '../domain/domain-error.ts'
import { silentRefusals } from '../domain/silent-refusal.ts'
import {
  deviceChallengeError,
  documented,
  emailUnconfirmedError,
  fromDomainError,
  type RpcErrorName,
  rpcError,
  silentRefusalOf,
  unknownConstructorError,
  unknownMethodError,
} from './rpc-errors.ts'

const everyName: { readonly [Name in RpcErrorName]: true } = {
  ACCESS_DENIED: true,
  ACCESS_TOKEN_EXPIRED: true,
  ACCESS_TOKEN_INVALID: true,
  API_ID_INVALID: true,
  API_ID_PUBLISHED_FLOOD: true,
  AUTH_BYTES_INVALID: true,
  AUTH_KEY_PERM_EMPTY: true,
  AUTH_KEY_UNREGISTERED: true,
  AUTH_RESTART: true,
  AUTH_TOKEN_ALREADY_ACCEPTED: true,
  AUTH_TOKEN_EXCEPTION: true,
  AUTH_TOKEN_EXPIRED: true,
  AUTH_TOKEN_INVALID: true,
  BOT_METHOD_INVALID: true,
  BUSINESS_CONNECTION_INVALID: true,
  BUSINESS_CONNECTION_NOT_ALLOWED: true,
  CODE_EMPTY: true,
  CODE_HASH_INVALID: true,
  CODE_INVALID: true,
  CONNECTION_API_ID_INVALID: true,
  CONNECTION_APP_VERSION_EMPTY: true,
  CONNECTION_DEVICE_MODEL_EMPTY: true,
  CONNECTION_LANG_PACK_INVALID: true,
  CONNECTION_LAYER_INVALID: true,
  CONNECTION_NOT_INITED: true,
  CONNECTION_SYSTEM_EMPTY: true,
  CONNECTION_SYSTEM_LANG_CODE_EMPTY: true,
  CREDENTIAL_INVALID: true,
  DATA_JSON_INVALID: true,
  DC_ID_INVALID: true,
  EMAIL_HASH_EXPIRED: true,
  EMAIL_INSTALL_MISSING: true,
  EMAIL_INVALID: true,
  EMAIL_NOT_ALLOWED: true,
  EMAIL_NOT_SETUP: true,
  EMAIL_VERIFY_EXPIRED: true,
  ENCRYPTED_MESSAGE_INVALID: true,
  EXPIRES_AT_INVALID: true,
  FIRSTNAME_INVALID: true,
  FORM_EXPIRED: true,
  FRESH_CHANGE_PHONE_FORBIDDEN: true,
  FRESH_RESET_AUTHORISATION_FORBIDDEN: true,
  HASH_INVALID: true,
  INPUT_FETCH_ERROR: true,
  INPUT_PURPOSE_INVALID: true,
  INPUT_REQUEST_TOO_LONG: true,
  INVOICE_INVALID: true,
  LANG_CODE_NOT_SUPPORTED: true,
  LASTNAME_INVALID: true,
  METHOD_INVALID: true,
  MSG_WAIT_FAILED: true,
  MSG_WAIT_TIMEOUT: true,
  NEW_PASSWORD_BAD: true,
  NEW_SALT_INVALID: true,
  NEW_SETTINGS_EMPTY: true,
  NEW_SETTINGS_INVALID: true,
  NO_PAYMENT_NEEDED: true,
  PASSKEY_ALGORITM_UNSUPPORTED: true,
  PASSKEY_CHALLENGE_EXPIRED: true,
  PASSKEY_CREDENTIAL_NOT_FOUND: true,
  PASSKEY_ORIGIN_MISMATCH: true,
  PASSWORD_EMPTY: true,
  PASSWORD_HASH_INVALID: true,
  PASSWORD_RECOVERY_EXPIRED: true,
  PASSWORD_RECOVERY_NA: true,
  PAYMENT_CREDENTIALS_INVALID: true,
  PHONE_CODE_EMPTY: true,
  PHONE_CODE_EXPIRED: true,
  PHONE_CODE_HASH_EMPTY: true,
  PHONE_CODE_INVALID: true,
  PHONE_HASH_EXPIRED: true,
  PHONE_NUMBER_APP_SIGNUP_FORBIDDEN: true,
  PHONE_NUMBER_BANNED: true,
  PHONE_NUMBER_FLOOD: true,
  PHONE_NUMBER_INVALID: true,
  PHONE_NUMBER_OCCUPIED: true,
  PHONE_PASSWORD_FLOOD: true,
  PREMIUM_CURRENTLY_UNAVAILABLE: true,
  RECEIPT_EMPTY: true,
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
  TASK_ALREADY_EXISTS: true,
  TEMP_AUTH_KEY_ALREADY_BOUND: true,
  TEMP_AUTH_KEY_EMPTY: true,
  TMP_PASSWORD_DISABLED: true,
  TOKEN_EMPTY: true,
  TOKEN_INVALID: true,
  TOKEN_TYPE_INVALID: true,
  TTL_DAYS_INVALID: true,
  UPDATE_APP_TO_LOGIN: true,
  USERNAME_INVALID: true,
  USERNAME_OCCUPIED: true,
  USERS_TOO_MUCH: true,
  USER_BOT_REQUIRED: true,
  USER_DEACTIVATED: true,
  USER_DEACTIVATED_BAN: true,
  USER_ID_INVALID: true,
  VERIFICATION_FAILED: true,
  WEBAUTH_TOKEN_EXPIRED: true,
  WORKER_BUSY_TOO_LONG_RETRY: true,
}

function everyErrorWithArgument(): readonly RpcError[] {
  const waits = ['2FA_CONFIRM_WAIT', 'FLOOD_TEST_PHONE_WAIT', 'FLOOD_WAIT'] as const
  const migrations = ['NETWORK_MIGRATE', 'PHONE_MIGRATE', 'USER_MIGRATE'] as const
  const challenges = ['APNS_VERIFY_CHECK', 'INTEGRITY_CHECK_CLASSIC', 'RECAPTCHA_CHECK'] as const
  return [
    ...waits.map(code => fromDomainError(floodWait(0, 30_000, 'why', code))),
    ...migrations.map(code => fromDomainError(new DomainError(code, 'why', undefined, 4))),
    ...challenges.map(name => deviceChallengeError(name, 'what')),
    emailUnconfirmedError(6),
    unknownMethodError(7),
    unknownConstructorError(7),
  ].filter(error => error !== undefined)
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

  it('answers nothing that the client could not say what to do about', () => {
    const all = [...(Object.keys(everyName) as RpcErrorName[]).map(rpcError), ...everyErrorWithArgument()]
    const helpless = all.filter(({ error_message, error_code }) => {
      const remedy = remedyFor(error_message, error_code)
      // A sentence about the code alone tells nothing about the error.
      return remedy === undefined || remedy === remedyFor('UNHEARD', error_code)
    })
    expect(helpless.map(({ error_message }) => error_message)).toEqual([])
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

describe('the number of an error', () => {
  it('is the one that is documented for the method', () => {
    const error = rpcError('PHONE_NUMBER_INVALID')
    expect(documented(error, 'auth.sendCode')).toMatchObject({ error_code: 406 })
    expect(documented(error, 'account.verifyEmail')).toMatchObject({ error_code: 400 })
    expect(documented(error, 'help.getConfig')).toBe(error)
    expect(documented(error, undefined)).toBe(error)
  })

  it('406 is for what the data center has words for, and for nothing else', () => {
    const silent = (Object.keys(everyName) as RpcErrorName[]).filter(name => rpcError(name).error_code === 406)
    expect(silent.toSorted()).toEqual([...silentRefusals].toSorted())
    expect(silentRefusalOf(rpcError('SEND_CODE_UNAVAILABLE'))).toBe('SEND_CODE_UNAVAILABLE')
    expect(silentRefusalOf(documented(rpcError('PHONE_NUMBER_INVALID'), 'account.verifyEmail'))).toBeUndefined()
  })
})
