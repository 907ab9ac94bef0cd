import { describe, expect, it } from 'vitest'
import { emailAddress, emailCode, emailSetupCode, owing, paying, payment, qr } from '../../test/support/login-rows.ts'
import { type LoginState, textLengthMax } from './login-state.ts'
import { checkLoginState, parseLoginState } from './parse-login-state.ts'

const states: readonly LoginState[] = [
  { at: 'phone', restarts: 0 },
  { at: 'phone', phone_number: '1', problem: 'PHONE_CODE_EXPIRED', restarts: 1 },
  {
    at: 'code',
    phone_number: '1',
    phone_code_hash: 'x',
    medium: { kind: 'app', length: 5 },
    next: 'sms',
    sentAt: 1,
    resendAt: 2,
  },
  { at: 'code', phone_number: '1', phone_code_hash: 'x', medium: { kind: 'smsWord', beginning: 'b' }, sentAt: 1 },
  {
    at: 'integrity',
    phone_number: '1',
    phone_code_hash: 'x',
    length: 5,
    proof: { kind: 'playIntegrity', projectId: '7', nonce: 'bm9uY2U' },
    sentAt: 1,
  },
  { at: 'signUp', phone_number: '1', phone_code_hash: 'x', terms_of_service: { text: 't', popup: false } },
  { at: 'password' },
  { at: 'password', phone_number: '+1', hint: 'h', has_recovery: true, email_pattern: 'a***@b.example', retryAt: 1 },
  { ...owing, deletableAt: 1, recoverAt: 2, notice: 'Not now.', restarts: 1 },
  { ...emailCode, next: 'sms', reset_pending_date: 5 },
  emailAddress,
  emailSetupCode,
  payment,
  { ...paying, checkAt: 1 },
  qr,
  { at: 'done', user_id: '9223372036854775807' },
  { ...emailCode, settings: { allow_flashcall: true, unknown_number: true } },
  { at: 'phone', problem: 'AUTH_RESTART', way: 'passkey' },
]

describe('parseLoginState', () => {
  it.each(states)('reads $at back unchanged', state => {
    expect(parseLoginState(JSON.stringify(state))).toEqual(state)
  })

  it.each<[string, unknown]>([
    ['no object', 5],
    ['an array', []],
    ['no state', { at: 'moon' }],
    ['an inherited name', { at: 'toString' }],
    ['a missing hash', { at: 'code', phone_number: '1', medium: { kind: 'sms', length: 5 }, sentAt: 1 }],
    ['a hash that is no string', { ...states[2], phone_code_hash: 5 }],
    ['a time that is no number', { ...states[2], resendAt: 'soon' }],
    ['an unknown next medium', { ...states[2], next: 'pigeon' }],
    ['an unknown medium', { ...states[2], medium: { kind: 'pigeon' } }],
    ['a medium without its length', { ...states[2], medium: { kind: 'sms' } }],
    ['an unknown proof', { ...states[4], proof: { kind: 'oath' } }],
    ['a proof without its nonce', { ...states[4], proof: { kind: 'safetyNet' } }],
    ['settings that are no flags', { ...states[2], settings: { allow_firebase: 'token' } }],
    ['an endless text', { ...states[2], notice: 'x'.repeat(textLengthMax + 1) }],
    ['a price that is no number', { ...payment, amount: '1.45' }],
    ['a form without its number', { ...payment, form: { title: 't', url: 'u', sent: true } }],
    ['terms that are a text', { at: 'signUp', phone_number: '1', phone_code_hash: 'x', terms_of_service: 't' }],
    ['an address without whose tokens count', { ...emailAddress, google: undefined }],
    ['an unknown way in', { at: 'phone', way: 'window' }],
    ['a user that is no number', { at: 'done', user_id: 'me' }],
  ])('refuses %s', (_what, value) => {
    expect(() => checkLoginState(value)).toThrow(/LOGIN_STATE_INVALID/)
  })

  it('lets nothing come along that the state has no place for', () => {
    expect(checkLoginState({ ...payment, card: '4000', form: { ...paying.form, card: '4000' } })).toEqual(paying)
  })

  it('begins a login again that an earlier version could not complete, with its number', () => {
    expect(checkLoginState({ at: 'unsupported', type: 'x', phone_number: '+1', sentAt: 1 })).toEqual({
      at: 'phone',
      phone_number: '+1',
    })
  })

  it('refuses what is not JSON', () => {
    expect(() => parseLoginState('{')).toThrow(/LOGIN_STATE_INVALID.+not JSON/)
  })
})
