import { describe, expect, it } from 'vitest'
import { emailAddress, emailCode, emailSetupCode, now } from '../../test/support/login-rows.ts'
import { describeLogin } from './describe-login.ts'
import type { LoginState } from './login-state.ts'

const { reset_available_period: _period, ...withoutReset } = emailCode

describe('a login by e-mail in words', () => {
  it.each<[string, LoginState, string]>([
    [
      'a mailed code',
      { ...emailCode, next: 'sms', resendAt: now + 60_000 },
      'A 6-digit code was mailed to a***z@mail.example. A sign-in with Google can vouch for the address instead. ' +
        'If it does not arrive, it can be mailed again. A code can be sent by SMS in 60 s. ' +
        'Whoever lost the mailbox can reset the address, which takes 7 days.',
    ],
    [
      'a mailed code, and the phone at once',
      { ...withoutReset, google: false, next: 'call', problem: 'CODE_INVALID' },
      'That code was wrong. A 6-digit code was mailed to a***z@mail.example. ' +
        'If it does not arrive, it can be mailed again. A code can be sent by voice call now.',
    ],
    [
      'a reset that takes no time',
      { ...emailCode, google: false, reset_available_period: 0 },
      'A 6-digit code was mailed to a***z@mail.example. If it does not arrive, it can be mailed again. ' +
        'Whoever lost the mailbox can reset the address at once.',
    ],
    [
      'a reset under way',
      { ...emailCode, google: false, reset_pending_date: now / 1000 + 60, problem: 'TASK_ALREADY_EXISTS' },
      'A reset of the address was asked for already. A 6-digit code was mailed to a***z@mail.example. ' +
        'If it does not arrive, it can be mailed again. ' +
        'The address will be reset at 2027-01-15T08:01:00.000Z; from then on the code goes by phone.',
    ],
    [
      'a server that does not mail it again',
      { ...withoutReset, google: false, problem: 'EMAIL_INVALID' },
      'The server does not mail a code again; the one that was mailed stays valid. ' +
        'A 6-digit code was mailed to a***z@mail.example. If it does not arrive, it can be mailed again.',
    ],
    [
      'a reset that has happened',
      { ...withoutReset, google: false, reset_pending_date: now / 1000 },
      'A 6-digit code was mailed to a***z@mail.example. If it does not arrive, it can be mailed again. ' +
        'The address has been reset by now: start again with the phone number.',
    ],
    [
      'an address that is wanted',
      { ...emailAddress, google: true, problem: 'EMAIL_NOT_ALLOWED' },
      'This e-mail address is not accepted; give another one. ' +
        'This account needs a login e-mail address before a code can be sent: enter one. ' +
        'A sign-in with Google or Apple can vouch for one instead.',
    ],
    [
      'a code that proves the address',
      { ...emailSetupCode, retryAt: now + 3_540_000, problem: 'FLOOD_WAIT' },
      'The server asks to wait. Try again in 59 min. ' +
        'A 6-digit code was mailed to a***a@mail.example to set the address up: enter it. ' +
        'A sign-in with Apple can vouch for the address instead. ' +
        'If it does not arrive, it can be mailed again, or to another address.',
    ],
  ])('%s', (_what, state, text) => {
    expect(describeLogin(state, now)).toBe(text)
  })
})
