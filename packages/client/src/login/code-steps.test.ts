import { describe, expect, it } from 'vitest'
import {
  asked,
  checkRows,
  code,
  done,
  emailAddress,
  emailCode,
  integrity,
  now,
  owing,
  payment,
  pending,
  phone_number,
  refusal,
  signUp,
} from '../../test/support/login-rows.ts'
import { resendRemainingSeconds } from './countdown.ts'
import type { LoginEvent } from './login-events.ts'
import { loginStep } from './login-machine.ts'
import { initialLoginState, type LoginState } from './login-state.ts'

const byFlashCall: LoginState = { ...code, medium: { kind: 'flashCall', pattern: '+4420*****' } }

describe('a code', () => {
  checkRows([
    {
      what: 'a phone number asks for a code',
      from: initialLoginState,
      event: { _: 'start', phone_number },
      to: asked,
      command: { _: 'sendCode', phone_number },
    },
    {
      what: 'what the program can handle goes along, and stays in the state',
      from: initialLoginState,
      event: { _: 'start', phone_number, settings: { allow_flashcall: true } },
      to: { ...asked, settings: { allow_flashcall: true } },
      command: { _: 'sendCode', phone_number, settings: { allow_flashcall: true } },
    },
    {
      what: 'a new start gives up the code that is pending',
      from: code,
      event: { _: 'start', phone_number: '+1' },
      to: { at: 'phone', phone_number: '+1' },
      command: { _: 'sendCode', phone_number: '+1' },
    },
    {
      what: 'a code is sent in groups of digits',
      from: code,
      event: { _: 'enterCode', phone_code: ' 12-3 45 ' },
      to: code,
      command: { _: 'signIn', ...pending, phone_code: '12345' },
    },
    {
      what: 'a link stands for its code',
      from: code,
      event: { _: 'enterCode', phone_code: ' https://t.me/login/12345 ' },
      to: code,
      command: { _: 'signIn', ...pending, phone_code: '12345' },
    },
    {
      what: 'a link stands for its code in a mail, too',
      from: emailCode,
      event: { _: 'enterCode', phone_code: 'tg://login?code=123456' },
      to: emailCode,
      command: { _: 'signIn', ...pending, email_verification: { _: 'emailVerificationCode', code: '123456' } },
    },
    {
      what: "a caller's number is sent when it may be the one",
      from: byFlashCall,
      event: { _: 'enterCode', phone_code: '+44 20 12345' },
      to: byFlashCall,
      command: { _: 'signIn', ...pending, phone_code: '442012345' },
    },
    {
      what: 'a phrase is sent as it stands',
      from: { ...code, medium: { kind: 'smsPhrase' } } as LoginState,
      event: { _: 'enterCode', phone_code: ' a well-known phrase ' },
      to: { ...code, medium: { kind: 'smsPhrase' } } as LoginState,
      command: { _: 'signIn', ...pending, phone_code: 'a well-known phrase' },
    },
    {
      what: 'a forced resend goes to the server before its time',
      from: code,
      event: { _: 'resend', force: true },
      to: code,
      command: { _: 'resendCode', ...pending },
    },
    {
      what: 'a reason is for the server only while a proof is wanted',
      from: { ...code, resendAt: now },
      event: { _: 'resend', reason: 'PLAYINTEGRITY_TOKEN_NULL' },
      to: { ...code, resendAt: now },
      command: { _: 'resendCode', ...pending },
    },
    {
      what: 'cancel makes the code void',
      from: code,
      event: { _: 'cancel' },
      to: code,
      command: { _: 'cancelCode', ...pending },
    },
    { what: 'cancel with nothing pending is nothing', from: asked, event: { _: 'cancel' }, to: initialLoginState },
    {
      what: 'a resend of a mailed code goes by phone where the server offers that',
      from: { ...emailCode, next: 'sms' },
      event: { _: 'resend' },
      to: { ...emailCode, next: 'sms' },
      command: { _: 'resendCode', ...pending },
    },
    {
      what: 'a popup of an earlier step goes with the next one',
      from: { ...code, notice: 'Not now.' },
      event: { _: 'enterCode', phone_code: '12345' },
      to: code,
      command: { _: 'signIn', ...pending, phone_code: '12345' },
    },
  ])

  it('asks for a resend once the time has passed', () => {
    const [, command] = loginStep(code, { _: 'resend' }, now + 60_000)
    expect(command).toEqual({ _: 'resendCode', ...pending })
  })

  it('refuses an early resend with the seconds that remain', () => {
    expect(refusal(code, { _: 'resend' }, now + 17_500)).toEqual({
      code: 'RESEND_TOO_EARLY',
      values: { remainingSeconds: 43, next: 'sms' },
    })
    expect(resendRemainingSeconds(code, now + 59_999)).toBe(1)
    expect(resendRemainingSeconds(code, now + 60_000)).toBe(0)
  })

  it('has a reason count for nothing once the code was sent', () => {
    const event: LoginEvent = { _: 'resend', reason: 'PLAYINTEGRITY_TOKEN_NULL' }
    expect(refusal(code, event)?.code).toBe('RESEND_TOO_EARLY')
  })

  it('refuses a number that cannot be the caller of a flash call, and says what it looks like', () => {
    for (const phone_code of ['+1 202 555 0100', '442012', 'https://t.me/login/12345']) {
      expect(refusal(byFlashCall, { _: 'enterCode', phone_code })).toEqual({
        code: 'CODE_UNLIKE_PATTERN',
        values: { pattern: '+4420*****' },
      })
    }
  })

  it('refuses a resend for which the server offers no medium', () => {
    const { next: _next, ...last } = code
    expect(refusal(last, { _: 'resend' }, now + 99_000)?.code).toBe('RESEND_UNAVAILABLE')
    expect(refusal(emailCode, { _: 'resend' }, now + 99_000)?.code).toBe('RESEND_UNAVAILABLE')
  })

  it.each<[string, LoginState, LoginEvent, string]>([
    ['a number without digits', initialLoginState, { _: 'start', phone_number: ' + ' }, 'PHONE_NUMBER_EMPTY'],
    ['an empty code', code, { _: 'enterCode', phone_code: ' - ' }, 'CODE_EMPTY'],
    ['a code before it was asked for', initialLoginState, { _: 'enterCode', phone_code: '1' }, 'LOGIN_STEP_WRONG'],
    ['a resend before a code was asked for', initialLoginState, { _: 'resend' }, 'LOGIN_STEP_WRONG'],
    ['a resend after the code was right', signUp, { _: 'resend' }, 'LOGIN_STEP_WRONG'],
    ['a resend while an address is wanted', emailAddress, { _: 'resend' }, 'LOGIN_STEP_WRONG'],
    ['a code before the proof that it waits for', integrity, { _: 'enterCode', phone_code: '1' }, 'LOGIN_STEP_WRONG'],
    ['a code before it is paid for', payment, { _: 'enterCode', phone_code: '1' }, 'LOGIN_STEP_WRONG'],
    ['a code before the address', emailAddress, { _: 'enterCode', phone_code: '1' }, 'LOGIN_STEP_WRONG'],
    ['a code where the account has a password', owing, { _: 'enterCode', phone_code: '1' }, 'LOGIN_STEP_WRONG'],
    ['a code after the login', done, { _: 'enterCode', phone_code: '1' }, 'LOGIN_STEP_WRONG'],
  ])('refuses %s', (_what, from, event, expected) => {
    expect(refusal(from, event)?.code).toBe(expected)
  })
})
