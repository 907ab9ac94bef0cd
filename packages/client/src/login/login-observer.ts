import { isRpcError } from '@chappe/mtproto'
import type { account, auth } from '@chappe/schema/api'
import type { Call, Interceptor } from '../call/interceptor.ts'
import type { SessionKeeper } from '../session/session-keeper.ts'
import { UsageError } from '../usage-error.ts'
import { failureEvent, type Login, loggedOut, tokenShown } from './login.ts'
import type { LoginCommand, LoginEvent } from './login-machine.ts'
import { pendingCode } from './login-state.ts'
import type { PasswordCommand } from './password-calls.ts'

/**
 * Keeps `tg.login` and the session right about calls that a program makes by itself: fills in `phone_number` and
 * `phone_code_hash` of a pending login where they were left out, and passes on what the answers mean for it.
 */
export function observeLogin(login: Login, keeper: SessionKeeper): Interceptor {
  return async (call, next) => {
    const filled = pendingMethods.has(call.method) ? fillIn(call, login) : call
    const during = commandOf(filled, login)
    let answer: unknown
    try {
      answer = await next(filled)
    } catch (error) {
      if (isRpcError(error)) {
        if (during) await login.observe(failureEvent(during, error, numberOf(filled)))
        if (loggedOutErrors.has(error.errorName)) await forgetUser(keeper)
      }
      throw error
    }
    if (filled.method === 'auth.logOut') {
      await login.observe(loggedOut(answer as auth.LoggedOut))
      await forgetUser(keeper)
    } else {
      const event = eventOf(filled, during, answer, keeper.data.timeOffsetMs)
      if (event) await login.observe(event)
    }
    return answer
  }
}

const pendingMethods: ReadonlySet<string> = new Set([
  'auth.resendCode',
  'auth.cancelCode',
  'auth.signIn',
  'auth.requestFirebaseSms',
  'auth.reportMissingCode',
])

/** Errors that say that nobody is logged in with this key any more. They come encrypted, so they are the server's word. */
const loggedOutErrors: ReadonlySet<string> = new Set([
  'AUTH_KEY_DUPLICATED',
  'AUTH_KEY_UNREGISTERED',
  'SESSION_EXPIRED',
  'SESSION_REVOKED',
  'USER_DEACTIVATED',
  'USER_DEACTIVATED_BAN',
])

function fillIn(call: Call, login: Login): Call {
  const { phone_number, phone_code_hash } = call.parameters as PhoneParameters
  if (phone_number !== undefined && phone_code_hash !== undefined) return call
  const pending = pendingCode(login.state)
  if (!pending) {
    throw new UsageError(
      'LOGIN_NOT_PENDING',
      `${call.method} can do without phone_number and phone_code_hash only while a login is pending; ` +
        'call auth.sendCode first, or pass both',
      { method: call.method },
    )
  }
  return {
    ...call,
    parameters: {
      ...call.parameters,
      phone_number: phone_number ?? pending.phone_number,
      phone_code_hash: phone_code_hash ?? pending.phone_code_hash,
    },
  }
}

/** The step of the login that a call is; undefined when it is about another code, for example of a change of number. */
function commandOf(call: Call, login: Login): LoginCommand['_'] | undefined {
  if (call.method === 'auth.sendCode') return 'sendCode'
  // The second way to ask what became of a token.
  if (call.method === 'auth.exportLoginToken' || call.method === 'auth.importLoginToken') return 'exportLoginToken'
  const passwordStep = passwordSteps[call.method]
  if (passwordStep !== undefined) return login.state.at === 'password' ? passwordStep : undefined
  if (!call.method.startsWith('auth.')) return undefined
  const name = call.method.slice('auth.'.length)
  if (!isLoginStep(name)) return undefined
  const { phone_code_hash } = call.parameters as PhoneParameters
  return pendingCode(login.state)?.phone_code_hash === phone_code_hash ? name : undefined
}

/** Steps of a login that waits for a password. */
const passwordSteps: Readonly<Record<string, PasswordCommand['_']>> = {
  'account.getPassword': 'getPassword',
  'auth.checkPassword': 'checkPassword',
  'auth.recoverPassword': 'recoverPassword',
  'auth.requestPasswordRecovery': 'requestPasswordRecovery',
}

/** The steps that are about one code, by its hash. */
type LoginStepName = 'resendCode' | 'requestFirebaseSms' | 'cancelCode' | 'signIn' | 'signUp'

const loginSteps: { readonly [Name in LoginStepName]: true } = {
  resendCode: true,
  requestFirebaseSms: true,
  cancelCode: true,
  signIn: true,
  signUp: true,
}

function isLoginStep(name: string): name is LoginStepName {
  return Object.hasOwn(loginSteps, name)
}

function eventOf(
  call: Call,
  during: LoginCommand['_'] | undefined,
  answer: unknown,
  timeOffsetMs: number,
): LoginEvent | undefined {
  if (during === 'exportLoginToken') return tokenEvent(answer as auth.LoginToken, timeOffsetMs)
  if (isAuthorization(answer)) {
    // Also the answers of auth.checkPassword, auth.importBotAuthorization and the like.
    return during || answer._ === 'auth.authorization' ? { _: 'authorized', authorization: answer } : undefined
  }
  if (during === 'cancelCode') return { _: 'canceled' }
  if (during === 'getPassword') return { _: 'passwordAsked', password: answer as account.password }
  if (during === 'requestPasswordRecovery') {
    return { _: 'recoverySent', email_pattern: (answer as auth.PasswordRecovery).email_pattern }
  }
  if (during === 'requestFirebaseSms') return { _: 'integrityChecked', accepted: answer === true }
  if (during !== 'sendCode' && during !== 'resendCode') return undefined
  return { _: 'sent', phone_number: numberOf(call) ?? '', sentCode: answer as auth.SentCode }
}

function tokenEvent(answer: auth.LoginToken, timeOffsetMs: number): LoginEvent | undefined {
  switch (answer._) {
    case 'auth.loginToken':
      return tokenShown(answer, timeOffsetMs)
    case 'auth.loginTokenSuccess':
      return { _: 'authorized', authorization: answer.authorization }
    case 'auth.loginTokenMigrateTo':
      return undefined
  }
}

function isAuthorization(answer: unknown): answer is auth.Authorization {
  return (
    typeof answer === 'object' &&
    answer !== null &&
    '_' in answer &&
    (answer._ === 'auth.authorization' || answer._ === 'auth.authorizationSignUpRequired')
  )
}

async function forgetUser(keeper: SessionKeeper): Promise<void> {
  if (keeper.data.user_id !== undefined || keeper.data.login?.at === 'done') {
    await keeper.save({ user_id: undefined, login: undefined })
  }
}

function numberOf(call: Call): string | undefined {
  return (call.parameters as PhoneParameters).phone_number
}

interface PhoneParameters {
  readonly phone_number?: string
  readonly phone_code_hash?: string
}
