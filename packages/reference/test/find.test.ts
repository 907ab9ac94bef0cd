import { expect, test, vi } from 'vitest'
import { reference } from './whole-reference.ts'

// Generous: the work is bounded, the machine may be busy.
vi.setConfig({ testTimeout: 60_000 })

test.each([
  ['auth.resendCode', 'methods/auth.resendCode.html'],
  ['auth_resendCode', 'methods/auth.resendCode.html'],
  ['methods/auth_resendCode.html', 'methods/auth.resendCode.html'],
  ['/methods/auth.resendCode.json', 'methods/auth.resendCode.html'],
  ['auth.sentCode', 'constructors/auth.sentCode.html'],
  ['auth.SentCode', 'types/auth.SentCode.html'],
  ['string', 'types/string.html'],
  ['Bool', 'types/Bool.html'],
  ['SEND_CODE_UNAVAILABLE', 'errors/SEND_CODE_UNAVAILABLE.html'],
  ['send_code_unavailable', 'errors/SEND_CODE_UNAVAILABLE.html'],
  ['FLOOD_WAIT_30', 'errors/FLOOD_WAIT_X.html'],
  ['FLOOD_WAIT_X', 'errors/FLOOD_WAIT_X.html'],
  ['FLOOD_WAIT', 'errors/FLOOD_WAIT_X.html'],
  ['2FA_CONFIRM_WAIT_86400', 'errors/2FA_CONFIRM_WAIT_X.html'],
  ['FILE_REFERENCE_3_EXPIRED', 'errors/FILE_REFERENCE_X_EXPIRED.html'],
  ['errors/FLOOD_WAIT_X.html', 'errors/FLOOD_WAIT_X.html'],
  ['errors/PREVIOUS_CHAT_IMPORT_ACTIVE_WAIT_XMIN', 'errors/PREVIOUS_CHAT_IMPORT_ACTIVE_WAIT_XMIN.html'],
  ['layer 220', 'layers/220.html'],
  ['220', 'layers/220.html'],
])('%s is found at %s', (text, address) => {
  expect(reference.find(text)?.urls.html).toBe(address)
})

test('finds nothing under names that nobody has', () => {
  for (const text of [
    '',
    'auth.resendcode2',
    'layer 1',
    'methods/',
    'NO_SUCH_ERROR_AT_ALL',
    '__proto__',
    'constructor',
  ]) {
    expect(reference.find(text)).toBeUndefined()
  }
})

test('finds every entry by its own address', () => {
  for (const kind of ['methods', 'constructors', 'types', 'errors', 'layers'] as const) {
    for (const entry of reference[kind]) expect(reference.find(entry.urls.html), entry.urls.html).toBe(entry)
  }
})
