import { describe, expect, it } from 'vitest'
import {
  asked,
  authorized,
  checkRows,
  code,
  expired,
  failed,
  pending,
  phone_number,
  refusal,
  signUp,
  user,
} from '../../test/support/login-rows.ts'
import type { LoginEvent } from './login-events.ts'
import type { LoginState } from './login-state.ts'

describe('the end of a login', () => {
  checkRows([
    { what: 'signIn → authorization', from: code, event: authorized, to: { at: 'done', user_id: '777' } },
    {
      what: 'signIn → authorization that will end without a password',
      from: code,
      event: { _: 'authorized', authorization: { _: 'auth.authorization', user, otherwise_relogin_days: 30 } },
      to: { at: 'done', user_id: '777', otherwise_relogin_days: 30 },
    },
    {
      what: 'signIn → authorizationSignUpRequired',
      from: code,
      event: { _: 'authorized', authorization: { _: 'auth.authorizationSignUpRequired' } },
      to: signUp,
    },
    {
      what: 'signIn → authorizationSignUpRequired with terms of service',
      from: code,
      event: {
        _: 'authorized',
        authorization: {
          _: 'auth.authorizationSignUpRequired',
          terms_of_service: {
            _: 'help.termsOfService',
            popup: true,
            id: { _: 'dataJSON', data: '{}' },
            text: 'Be kind.',
            entities: [],
            min_age_confirm: 16,
          },
        },
      },
      to: { ...signUp, terms_of_service: { text: 'Be kind.', popup: true, min_age_confirm: 16 } },
    },
    {
      what: 'a name creates the account',
      from: signUp,
      event: { _: 'signUp', first_name: 'Ada' },
      to: signUp,
      command: { _: 'signUp', ...pending, first_name: 'Ada', last_name: '' },
    },
    { what: 'signUp → authorization', from: signUp, event: authorized, to: { at: 'done', user_id: '777' } },
    {
      what: 'signUp → FIRSTNAME_INVALID stays',
      from: signUp,
      event: failed('signUp', 'FIRSTNAME_INVALID'),
      to: { ...signUp, problem: 'FIRSTNAME_INVALID' },
    },
    {
      what: 'signUp → PHONE_CODE_EXPIRED needs the number again',
      from: signUp,
      event: failed('signUp', 'PHONE_CODE_EXPIRED'),
      to: expired,
    },
    {
      what: 'signUp → PHONE_NUMBER_OCCUPIED needs the number again',
      from: signUp,
      event: failed('signUp', 'PHONE_NUMBER_OCCUPIED'),
      to: { ...asked, problem: 'PHONE_NUMBER_OCCUPIED' },
    },
    {
      what: 'whoever wants no contact to hear of it says so',
      from: signUp,
      event: { _: 'signUp', first_name: 'Ada', last_name: 'L', no_joined_notifications: true },
      to: signUp,
      command: { _: 'signUp', ...pending, first_name: 'Ada', last_name: 'L', no_joined_notifications: true },
    },
    {
      what: 'terms that only have to be shown need no word',
      from: { ...signUp, terms_of_service: { text: 'Be kind.', popup: false } },
      event: { _: 'signUp', first_name: 'Ada' },
      to: { ...signUp, terms_of_service: { text: 'Be kind.', popup: false } },
      command: { _: 'signUp', ...pending, first_name: 'Ada', last_name: '' },
    },
    {
      what: 'terms that were agreed to let the name through',
      from: { ...signUp, terms_of_service: { text: 'Be kind.', popup: true, min_age_confirm: 16 } },
      event: { _: 'signUp', first_name: 'Ada', termsAccepted: true },
      to: { ...signUp, terms_of_service: { text: 'Be kind.', popup: true, min_age_confirm: 16 } },
      command: { _: 'signUp', ...pending, first_name: 'Ada', last_name: '' },
    },
    {
      what: 'a future auth token of a number without an account signs it up',
      from: asked,
      event: {
        _: 'sent',
        phone_number,
        sentCode: { _: 'auth.sentCodeSuccess', authorization: { _: 'auth.authorizationSignUpRequired' } },
      },
      to: { at: 'signUp', phone_number, phone_code_hash: '' },
    },
  ])

  it.each<[string, LoginState, LoginEvent, string]>([
    ['a sign-up before the code was right', code, { _: 'signUp', first_name: 'C' }, 'LOGIN_STEP_WRONG'],
    [
      'a sign-up without a word about terms that pop up',
      { ...signUp, terms_of_service: { text: 't', popup: true } },
      { _: 'signUp', first_name: 'C' },
      'TERMS_NOT_ACCEPTED',
    ],
    [
      'a sign-up without a word about the age',
      { ...signUp, terms_of_service: { text: 't', popup: false, min_age_confirm: 16 } },
      { _: 'signUp', first_name: 'C' },
      'TERMS_NOT_ACCEPTED',
    ],
  ])('refuses %s', (_what, from, event, expected) => {
    expect(refusal(from, event)?.code).toBe(expected)
  })
})
