import { describe, expect, it } from 'vitest'
import { describeLogin } from './describe-login.ts'
import type { CodeMedium, CodeState, LoginState } from './login-state.ts'

const now = 1_800_000_000_000
const sent = { at: 'code', phone_number: '+447911123456', phone_code_hash: 'x', sentAt: now } as const

const noOtherWay = 'There is no other way to send it. Who is logged in on another device can scan a QR code instead.'

const withMedium = (medium: CodeMedium, rest: Partial<CodeState> = {}): CodeState => ({ ...sent, medium, ...rest })

describe('describeLogin', () => {
  it.each<[LoginState, string]>([
    [
      withMedium({ kind: 'app', length: 5 }, { next: 'sms', resendAt: now + 59_100 }),
      'A 5-digit code was sent as a message to the other apps where +447911123456 is logged in. ' +
        'If it does not arrive, another can be sent by SMS in 60 s.',
    ],
    [
      withMedium({ kind: 'sms', length: 6 }, { next: 'call', resendAt: now - 1 }),
      'A 6-digit code was sent by SMS to +447911123456. If it does not arrive, another can be sent by voice call now.',
    ],
    [
      withMedium({ kind: 'call', length: 5 }, { problem: 'PHONE_CODE_INVALID' }),
      `That code was wrong. A voice call to +447911123456 speaks a 5-digit code. ${noOtherWay}`,
    ],
    [
      withMedium({ kind: 'missedCall', prefix: '+4420', length: 4 }),
      "A call to +447911123456 hangs up at once: the code is the last 4 digits of the caller's number, " +
        'which begins with +4420. ' +
        noOtherWay,
    ],
    [
      withMedium({ kind: 'smsWord', beginning: 'b' }),
      `An SMS with a secret word was sent to +447911123456. It begins with "b". ${noOtherWay}`,
    ],
    [
      withMedium({ kind: 'sms', length: 5 }, { problem: 'SEND_CODE_UNAVAILABLE' }),
      `The code that was sent stays valid. A 5-digit code was sent by SMS to +447911123456. ${noOtherWay}`,
    ],
    [
      {
        at: 'integrity',
        phone_number: '+1',
        phone_code_hash: 'x',
        length: 5,
        proof: { kind: 'push', receipt: 'r', pushTimeoutSeconds: 20 },
        next: 'sms',
        sentAt: now,
      },
      'An SMS with 5 digits will go to +1 once this app has proven itself by a silent push, which comes within 20 s. ' +
        'Where it cannot, ask for the code by SMS and say why: then nothing has to be waited for.',
    ],
    [
      {
        at: 'integrity',
        phone_number: '+1',
        phone_code_hash: 'x',
        length: 5,
        proof: { kind: 'unknown' },
        sentAt: now,
        resendAt: now + 60_000,
      },
      'An SMS with 5 digits will go to +1 once this app has proven itself in a way that this version does not know. ' +
        'Where it cannot, ask for the code in another way and say why: then nothing has to be waited for.',
    ],
    [{ at: 'phone', problem: 'PHONE_CODE_EXPIRED' }, 'The code is no longer valid. Start again with the phone number.'],
    [{ at: 'phone', problem: 'NEW_ERROR' }, 'The login ended with NEW_ERROR. Start again with the phone number.'],
    [
      { at: 'phone', problem: 'AUTH_RESTART', way: 'passkey' },
      'The server asked to start over. Ask for the passkey again, or start with the phone number.',
    ],
    [
      { at: 'phone', problem: 'PASSKEY_AUTH_RESTART', way: 'passkey' },
      'The server asked to start over. Ask for the passkey again, or start with the phone number.',
    ],
    [
      { at: 'phone', problem: 'ACCESS_TOKEN_EXPIRED', way: 'bot' },
      'This bot token was revoked. Start again with the token of the bot.',
    ],
    [
      { at: 'phone', problem: 'WEBAUTH_TOKEN_EXPIRED', way: 'webToken' },
      'The token of the web page was used up or is too old. Open the web page again, or start with the phone number.',
    ],
    [
      { at: 'phone', problem: 'AUTH_TOKEN_INVALID2', way: 'qr' },
      'The server does not know this QR code. Show another QR code, or start with the phone number.',
    ],
    [
      { at: 'phone', problem: 'AUTH_TOKEN_ALREADY_ACCEPTED', way: 'qr' },
      'The QR code was used already. Show another QR code, or start with the phone number.',
    ],
    [
      { at: 'phone', problem: 'RPC_CALL_FAIL', way: 'qr', retryAt: now + 4000 },
      'The server failed (RPC_CALL_FAIL): another QR code is asked for in 4 s.',
    ],
    [
      { at: 'phone', problem: 'FLOOD_WAIT', way: 'qr', retryAt: now + 4000 },
      'The server asks to wait. Try again in 4 s. Show another QR code, or start with the phone number.',
    ],
    [{ at: 'phone' }, 'Waiting for a phone number.'],
    [
      { at: 'phone', problem: 'FLOOD_WAIT', retryAt: now + 86_400_000 },
      'The server asks to wait. Try again in 24 h. Start again with the phone number.',
    ],
    [
      { at: 'phone', problem: 'UPDATE_APP_TO_LOGIN', notice: 'Get the new version.' },
      'Get the new version. Start again with the phone number.',
    ],
    [{ at: 'phone', notice: 'Hello.' }, 'Hello. Waiting for a phone number.'],
    [
      { at: 'signUp', phone_number: '+1', phone_code_hash: 'x' },
      'The code was right. +1 has no account yet: a first name is needed to sign up.',
    ],
    [
      {
        at: 'signUp',
        phone_number: '+1',
        phone_code_hash: 'x',
        terms_of_service: { text: 'Be kind.', popup: false, min_age_confirm: 16 },
      },
      'The code was right. +1 has no account yet: a first name is needed to sign up. ' +
        'Signing up agrees to the terms of service. Who signs up confirms to be at least 16.',
    ],
    [
      { at: 'qr', url: 'tg://login?token=AAAA', expiresAt: now + 29_500 },
      'Scan the QR code of this link with an app that is logged in, or give the token to auth.acceptLoginToken there. ' +
        'It is good for 30 s.',
    ],
    [{ at: 'done', user_id: '777' }, 'Logged in as user 777.'],
    [
      { at: 'done', user_id: '777', otherwise_relogin_days: 30 },
      'Logged in as user 777. Set a password within 30 days, or this login will end.',
    ],
  ])('says in plain words what %j waits for', (state, text) => {
    expect(describeLogin(state, now)).toBe(text)
  })

  it.each<[LoginState, string]>([
    [{ at: 'password' }, 'The account has a password: enter it to finish the login.'],
    [
      { at: 'password', hint: 'the usual', has_recovery: true, problem: 'PASSWORD_HASH_INVALID' },
      'That password was wrong. The account has a password (hint: the usual): enter it to finish the login. ' +
        'Forgotten, it can be recovered by e-mail.',
    ],
    [
      { at: 'password', has_recovery: true, email_pattern: 'a***a@mail.example', problem: 'CODE_INVALID' },
      'That code was wrong. A recovery code was mailed to a***a@mail.example: it replaces or removes the password. ' +
        'The password itself is good, too.',
    ],
    [
      { at: 'password', has_recovery: false, retryAt: now + 61_000, problem: 'FLOOD_WAIT' },
      'Too many wrong passwords: another can be tried in 61 s. ' +
        'The account has a password: enter it to finish the login. ' +
        'Forgotten, it can be reset from a device that is logged in; where there is none, only by deleting the account.',
    ],
    [
      { at: 'password', has_recovery: false, pending_reset_date: now / 1000, retryAt: now },
      'The account has a password: enter it to finish the login. ' +
        'Its owner has asked to remove it, which is possible from 2027-01-15T08:00:00.000Z on.',
    ],
    [
      { at: 'password', has_recovery: true, recoverAt: now + 60_000, problem: 'FLOOD_WAIT' },
      'The account has a password: enter it to finish the login. Too many recovery codes: go on with that in 60 s.',
    ],
    [
      { at: 'password', has_recovery: false, deletableAt: now + 604_800_000, problem: '2FA_CONFIRM_WAIT' },
      'The account has a password: enter it to finish the login. ' +
        'The account can be deleted in 7 days, unless its owner objects.',
    ],
    [
      { at: 'password', has_recovery: false, deletableAt: now },
      'The account has a password: enter it to finish the login. The account can be deleted now: ask for it again.',
    ],
    [
      { at: 'phone', problem: 'PASSWORD_EMPTY' },
      'The password was removed meanwhile. Start again with the phone number.',
    ],
  ])('says what a login behind a password can do: %j', (state, text) => {
    expect(describeLogin(state, now)).toBe(text)
  })

  it.each<CodeMedium>([
    { kind: 'flashCall', pattern: '+44*' },
    { kind: 'fragmentSms', url: 'https://fragment.com/x', length: 5 },
    { kind: 'smsPhrase' },
  ])('has a sentence for $kind', medium => {
    expect(describeLogin(withMedium(medium), now)).toMatch(/^An? .+\. There is no other way/)
  })
})
