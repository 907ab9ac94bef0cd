import type { account, auth } from '@chappe/schema/api'
import { describe, expect, it } from 'vitest'
import { isUsageError, type UsageErrorCode } from '../usage-error.ts'
import {
  type LoginCommand,
  type LoginEvent,
  loginRestartsMax,
  loginStep,
  resendRemainingSeconds,
} from './login-machine.ts'
import {
  type CodeState,
  type IntegrityState,
  initialLoginState,
  type LoginState,
  type PasswordState,
  type SignUpState,
  type UnsupportedState,
} from './login-state.ts'

const now = 1_800_000_000_000
const phone_number = '+447911123456'
const phone_code_hash = 'hash-1'

const code: CodeState = {
  at: 'code',
  phone_number,
  phone_code_hash,
  medium: { kind: 'app', length: 5 },
  next: 'sms',
  sentAt: now,
  resendAt: now + 60_000,
}
const signUp: SignUpState = { at: 'signUp', phone_number, phone_code_hash }
const unsupported: UnsupportedState = {
  at: 'unsupported',
  type: 'auth.sentCodeTypeEmailCode',
  phone_number,
  phone_code_hash,
  next: 'sms',
  sentAt: now,
}
const asked: LoginState = { at: 'phone', phone_number, restarts: 0 }

function sentCode(type: auth.SentCodeType, rest: Partial<auth.sentCode> = {}): LoginEvent {
  return { _: 'sent', phone_number, sentCode: { _: 'auth.sentCode', type, phone_code_hash: 'hash-2', ...rest } }
}

const reference = { phone_number, phone_code_hash: 'hash-3' } as const
const integrity: IntegrityState = {
  at: 'integrity',
  ...reference,
  length: 5,
  proof: { kind: 'playIntegrity', projectId: '7', nonce: '-__-' },
  next: 'sms',
  sentAt: now - 10_000,
  resendAt: now + 50_000,
}

const failed = (during: LoginCommand['_'], name: string, argument?: number): LoginEvent => ({
  _: 'failed',
  during,
  name,
  ...(argument !== undefined && { argument }),
})

const user = { _: 'userEmpty', id: 777n } as const
const authorized: LoginEvent = { _: 'authorized', authorization: { _: 'auth.authorization', user } }
const expired: LoginState = { at: 'phone', phone_number, problem: 'PHONE_CODE_EXPIRED', restarts: 0 }

const owing: PasswordState = { at: 'password', phone_number }
const recovering: PasswordState = { ...owing, has_recovery: true, email_pattern: 'a***a@mail.example' }

function passwordAsked(facts: Partial<account.password>): LoginEvent {
  const password: account.password = {
    _: 'account.password',
    new_algo: { _: 'passwordKdfAlgoUnknown' },
    new_secure_algo: { _: 'securePasswordKdfAlgoUnknown' },
    secure_random: new Uint8Array(0),
    ...facts,
  }
  return { _: 'passwordAsked', password }
}

interface Row {
  readonly what: string
  readonly from: LoginState
  readonly event: LoginEvent
  readonly to: LoginState
  readonly command?: LoginCommand
}

const pending = { phone_number, phone_code_hash }
const fresh = { phone_number, phone_code_hash: 'hash-2', sentAt: now }

// The client's view of https://core.telegram.org/api/auth, one row for each transition.
const rows: readonly Row[] = [
  {
    what: 'a phone number asks for a code',
    from: initialLoginState,
    event: { _: 'start', phone_number },
    to: asked,
    command: { _: 'sendCode', phone_number },
  },
  {
    what: 'a new start gives up the code that is pending',
    from: code,
    event: { _: 'start', phone_number: '+1' },
    to: { at: 'phone', phone_number: '+1', restarts: 0 },
    command: { _: 'sendCode', phone_number: '+1' },
  },
  {
    what: 'sendCode → code in the app',
    from: asked,
    event: sentCode({ _: 'auth.sentCodeTypeApp', length: 5 }, { next_type: { _: 'auth.codeTypeSms' }, timeout: 60 }),
    to: { at: 'code', ...fresh, medium: { kind: 'app', length: 5 }, next: 'sms', resendAt: now + 60_000 },
  },
  {
    what: 'sendCode → SMS without a next medium',
    from: asked,
    event: sentCode({ _: 'auth.sentCodeTypeSms', length: 6 }),
    to: { at: 'code', ...fresh, medium: { kind: 'sms', length: 6 } },
  },
  {
    what: 'sendCode → voice call, then missed call without a wait',
    from: asked,
    event: sentCode(
      { _: 'auth.sentCodeTypeCall', length: 5 },
      { next_type: { _: 'auth.codeTypeMissedCall' }, timeout: 0 },
    ),
    to: { at: 'code', ...fresh, medium: { kind: 'call', length: 5 }, next: 'missedCall' },
  },
  {
    what: 'sendCode → flash call',
    from: asked,
    event: sentCode(
      { _: 'auth.sentCodeTypeFlashCall', pattern: '+4420*****' },
      { next_type: { _: 'auth.codeTypeCall' } },
    ),
    to: { at: 'code', ...fresh, medium: { kind: 'flashCall', pattern: '+4420*****' }, next: 'call' },
  },
  {
    what: 'sendCode → missed call',
    from: asked,
    event: sentCode(
      { _: 'auth.sentCodeTypeMissedCall', prefix: '+4420', length: 5 },
      { next_type: { _: 'auth.codeTypeFlashCall' } },
    ),
    to: { at: 'code', ...fresh, medium: { kind: 'missedCall', prefix: '+4420', length: 5 }, next: 'flashCall' },
  },
  {
    what: 'sendCode → Fragment',
    from: asked,
    event: sentCode(
      { _: 'auth.sentCodeTypeFragmentSms', url: 'https://fragment.com/x', length: 5 },
      { next_type: { _: 'auth.codeTypeFragmentSms' } },
    ),
    to: {
      at: 'code',
      ...fresh,
      medium: { kind: 'fragmentSms', url: 'https://fragment.com/x', length: 5 },
      next: 'fragmentSms',
    },
  },
  {
    what: 'sendCode → a word',
    from: asked,
    event: sentCode({ _: 'auth.sentCodeTypeSmsWord', beginning: 'b' }),
    to: { at: 'code', ...fresh, medium: { kind: 'smsWord', beginning: 'b' } },
  },
  {
    what: 'sendCode → a phrase',
    from: asked,
    event: sentCode({ _: 'auth.sentCodeTypeSmsPhrase' }),
    to: { at: 'code', ...fresh, medium: { kind: 'smsPhrase' } },
  },
  {
    what: 'sendCode → e-mail is a state that names the type',
    from: asked,
    event: sentCode({ _: 'auth.sentCodeTypeEmailCode', email_pattern: 'a***z@mail.example', length: 6 }),
    to: { at: 'unsupported', ...fresh, type: 'auth.sentCodeTypeEmailCode' },
  },
  {
    what: 'sendCode → e-mail set-up is a state that names the type',
    from: asked,
    event: sentCode({ _: 'auth.sentCodeTypeSetUpEmailRequired' }),
    to: { at: 'unsupported', ...fresh, type: 'auth.sentCodeTypeSetUpEmailRequired' },
  },
  {
    what: 'sendCode → Firebase with Play Integrity asks for the proof first',
    from: asked,
    event: sentCode(
      {
        _: 'auth.sentCodeTypeFirebaseSms',
        length: 5,
        play_integrity_project_id: 7n,
        play_integrity_nonce: Uint8Array.of(251, 255, 254),
      },
      { next_type: { _: 'auth.codeTypeSms' }, timeout: 30 },
    ),
    to: {
      at: 'integrity',
      ...fresh,
      length: 5,
      proof: { kind: 'playIntegrity', projectId: '7', nonce: '-__-' },
      next: 'sms',
      resendAt: now + 30_000,
    },
  },
  {
    what: 'sendCode → Firebase with SafetyNet asks for the proof first',
    from: asked,
    event: sentCode({ _: 'auth.sentCodeTypeFirebaseSms', length: 6, nonce: Uint8Array.of(251, 255, 254) }),
    to: { at: 'integrity', ...fresh, length: 6, proof: { kind: 'safetyNet', nonce: '+//+' } },
  },
  {
    what: 'sendCode → Firebase with a silent push asks for its secret first',
    from: asked,
    event: sentCode({ _: 'auth.sentCodeTypeFirebaseSms', length: 5, receipt: 'r', push_timeout: 20 }),
    to: { at: 'integrity', ...fresh, length: 5, proof: { kind: 'push', receipt: 'r', pushTimeoutSeconds: 20 } },
  },
  {
    what: 'sendCode → Firebase in a way that is not known leaves the resend with a reason',
    from: asked,
    event: sentCode({ _: 'auth.sentCodeTypeFirebaseSms', length: 5 }),
    to: { at: 'integrity', ...fresh, length: 5, proof: { kind: 'unknown' } },
  },
  {
    what: 'proveIntegrity sends the token that the state asks for',
    from: integrity,
    event: { _: 'proveIntegrity', token: 'jws' },
    to: integrity,
    command: { _: 'requestFirebaseSms', ...reference, play_integrity_token: 'jws' },
  },
  {
    what: 'proveIntegrity with the secret of a push',
    from: { ...integrity, proof: { kind: 'push', receipt: 'r', pushTimeoutSeconds: 20 } },
    event: { _: 'proveIntegrity', token: 'secret' },
    to: { ...integrity, proof: { kind: 'push', receipt: 'r', pushTimeoutSeconds: 20 } },
    command: { _: 'requestFirebaseSms', ...reference, ios_push_secret: 'secret' },
  },
  {
    what: 'requestFirebaseSms → true: the SMS is on its way and its time begins',
    from: integrity,
    event: { _: 'integrityChecked', accepted: true },
    to: {
      at: 'code',
      ...reference,
      medium: { kind: 'firebaseSms', length: 5 },
      next: 'sms',
      sentAt: now,
      resendAt: now + 60_000,
    },
  },
  {
    what: 'requestFirebaseSms → false: another medium is asked for, with the reason',
    from: integrity,
    event: { _: 'integrityChecked', accepted: false },
    to: integrity,
    command: { _: 'resendCode', ...reference, reason: 'PLAYINTEGRITY_REQUESTFIREBASESMS_FALSE' },
  },
  {
    what: 'requestFirebaseSms → an answer that comes too late changes nothing',
    from: code,
    event: { _: 'integrityChecked', accepted: false },
    to: code,
  },
  {
    what: 'requestFirebaseSms → PHONE_CODE_EXPIRED needs the number again',
    from: integrity,
    event: failed('requestFirebaseSms', 'PHONE_CODE_EXPIRED'),
    to: { at: 'phone', phone_number, problem: 'PHONE_CODE_EXPIRED', restarts: 0 },
  },
  {
    what: 'resend with a reason while a proof is wanted asks at once',
    from: integrity,
    event: { _: 'resend', reason: 'PLAYINTEGRITY_TOKEN_NULL' },
    to: integrity,
    command: { _: 'resendCode', ...reference, reason: 'PLAYINTEGRITY_TOKEN_NULL' },
  },
  {
    what: 'sendCode → payment is a state that names the type',
    from: asked,
    event: {
      _: 'sent',
      phone_number,
      sentCode: {
        _: 'auth.sentCodePaymentRequired',
        store_product: 'p',
        phone_code_hash: 'hash-2',
        support_email_address: 'a',
        support_email_subject: 's',
        premium_days: 7,
        currency: 'EUR',
        amount: 99n,
      },
    },
    to: { at: 'unsupported', ...fresh, type: 'auth.sentCodePaymentRequired' },
  },
  {
    what: 'sendCode → a type of a later layer is a state that names it',
    from: asked,
    event: sentCode({ _: 'auth.sentCodeTypePigeon' } as unknown as auth.SentCodeType),
    to: { at: 'unsupported', ...fresh, type: 'auth.sentCodeTypePigeon' },
  },
  {
    what: 'sendCode → sentCodeSuccess is logged in',
    from: asked,
    event: {
      _: 'sent',
      phone_number,
      sentCode: { _: 'auth.sentCodeSuccess', authorization: { _: 'auth.authorization', user } },
    },
    to: { at: 'done', user_id: '777' },
  },
  {
    what: 'sendCode → 401 SESSION_PASSWORD_NEEDED',
    from: asked,
    event: failed('sendCode', 'SESSION_PASSWORD_NEEDED'),
    to: { at: 'password', phone_number },
    command: { _: 'getPassword' },
  },
  {
    what: 'sendCode → 303 repeats sendCode there',
    from: asked,
    event: failed('sendCode', 'PHONE_MIGRATE', 4),
    to: { ...asked, restarts: 1 },
    command: { _: 'sendCode', phone_number, dc: 4 },
  },
  {
    what: 'sendCode → any other error stays at the phone number',
    from: asked,
    event: failed('sendCode', 'PHONE_NUMBER_INVALID'),
    to: { ...asked, problem: 'PHONE_NUMBER_INVALID' },
  },
  {
    what: 'AUTH_RESTART sends the code again',
    from: asked,
    event: failed('sendCode', 'AUTH_RESTART', 1),
    to: { ...asked, restarts: 1 },
    command: { _: 'sendCode', phone_number },
  },
  {
    what: 'AUTH_RESTART after a code begins at the phone number',
    from: code,
    event: failed('signIn', 'AUTH_RESTART'),
    to: { ...asked, restarts: 1 },
    command: { _: 'sendCode', phone_number },
  },
  {
    what: 'AUTH_RESTART again and again comes to an end',
    from: { ...asked, restarts: loginRestartsMax } as LoginState,
    event: failed('sendCode', 'AUTH_RESTART'),
    to: { ...asked, problem: 'AUTH_RESTART' },
  },
  {
    what: 'a migration in a circle comes to an end',
    from: { ...asked, restarts: loginRestartsMax } as LoginState,
    event: failed('sendCode', 'PHONE_MIGRATE', 4),
    to: { ...asked, problem: 'PHONE_MIGRATE' },
  },
  {
    what: 'a code is sent in groups of digits',
    from: code,
    event: { _: 'enterCode', phone_code: ' 12-3 45 ' },
    to: code,
    command: { _: 'signIn', ...pending, phone_code: '12345' },
  },
  {
    what: 'a phrase is sent as it stands',
    from: { ...code, medium: { kind: 'smsPhrase' } } as LoginState,
    event: { _: 'enterCode', phone_code: ' a well-known phrase ' },
    to: { ...code, medium: { kind: 'smsPhrase' } } as LoginState,
    command: { _: 'signIn', ...pending, phone_code: 'a well-known phrase' },
  },
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
    what: 'signIn → PHONE_NUMBER_UNOCCUPIED',
    from: code,
    event: failed('signIn', 'PHONE_NUMBER_UNOCCUPIED'),
    to: signUp,
  },
  {
    what: 'signIn → SESSION_PASSWORD_NEEDED',
    from: code,
    event: failed('signIn', 'SESSION_PASSWORD_NEEDED'),
    to: { at: 'password', phone_number },
    command: { _: 'getPassword' },
  },
  {
    what: 'signIn → PHONE_CODE_INVALID stays',
    from: code,
    event: failed('signIn', 'PHONE_CODE_INVALID'),
    to: { ...code, problem: 'PHONE_CODE_INVALID' },
  },
  {
    what: 'signIn → PHONE_CODE_EXPIRED needs the number again',
    from: code,
    event: failed('signIn', 'PHONE_CODE_EXPIRED'),
    to: expired,
  },
  {
    what: 'signIn → FLOOD_WAIT stays',
    from: code,
    event: failed('signIn', 'FLOOD_WAIT', 30),
    to: { ...code, problem: 'FLOOD_WAIT' },
  },
  {
    what: 'a forced resend goes to the server before its time',
    from: code,
    event: { _: 'resend', force: true },
    to: code,
    command: { _: 'resendCode', ...pending },
  },
  {
    what: 'a resend may carry a reason',
    from: unsupported,
    event: { _: 'resend', reason: 'PLAY_INTEGRITY_FAILED' },
    to: unsupported,
    command: { _: 'resendCode', ...pending, reason: 'PLAY_INTEGRITY_FAILED' },
  },
  {
    what: 'resendCode replaces every field, and keeps none of the old ones',
    from: { ...code, problem: 'PHONE_CODE_INVALID' },
    event: sentCode({ _: 'auth.sentCodeTypeSms', length: 6 }),
    to: { at: 'code', ...fresh, medium: { kind: 'sms', length: 6 } },
  },
  {
    what: 'resendCode → PHONE_CODE_EXPIRED needs the number again',
    from: code,
    event: failed('resendCode', 'PHONE_CODE_EXPIRED'),
    to: expired,
  },
  {
    what: 'resendCode → SEND_CODE_UNAVAILABLE keeps the code that was sent',
    from: code,
    event: failed('resendCode', 'SEND_CODE_UNAVAILABLE'),
    to: { at: 'code', ...pending, medium: code.medium, sentAt: now, problem: 'SEND_CODE_UNAVAILABLE' },
  },
  {
    what: 'resendCode → FLOOD_WAIT_X sets the countdown',
    from: code,
    event: failed('resendCode', 'FLOOD_WAIT', 42),
    to: { ...code, resendAt: now + 42_000, problem: 'FLOOD_WAIT' },
  },
  {
    what: 'resendCode → any other error stays',
    from: code,
    event: failed('resendCode', 'EMAIL_INSTALL_MISSING'),
    to: { ...code, problem: 'EMAIL_INSTALL_MISSING' },
  },
  {
    what: 'cancel makes the code void',
    from: code,
    event: { _: 'cancel' },
    to: code,
    command: { _: 'cancelCode', ...pending },
  },
  { what: 'cancelCode → true', from: code, event: { _: 'canceled' }, to: initialLoginState },
  {
    what: 'cancelCode → PHONE_CODE_EXPIRED is as good',
    from: code,
    event: failed('cancelCode', 'PHONE_CODE_EXPIRED'),
    to: initialLoginState,
  },
  { what: 'cancel with nothing pending is nothing', from: asked, event: { _: 'cancel' }, to: initialLoginState },
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
    to: { ...owing, problem: 'FLOOD_WAIT' },
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
]

describe('loginStep', () => {
  it.each(rows)('$what', ({ from, event, to, command }) => {
    const [state, next] = loginStep(from, event, now)
    expect(state).toEqual(to)
    expect(next).toEqual(command)
    // The state is plain data.
    expect(JSON.parse(JSON.stringify(state))).toEqual(state)
  })

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

  it('refuses a resend for which the server offers no medium', () => {
    const { next: _next, ...last } = code
    expect(refusal(last, { _: 'resend' }, now + 99_000)?.code).toBe('RESEND_UNAVAILABLE')
  })

  it.each<[string, LoginState, LoginEvent, UsageErrorCode]>([
    ['a number without digits', initialLoginState, { _: 'start', phone_number: ' + ' }, 'PHONE_NUMBER_EMPTY'],
    ['an empty code', code, { _: 'enterCode', phone_code: ' - ' }, 'CODE_EMPTY'],
    ['a code before it was asked for', initialLoginState, { _: 'enterCode', phone_code: '1' }, 'LOGIN_STEP_WRONG'],
    ['a resend before a code was asked for', initialLoginState, { _: 'resend' }, 'LOGIN_STEP_WRONG'],
    ['a resend after the code was right', signUp, { _: 'resend' }, 'LOGIN_STEP_WRONG'],
    ['a code before the proof that it waits for', integrity, { _: 'enterCode', phone_code: '1' }, 'LOGIN_STEP_WRONG'],
    ['a proof that nobody asked for', code, { _: 'proveIntegrity', token: 'x' }, 'LOGIN_STEP_WRONG'],
    [
      'a proof of a kind that is not known',
      { ...integrity, proof: { kind: 'unknown' } },
      { _: 'proveIntegrity', token: 'x' },
      'LOGIN_TYPE_UNSUPPORTED',
    ],
    ['an early resend without a reason while a proof is wanted', integrity, { _: 'resend' }, 'RESEND_TOO_EARLY'],
    ['a sign-up before the code was right', code, { _: 'signUp', first_name: 'C' }, 'LOGIN_STEP_WRONG'],
    [
      'a code where the account has a password',
      { at: 'password' },
      { _: 'enterCode', phone_code: '1' },
      'LOGIN_STEP_WRONG',
    ],
    ['an empty password', owing, { _: 'enterPassword', password: '' }, 'PASSWORD_EMPTY'],
    ['a password before the code', code, { _: 'enterPassword', password: 'x' }, 'LOGIN_STEP_WRONG'],
    ['an empty recovery code', recovering, { _: 'recover', code: ' ' }, 'CODE_EMPTY'],
    ['a recovery before the code', code, { _: 'requestRecovery' }, 'LOGIN_STEP_WRONG'],
    ['a recovery code before the code', code, { _: 'recover', code: '1' }, 'LOGIN_STEP_WRONG'],
    [
      'a recovery without an address',
      { ...owing, has_recovery: false },
      { _: 'requestRecovery' },
      'RECOVERY_UNAVAILABLE',
    ],
    ['a code after the login', { at: 'done', user_id: '1' }, { _: 'enterCode', phone_code: '1' }, 'LOGIN_STEP_WRONG'],
    [
      'a code that belongs in an e-mail form',
      unsupported,
      { _: 'enterCode', phone_code: '1' },
      'LOGIN_TYPE_UNSUPPORTED',
    ],
  ])('refuses %s', (_what, from, event, expected) => {
    expect(refusal(from, event, now)?.code).toBe(expected)
  })
})

function refusal(from: LoginState, event: LoginEvent, at: number): { code: string; values: object } | undefined {
  try {
    loginStep(from, event, at)
    return undefined
  } catch (error) {
    if (!isUsageError(error)) throw error
    return { code: error.code, values: error.values }
  }
}
