/** What the server's answers mean for a login, whoever made the call: the login itself, or the program. */
import type { RpcError } from '@chappe/mtproto'
import type { account, auth, payments, Update, Updates } from '@chappe/schema/api'
import type { LoginCommand, LoginEvent, LoginFailure } from './login-events.ts'
import { textLengthMax } from './login-state.ts'
import { loginTokenUrl } from './qr-login.ts'

/** What a call was about, as far as it was about a code or an address. */
export interface CallSubject {
  readonly _?: string
  readonly phone_number?: string | undefined
  readonly phone_code_hash?: string | undefined
  readonly email?: string | undefined
}

/**
 * Makes the event of an answer.
 *
 * @param during - the login's name of the call
 * @param timeOffsetMs - server time minus local time
 */
export function eventOfAnswer(
  during: LoginCommand['_'],
  subject: CallSubject,
  answer: unknown,
  timeOffsetMs: number,
): LoginEvent {
  switch (during) {
    case 'sendCode':
      return { _: 'sent', phone_number: subject.phone_number ?? '', sentCode: answer as auth.SentCode }
    case 'resendCode':
    case 'resetLoginEmail':
    case 'checkPaidAuth':
      return sent(subject, answer as auth.SentCode)
    case 'cancelCode':
      return { _: 'canceled' }
    case 'requestFirebaseSms':
      return { _: 'integrityChecked', accepted: answer === true }
    case 'signIn':
    case 'signUp':
    case 'checkPassword':
    case 'recoverPassword':
    case 'importBotAuthorization':
    case 'importWebTokenAuthorization':
    case 'finishPasskeyLogin':
      return { _: 'authorized', authorization: answer as auth.Authorization }
    case 'sendVerifyEmailCode': {
      const { email_pattern, length } = answer as account.sentEmailCode
      return { _: 'emailSent', email: subject.email ?? '', email_pattern, length }
    }
    case 'verifyEmail': {
      const verified = answer as account.EmailVerified
      if (verified._ === 'account.emailVerifiedLogin') return sent(subject, verified.sent_code)
      // The address was proven, but no code came with that: the login has to begin anew.
      return { _: 'failed', during, name: 'AUTH_RESTART', ...aboutCode(subject) }
    }
    case 'getPaymentForm': {
      const form = answer as payments.PaymentForm
      const title = 'title' in form ? form.title : ''
      const url = 'url' in form ? form.url : ''
      return { _: 'paymentForm', form_id: String(form.form_id), title, url }
    }
    case 'sendPaymentForm': {
      const result = answer as payments.PaymentResult
      if (result._ === 'payments.paymentVerificationNeeded') return { _: 'formSent', verificationUrl: result.url }
      return paid(subject, result.updates)
    }
    case 'assignPurchase':
      return paid(subject, answer as Updates)
    case 'exportLoginToken':
    case 'importLoginToken':
      return tokenEvent(during, answer as auth.LoginToken, timeOffsetMs)
    case 'getPassword':
      return { _: 'passwordAsked', password: answer as account.password }
    case 'requestPasswordRecovery':
      return { _: 'recoverySent', email_pattern: (answer as auth.PasswordRecovery).email_pattern }
    case 'deleteAccount':
      return { _: 'accountDeleted' }
    case 'logOut':
      return loggedOut(answer as auth.LoggedOut)
  }
}

/** Makes the event of a refused call. */
export function failureEvent(during: LoginCommand['_'], error: RpcError, subject: CallSubject): LoginFailure {
  return {
    _: 'failed',
    during,
    name: error.errorName,
    ...(error.argument !== undefined && { argument: error.argument }),
    ...aboutCode(subject),
  }
}

/** Makes the event of a log-out. */
export function loggedOut({ future_auth_token }: auth.LoggedOut): LoginEvent {
  return { _: 'loggedOut', ...(future_auth_token && { future_auth_token }) }
}

/** The code that the server sent by itself, after a payment; undefined when there is none. */
export function sentCodeOf(updates: Updates): auth.SentCode | undefined {
  const update = updatesIn(updates).find(one => one._ === 'updateSentPhoneCode')
  return update?._ === 'updateSentPhoneCode' ? update.sent_code : undefined
}

/** The text of a popup that goes with a refusal (406), as far as it is kept; undefined when there is none. */
export function noticeOf(updates: Updates): string | undefined {
  for (const update of updatesIn(updates)) {
    if (update._ === 'updateServiceNotification' && update.popup === true) {
      return update.message.slice(0, textLengthMax)
    }
  }
  return undefined
}

/** Before a login the server sends `updateShort` alone; the others are read all the same. */
function updatesIn(updates: Updates): readonly Update[] {
  if (updates._ === 'updateShort') return [updates.update]
  return updates._ === 'updates' || updates._ === 'updatesCombined' ? updates.updates : []
}

function sent(subject: CallSubject, sentCode: auth.SentCode): LoginEvent {
  return { _: 'sent', phone_number: subject.phone_number ?? '', sentCode, ...hashOf(subject) }
}

/** The purchase was accepted; where it is paid already, the code comes along. */
function paid(subject: CallSubject, updates: Updates): LoginEvent {
  const sentCode = sentCodeOf(updates)
  return sentCode ? sent(subject, sentCode) : { _: 'formSent' }
}

function tokenEvent(during: LoginCommand['_'], answer: auth.LoginToken, timeOffsetMs: number): LoginEvent {
  switch (answer._) {
    case 'auth.loginToken':
      return {
        _: 'tokenShown',
        url: loginTokenUrl(answer.token),
        // A moment of the server's clock.
        expiresAt: Math.round(answer.expires * 1000 - timeOffsetMs),
      }
    case 'auth.loginTokenSuccess':
      return { _: 'authorized', authorization: answer.authorization }
    case 'auth.loginTokenMigrateTo':
      // One data center names the home of the account; that one must not name another.
      return during === 'importLoginToken'
        ? { _: 'failed', during, name: 'USER_MIGRATE', argument: answer.dc_id }
        : { _: 'tokenElsewhere', dc: answer.dc_id, token: answer.token }
  }
}

function aboutCode(subject: CallSubject): { readonly phone_number?: string; readonly phone_code_hash?: string } {
  const { phone_number } = subject
  return { ...(phone_number !== undefined && { phone_number }), ...hashOf(subject) }
}

function hashOf({ phone_code_hash }: CallSubject): { readonly phone_code_hash?: string } {
  return phone_code_hash === undefined || phone_code_hash === '' ? {} : { phone_code_hash }
}
