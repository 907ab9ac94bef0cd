import { describe, expect, it } from 'vitest'
import {
  asked,
  authorized,
  code,
  done,
  emailAddress,
  emailCode,
  emailSetupCode,
  failed,
  fresh,
  integrity,
  now,
  owing,
  passwordAsked,
  paying,
  payment,
  paymentRequired,
  phone_number,
  recovering,
  sentCode,
  signUp,
  user,
} from '../../test/support/login-rows.ts'
import type { LoginCommand, LoginEvent } from './login-events.ts'
import { loginStep } from './login-machine.ts'
import { initialLoginState, type LoginState } from './login-state.ts'

type Transition = [from: LoginState, event: LoginEvent, to: LoginState['at'], command?: LoginCommand['_']]

const sms = sentCode({ _: 'auth.sentCodeTypeSms', length: 5 })
const signUpRequired: LoginEvent = { _: 'authorized', authorization: { _: 'auth.authorizationSignUpRequired' } }
const success = { _: 'auth.sentCodeSuccess', authorization: { _: 'auth.authorization', user } } as const

/** The client's view of https://core.telegram.org/api/auth, row by row: what each state makes of what can happen. */
const transitions: Readonly<Record<string, readonly Transition[]>> = {
  'Phone: sendCode → a code by phone': [
    [asked, sentCode({ _: 'auth.sentCodeTypeApp', length: 5 }), 'code'],
    [asked, sms, 'code'],
    [asked, sentCode({ _: 'auth.sentCodeTypeCall', length: 5 }), 'code'],
    [asked, sentCode({ _: 'auth.sentCodeTypeFlashCall', pattern: '*' }), 'code'],
    [asked, sentCode({ _: 'auth.sentCodeTypeMissedCall', prefix: '4420', length: 5 }), 'code'],
    [asked, sentCode({ _: 'auth.sentCodeTypeFragmentSms', url: 'https://fragment.com', length: 5 }), 'code'],
    [asked, sentCode({ _: 'auth.sentCodeTypeSmsWord' }), 'code'],
    [asked, sentCode({ _: 'auth.sentCodeTypeSmsPhrase' }), 'code'],
  ],
  'Phone: → EmailCode': [
    [asked, sentCode({ _: 'auth.sentCodeTypeEmailCode', email_pattern: 'a***z@b.example', length: 6 }), 'emailCode'],
  ],
  'Phone: → EmailAddress': [[asked, sentCode({ _: 'auth.sentCodeTypeSetUpEmailRequired' }), 'emailAddress']],
  'Phone: → Attest; accepted → Code; refused → resendCode with a reason': [
    [asked, sentCode({ _: 'auth.sentCodeTypeFirebaseSms', length: 5 }), 'integrity'],
    [integrity, { _: 'integrityChecked', accepted: true }, 'code'],
    [integrity, { _: 'integrityChecked', accepted: false }, 'integrity', 'resendCode'],
    [integrity, { _: 'resend', reason: 'APNS_RECEIVE_TIMEOUT' }, 'integrity', 'resendCode'],
  ],
  'Phone: → Pay → Code; expired → Phone': [
    [asked, paymentRequired, 'payment'],
    [paying, sms, 'code'],
    [paying, failed('checkPaidAuth', 'FLOOD_WAIT', 5), 'payment'],
    [paying, failed('checkPaidAuth', 'FORM_EXPIRED'), 'phone'],
    [payment, failed('assignPurchase', 'PHONE_CODE_EXPIRED'), 'phone'],
  ],
  'Phone: → Done or SignUp by a future auth token': [
    [asked, { _: 'sent', phone_number, sentCode: success }, 'done'],
    [
      asked,
      {
        _: 'sent',
        phone_number,
        sentCode: { _: 'auth.sentCodeSuccess', authorization: { _: 'auth.authorizationSignUpRequired' } },
      },
      'signUp',
    ],
  ],
  'sentCodeSuccess is valid wherever an auth.SentCode is': [
    [code, { _: 'sent', phone_number, sentCode: success, phone_code_hash: 'hash-1' }, 'done'],
    [emailCode, { _: 'sent', phone_number, sentCode: success, phone_code_hash: 'hash-1' }, 'done'],
    [emailSetupCode, { _: 'sent', phone_number, sentCode: success, phone_code_hash: 'hash-1' }, 'done'],
    [paying, { _: 'sent', phone_number, sentCode: success, phone_code_hash: 'hash-1' }, 'done'],
    [integrity, { _: 'sent', phone_number, sentCode: success, phone_code_hash: 'hash-1' }, 'done'],
  ],
  'and so is sentCodePaymentRequired': [
    [code, paymentRequired, 'payment'],
    [emailCode, paymentRequired, 'payment'],
    [emailSetupCode, paymentRequired, 'payment'],
  ],
  'Phone: 401 SESSION_PASSWORD_NEEDED → Password': [
    [asked, failed('sendCode', 'SESSION_PASSWORD_NEEDED'), 'password', 'getPassword'],
  ],
  'Phone: 303 → sendCode there': [
    [asked, failed('sendCode', 'PHONE_MIGRATE', 4), 'phone', 'sendCode'],
    [asked, failed('sendCode', 'NETWORK_MIGRATE', 4), 'phone', 'sendCode'],
  ],
  'Code: signIn → Done': [[code, authorized, 'done']],
  'Code: → SignUp': [
    [code, signUpRequired, 'signUp'],
    [code, failed('signIn', 'PHONE_NUMBER_UNOCCUPIED'), 'signUp'],
  ],
  'Code: 401 SESSION_PASSWORD_NEEDED → Password': [
    [code, failed('signIn', 'SESSION_PASSWORD_NEEDED'), 'password', 'getPassword'],
  ],
  'Code: PHONE_CODE_INVALID → Code': [[code, failed('signIn', 'PHONE_CODE_INVALID'), 'code']],
  'Code: PHONE_CODE_EXPIRED → Phone, and no call': [
    [code, failed('signIn', 'PHONE_CODE_EXPIRED'), 'phone'],
    [code, failed('resendCode', 'PHONE_CODE_EXPIRED'), 'phone'],
    [integrity, failed('requestFirebaseSms', 'PHONE_CODE_EXPIRED'), 'phone'],
    [signUp, failed('signUp', 'PHONE_CODE_EXPIRED'), 'phone'],
  ],
  'Code: resendCode → by the type of the new SentCode': [
    [code, sms, 'code'],
    [code, sentCode({ _: 'auth.sentCodeTypeFirebaseSms', length: 5 }), 'integrity'],
    [code, sentCode({ _: 'auth.sentCodeTypeEmailCode', email_pattern: 'a***z@b.example', length: 6 }), 'emailCode'],
  ],
  'EmailCode: signIn(email_verification) as Code': [
    [emailCode, { _: 'enterCode', phone_code: '123456' }, 'emailCode', 'signIn'],
    [emailCode, authorized, 'done'],
    [emailCode, signUpRequired, 'signUp'],
    [emailCode, failed('signIn', 'SESSION_PASSWORD_NEEDED'), 'password', 'getPassword'],
    [emailCode, failed('signIn', 'CODE_INVALID'), 'emailCode'],
    [emailCode, failed('signIn', 'PHONE_CODE_EXPIRED'), 'phone'],
  ],
  'EmailCode: resetLoginEmail → by the type; TASK_ALREADY_EXISTS shows the date': [
    [emailCode, sms, 'code'],
    [emailCode, failed('resetLoginEmail', 'TASK_ALREADY_EXISTS'), 'emailCode'],
  ],
  'EmailAddress: → EmailSetupCode → verifyEmail → by the type of its sent_code': [
    [emailAddress, { _: 'enterEmail', email: 'a@b.example' }, 'emailAddress', 'sendVerifyEmailCode'],
    [
      emailAddress,
      { _: 'emailSent', email: 'a@b.example', email_pattern: 'a***a@b.example', length: 6 },
      'emailSetupCode',
    ],
    [emailSetupCode, { _: 'enterCode', phone_code: '123456' }, 'emailSetupCode', 'verifyEmail'],
    [emailSetupCode, { ...sms, phone_code_hash: 'hash-1' }, 'code'],
  ],
  'Password: checkPassword or recoverPassword → Done': [
    [owing, authorized, 'done'],
    [recovering, authorized, 'done'],
    [owing, failed('checkPassword', 'PASSWORD_HASH_INVALID'), 'password'],
  ],
  'Password: deleteAccount → Phone; 2FA_CONFIRM_WAIT shows the days': [
    [owing, { _: 'accountDeleted' }, 'phone'],
    [owing, failed('deleteAccount', '2FA_CONFIRM_WAIT', 604_800), 'password'],
  ],
  'Password: removed meanwhile → Phone': [[owing, passwordAsked({}), 'phone']],
  'SignUp: signUp → Done': [[signUp, authorized, 'done']],
  'any: AUTH_RESTART → Phone, sendCode again': [
    [asked, failed('sendCode', 'AUTH_RESTART'), 'phone', 'sendCode'],
    [code, failed('signIn', 'AUTH_RESTART', 7), 'phone', 'sendCode'],
    [code, failed('resendCode', 'AUTH_RESTART'), 'phone', 'sendCode'],
    [integrity, failed('requestFirebaseSms', 'AUTH_RESTART'), 'phone', 'sendCode'],
    [emailCode, failed('signIn', 'AUTH_RESTART'), 'phone', 'sendCode'],
    [emailAddress, failed('sendVerifyEmailCode', 'AUTH_RESTART'), 'phone', 'sendCode'],
    [emailSetupCode, failed('verifyEmail', 'AUTH_RESTART'), 'phone', 'sendCode'],
    [paying, failed('checkPaidAuth', 'AUTH_RESTART'), 'phone', 'sendCode'],
    [signUp, failed('signUp', 'AUTH_RESTART'), 'phone', 'sendCode'],
    [owing, failed('checkPassword', 'AUTH_RESTART'), 'phone', 'sendCode'],
  ],
  'any: given up': [
    [code, { _: 'cancel' }, 'code', 'cancelCode'],
    [emailCode, { _: 'cancel' }, 'emailCode', 'cancelCode'],
    [payment, { _: 'cancel' }, 'payment', 'cancelCode'],
    [owing, { _: 'cancel' }, 'password', 'logOut'],
    [initialLoginState, { _: 'cancel' }, 'phone'],
    [done, { _: 'cancel' }, 'done'],
  ],
}

describe.each(Object.entries(transitions))('%s', (_row, cases) => {
  it.each(cases.map(one => [nameOf(one), one] as const))('%s', (_name, [from, event, to, command]) => {
    const [state, next] = loginStep(from, event, now)
    expect(state.at).toBe(to)
    expect(next?._).toBe(command)
    if (to !== 'done' && 'phone_number' in from && event._ !== 'cancel') expect(state).toMatchObject({ phone_number })
  })
})

function nameOf([from, event, to]: Transition): string {
  const what = event._ === 'failed' ? `${event.during} refused with ${event.name}` : event._
  return `leads from ${from.at} by ${what} to ${to}`
}

describe('every field of a new code', () => {
  it('takes the place of the old one, its hash most of all', () => {
    expect(loginStep({ ...code, problem: 'PHONE_CODE_INVALID', retryAt: 1, notice: 'n' }, sms, now)).toEqual([
      { at: 'code', ...fresh, medium: { kind: 'sms', length: 5 } },
    ])
  })
})
