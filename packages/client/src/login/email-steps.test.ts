import { describe, expect, it } from 'vitest'
import {
  checkRows,
  code,
  emailAddress,
  emailCode,
  emailSetupCode,
  expired,
  failed,
  fresh,
  now,
  owing,
  pending,
  phone_number,
  refusal,
  sentCode,
} from '../../test/support/login-rows.ts'
import type { LoginEvent } from './login-events.ts'
import type { LoginState } from './login-state.ts'

const mailed: LoginEvent = { _: 'emailSent', email: 'ada@mail.example', email_pattern: 'a***a@mail.example', length: 6 }
const scheduled = { ...emailCode, reset_pending_date: 1_800_604_800 } as const

describe('a login by e-mail', () => {
  checkRows([
    {
      what: 'the mailed code goes in as a proof of the address, not as phone_code',
      from: emailCode,
      event: { _: 'enterCode', phone_code: '123-456' },
      to: emailCode,
      command: { _: 'signIn', ...pending, email_verification: { _: 'emailVerificationCode', code: '123456' } },
    },
    {
      what: 'an ID token of Google does as well',
      from: emailCode,
      event: { _: 'enterIdToken', provider: 'google', token: 'jwt' },
      to: emailCode,
      command: { _: 'signIn', ...pending, email_verification: { _: 'emailVerificationGoogle', token: 'jwt' } },
    },
    {
      what: 'signIn → CODE_INVALID stays',
      from: emailCode,
      event: failed('signIn', 'CODE_INVALID'),
      to: { ...emailCode, problem: 'CODE_INVALID' },
    },
    {
      what: 'signIn → EMAIL_VERIFY_EXPIRED stays: another code can be mailed',
      from: emailCode,
      event: failed('signIn', 'EMAIL_VERIFY_EXPIRED'),
      to: { ...emailCode, problem: 'EMAIL_VERIFY_EXPIRED' },
    },
    {
      what: 'signIn → PHONE_CODE_EXPIRED needs the number again',
      from: emailCode,
      event: failed('signIn', 'PHONE_CODE_EXPIRED'),
      to: expired,
    },
    {
      what: 'the code is mailed again to an address that only the server knows',
      from: emailCode,
      event: { _: 'resendEmail' },
      to: emailCode,
      command: { _: 'sendVerifyEmailCode', ...pending, email: '' },
    },
    {
      what: 'sendVerifyEmailCode → another code is on its way',
      from: { ...emailCode, sentAt: now - 60_000, problem: 'CODE_INVALID' },
      event: { _: 'emailSent', email: '', email_pattern: 'a***z@mail.example', length: 7 },
      to: { ...emailCode, length: 7 },
    },
    {
      what: 'whoever lost the mailbox asks for a reset',
      from: emailCode,
      event: { _: 'resetEmail' },
      to: emailCode,
      command: { _: 'resetLoginEmail', ...pending },
    },
    {
      what: 'resetLoginEmail → the code goes by phone at once',
      from: emailCode,
      event: sentCode({ _: 'auth.sentCodeTypeSms', length: 5 }),
      to: { at: 'code', ...fresh, medium: { kind: 'sms', length: 5 } },
    },
    {
      what: 'resetLoginEmail → TASK_ALREADY_EXISTS: the date that is known stays',
      from: scheduled,
      event: failed('resetLoginEmail', 'TASK_ALREADY_EXISTS'),
      to: { ...scheduled, problem: 'TASK_ALREADY_EXISTS' },
    },
    {
      what: 'resetLoginEmail → TASK_ALREADY_EXISTS: the date is taken from the period where it is not known',
      from: emailCode,
      event: failed('resetLoginEmail', 'TASK_ALREADY_EXISTS'),
      to: { ...scheduled, problem: 'TASK_ALREADY_EXISTS' },
    },
    {
      what: 'resetLoginEmail → EMAIL_INSTALL_MISSING stays',
      from: emailCode,
      event: failed('resetLoginEmail', 'EMAIL_INSTALL_MISSING'),
      to: { ...emailCode, problem: 'EMAIL_INSTALL_MISSING' },
    },
  ])
})

describe('the set-up of a login e-mail address', () => {
  checkRows([
    {
      what: 'the address is given, and a code is asked for',
      from: emailAddress,
      event: { _: 'enterEmail', email: ' ada@mail.example ' },
      to: emailAddress,
      command: { _: 'sendVerifyEmailCode', ...pending, email: 'ada@mail.example' },
    },
    { what: 'sendVerifyEmailCode → where it went', from: emailAddress, event: mailed, to: emailSetupCode },
    {
      what: 'an ID token of Apple needs no mail',
      from: emailAddress,
      event: { _: 'enterIdToken', provider: 'apple', token: 'jwt' },
      to: emailAddress,
      command: { _: 'verifyEmail', ...pending, verification: { _: 'emailVerificationApple', token: 'jwt' } },
    },
    {
      what: 'sendVerifyEmailCode → EMAIL_NOT_ALLOWED stays',
      from: emailAddress,
      event: failed('sendVerifyEmailCode', 'EMAIL_NOT_ALLOWED'),
      to: { ...emailAddress, problem: 'EMAIL_NOT_ALLOWED' },
    },
    {
      what: 'sendVerifyEmailCode → FLOOD_WAIT says until when',
      from: emailSetupCode,
      event: failed('sendVerifyEmailCode', 'FLOOD_WAIT', 20),
      to: { ...emailSetupCode, problem: 'FLOOD_WAIT', retryAt: now + 20_000 },
    },
    {
      what: 'sendVerifyEmailCode → PHONE_HASH_EXPIRED needs the number again',
      from: emailAddress,
      event: failed('sendVerifyEmailCode', 'PHONE_HASH_EXPIRED'),
      to: { at: 'phone', phone_number, problem: 'PHONE_HASH_EXPIRED' },
    },
    {
      what: 'its code proves the address',
      from: emailSetupCode,
      event: { _: 'enterCode', phone_code: '123 456' },
      to: emailSetupCode,
      command: { _: 'verifyEmail', ...pending, verification: { _: 'emailVerificationCode', code: '123456' } },
    },
    {
      what: 'another address may be given until then',
      from: emailSetupCode,
      event: { _: 'enterEmail', email: 'b@mail.example' },
      to: emailSetupCode,
      command: { _: 'sendVerifyEmailCode', ...pending, email: 'b@mail.example' },
    },
    {
      what: 'the code is mailed again to the same address',
      from: emailSetupCode,
      event: { _: 'resendEmail' },
      to: emailSetupCode,
      command: { _: 'sendVerifyEmailCode', ...pending, email: 'ada@mail.example' },
    },
    {
      what: 'verifyEmail → the code goes on with a new hash',
      from: emailSetupCode,
      event: { ...sentCode({ _: 'auth.sentCodeTypeApp', length: 5 }), phone_code_hash: 'hash-1' },
      to: { at: 'code', ...fresh, medium: { kind: 'app', length: 5 } },
    },
    {
      what: 'verifyEmail → CODE_INVALID stays',
      from: emailSetupCode,
      event: failed('verifyEmail', 'CODE_INVALID'),
      to: { ...emailSetupCode, problem: 'CODE_INVALID' },
    },
    {
      what: 'verifyEmail → EMAIL_VERIFY_EXPIRED needs the address again',
      from: emailSetupCode,
      event: failed('verifyEmail', 'EMAIL_VERIFY_EXPIRED'),
      to: { ...emailAddress, problem: 'EMAIL_VERIFY_EXPIRED' },
    },
    {
      what: 'verifyEmail → PHONE_CODE_EXPIRED needs the number again',
      from: emailSetupCode,
      event: failed('verifyEmail', 'PHONE_CODE_EXPIRED'),
      to: expired,
    },
    {
      what: 'verifyEmail → SESSION_PASSWORD_NEEDED',
      from: emailSetupCode,
      event: failed('verifyEmail', 'SESSION_PASSWORD_NEEDED'),
      to: owing,
      command: { _: 'getPassword' },
    },
  ])

  it.each<[string, LoginState, LoginEvent, string]>([
    ['an empty address', emailAddress, { _: 'enterEmail', email: ' ' }, 'EMAIL_EMPTY'],
    ['an endless address', emailAddress, { _: 'enterEmail', email: 'a'.repeat(255) }, 'EMAIL_EMPTY'],
    ['an address that nobody asked for', emailCode, { _: 'enterEmail', email: 'a@b.example' }, 'LOGIN_STEP_WRONG'],
    ['an empty mailed code', emailCode, { _: 'enterCode', phone_code: '' }, 'CODE_EMPTY'],
    [
      'an ID token that the server does not take',
      emailCode,
      { _: 'enterIdToken', provider: 'apple', token: 'x' },
      'ID_TOKEN_NOT_ALLOWED',
    ],
    [
      'an ID token for a code by phone',
      code,
      { _: 'enterIdToken', provider: 'google', token: 'x' },
      'LOGIN_STEP_WRONG',
    ],
    ['a mail that nobody waits for', code, { _: 'resendEmail' }, 'LOGIN_STEP_WRONG'],
    ['a reset of no address', code, { _: 'resetEmail' }, 'LOGIN_STEP_WRONG'],
    [
      'a reset that is not offered',
      { ...emailAddress, at: 'emailCode', email_pattern: 'a***z@mail.example', length: 6 },
      { _: 'resetEmail' },
      'RESET_UNAVAILABLE',
    ],
  ])('refuses %s', (_what, from, event, expected) => {
    expect(refusal(from, event)?.code).toBe(expected)
  })
})
