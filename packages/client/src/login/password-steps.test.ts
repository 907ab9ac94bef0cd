import { describe, expect, it } from 'vitest'
import {
  asked,
  authorized,
  checkRows,
  code,
  failed,
  now,
  owing,
  passwordAsked,
  phone_number,
  recovering,
  refusal,
} from '../../test/support/login-rows.ts'
import type { LoginEvent } from './login-events.ts'
import { initialLoginState, type LoginState } from './login-state.ts'

describe('a password', () => {
  checkRows([
    {
      what: 'checkPassword → authorization',
      from: { at: 'password', phone_number },
      event: authorized,
      to: { at: 'done', user_id: '777' },
    },
    {
      what: 'a password is checked, and is nowhere in the state',
      from: owing,
      event: { _: 'enterPassword', password: ' pass word ' },
      to: owing,
      command: { _: 'checkPassword', password: ' pass word ' },
    },
    {
      what: 'getPassword → hint and recovery',
      from: { at: 'password', phone_number },
      event: passwordAsked({ has_password: true, hint: 'the usual', has_recovery: true, pending_reset_date: 5 }),
      to: { ...owing, hint: 'the usual', has_recovery: true, pending_reset_date: 5 },
    },
    {
      what: 'getPassword → what was learned before stays',
      from: recovering,
      event: passwordAsked({ has_password: true, has_recovery: true }),
      to: recovering,
    },
    {
      what: 'getPassword → a password that was removed meanwhile needs the number again',
      from: owing,
      event: passwordAsked({}),
      to: { ...asked, problem: 'PASSWORD_EMPTY' },
    },
    {
      what: 'getPassword → an error leaves the hint unknown',
      from: { at: 'password', phone_number },
      event: failed('getPassword', 'TIMEOUT'),
      to: { at: 'password', phone_number, problem: 'TIMEOUT' },
    },
    {
      what: 'checkPassword → PASSWORD_HASH_INVALID stays',
      from: owing,
      event: failed('checkPassword', 'PASSWORD_HASH_INVALID'),
      to: { ...owing, problem: 'PASSWORD_HASH_INVALID' },
    },
    {
      what: 'checkPassword → FLOOD_WAIT stays, and says until when',
      from: owing,
      event: failed('checkPassword', 'FLOOD_WAIT', 60),
      to: { ...owing, problem: 'FLOOD_WAIT', retryAt: now + 60_000 },
    },
    {
      what: 'checkPassword → a login that was ended elsewhere needs the number again',
      from: owing,
      event: failed('checkPassword', 'AUTH_KEY_UNREGISTERED'),
      to: { ...asked, problem: 'AUTH_KEY_UNREGISTERED' },
    },
    {
      what: 'a forgotten password asks for a recovery code',
      from: owing,
      event: { _: 'requestRecovery' },
      to: owing,
      command: { _: 'requestPasswordRecovery' },
    },
    {
      what: 'requestPasswordRecovery → where the code went',
      from: { ...owing, problem: 'PASSWORD_HASH_INVALID' },
      event: { _: 'recoverySent', email_pattern: 'a***a@mail.example' },
      to: recovering,
    },
    {
      what: 'requestPasswordRecovery → PASSWORD_RECOVERY_NA stays',
      from: owing,
      event: failed('requestPasswordRecovery', 'PASSWORD_RECOVERY_NA'),
      to: { ...owing, has_recovery: false, problem: 'PASSWORD_RECOVERY_NA' },
    },
    {
      what: 'requestPasswordRecovery → FLOOD_WAIT holds back no password',
      from: owing,
      event: failed('requestPasswordRecovery', 'FLOOD_WAIT', 60),
      to: { ...owing, problem: 'FLOOD_WAIT', recoverAt: now + 60_000 },
    },
    {
      what: 'a recovery code may be typed in groups, and comes with a new password',
      from: recovering,
      event: { _: 'recover', code: '123 456', newPassword: 'new', hint: 'old' },
      to: recovering,
      command: { _: 'recoverPassword', code: '123456', newPassword: 'new', hint: 'old' },
    },
    {
      what: 'recoverPassword → CODE_INVALID stays',
      from: recovering,
      event: failed('recoverPassword', 'CODE_INVALID'),
      to: { ...recovering, problem: 'CODE_INVALID' },
    },
    {
      what: 'recoverPassword → PASSWORD_RECOVERY_EXPIRED needs another code',
      from: recovering,
      event: failed('recoverPassword', 'PASSWORD_RECOVERY_EXPIRED'),
      to: { ...owing, has_recovery: true, problem: 'PASSWORD_RECOVERY_EXPIRED' },
    },
    {
      what: 'recoverPassword → authorization',
      from: recovering,
      event: authorized,
      to: { at: 'done', user_id: '777' },
    },
    {
      what: 'giving up where the account has a password logs the key out',
      from: owing,
      event: { _: 'cancel' },
      to: owing,
      command: { _: 'logOut' },
    },
    {
      what: 'logOut → whatever the answer, nothing is pending',
      from: owing,
      event: failed('logOut', 'AUTH_KEY_UNREGISTERED'),
      to: initialLoginState,
    },
    {
      what: 'whoever forgot it may have the account deleted',
      from: owing,
      event: { _: 'deleteAccount', reason: 'Forgot password' },
      to: owing,
      command: { _: 'deleteAccount', reason: 'Forgot password' },
    },
    { what: 'deleteAccount → true: the number is free', from: owing, event: { _: 'accountDeleted' }, to: asked },
    {
      what: 'deleteAccount → USER_DEACTIVATED is as good',
      from: owing,
      event: failed('deleteAccount', 'USER_DEACTIVATED'),
      to: asked,
    },
    {
      what: 'deleteAccount → 2FA_CONFIRM_WAIT_X says from when on',
      from: owing,
      event: failed('deleteAccount', '2FA_CONFIRM_WAIT', 604_800),
      to: { ...owing, problem: '2FA_CONFIRM_WAIT', deletableAt: now + 604_800_000 },
    },
  ])

  it.each<[string, LoginState, LoginEvent, string]>([
    ['an empty password', owing, { _: 'enterPassword', password: '' }, 'PASSWORD_EMPTY'],
    ['a password before the code', code, { _: 'enterPassword', password: 'x' }, 'LOGIN_STEP_WRONG'],
    ['an empty recovery code', recovering, { _: 'recover', code: ' ' }, 'CODE_EMPTY'],
    ['a recovery before the code', code, { _: 'requestRecovery' }, 'LOGIN_STEP_WRONG'],
    ['a recovery code before the code', code, { _: 'recover', code: '1' }, 'LOGIN_STEP_WRONG'],
    ['the end of an account that is not at hand', code, { _: 'deleteAccount', reason: 'x' }, 'LOGIN_STEP_WRONG'],
    [
      'a recovery without an address',
      { ...owing, has_recovery: false },
      { _: 'requestRecovery' },
      'RECOVERY_UNAVAILABLE',
    ],
  ])('refuses %s', (_what, from, event, expected) => {
    expect(refusal(from, event)?.code).toBe(expected)
  })
})
