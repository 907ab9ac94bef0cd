import { expect, test } from 'vitest'
import { isRpcError, RpcError } from './rpc-error.ts'

test.each([
  ['FLOOD_WAIT_31', 'FLOOD_WAIT', 31],
  ['PHONE_CODE_EXPIRED', 'PHONE_CODE_EXPIRED', undefined],
  ['PHONE_MIGRATE_2', 'PHONE_MIGRATE', 2],
  ['RECAPTCHA_CHECK_signup__6LcExample_5', 'RECAPTCHA_CHECK', undefined],
  ['INTEGRITY_CHECK_CLASSIC_1234567890_0123', 'INTEGRITY_CHECK_CLASSIC', undefined],
  ['APNS_VERIFY_CHECK_0123', 'APNS_VERIFY_CHECK', undefined],
  ['', '', undefined],
])('%s is taken apart', (text, errorName, argument) => {
  const error = new RpcError(420, text)
  expect(error).toMatchObject({ code: 'RPC_ERROR', error_code: 420, error_message: text, errorName, argument })
  expect(error.message.startsWith(`[${text}]`)).toBe(true)
})

test('it is recognised also when it comes from another copy of the package', () => {
  const foreign = Object.assign(new Error('[X] …'), { name: 'RpcError', error_code: 400, error_message: 'X' })
  expect([new RpcError(400, 'X'), foreign, new Error('X'), undefined].map(isRpcError)).toEqual([
    true,
    true,
    false,
    false,
  ])
})
