import { isRpcError } from '@chappe/mtproto'
import type { auth } from '@chappe/schema/api'
import { CallError } from '../call/call-error.ts'
import { innerCall } from '../call/inner-call.ts'
import type { Call, Interceptor } from '../call/interceptor.ts'
import { isEntering } from '../dc/entering.ts'
import type { SessionKeeper } from '../session/session-keeper.ts'
import { UsageError } from '../usage-error.ts'
import type { Login } from './login.ts'
import { eventOfAnswer, failureEvent, loggedOut } from './login-answers.ts'
import { pendingCode } from './login-state.ts'
import { observedCall } from './observed-calls.ts'

/**
 * Keeps `tg.login` and the session right about calls that a program makes by itself: fills in `phone_number` and
 * `phone_code_hash` of a pending login where they were left out, and passes on what the answers mean for it.
 */
export function observeLogin(login: Login, keeper: SessionKeeper): Interceptor {
  return async (call, next) => {
    const { method } = innerCall(call)
    // What is called at another data center says nothing about the login here, unless it leads there.
    const isElsewhere = call.dc !== undefined && call.dc !== keeper.data.dc.id && !isEntering(method)
    const filled = !isElsewhere && pendingMethods.has(call.method) ? fillIn(call, login) : call
    const observed = isElsewhere ? undefined : observedCall(filled, login.state)
    let answer: unknown
    try {
      answer = await next(filled)
    } catch (error) {
      if (!isRpcError(error)) throw error
      if (observed) await login.observe(failureEvent(observed.during, error, observed.subject))
      if (loggedOutErrors.has(error.errorName) && !comesFromElsewhere(error, keeper)) await forgetUser(keeper)
      if (method !== 'auth.logOut' || error.error_code !== 401 || isElsewhere) throw error
      // Nobody is logged in with this key any more, which is what was wanted.
      answer = { _: 'auth.loggedOut', future_auth_token: undefined } satisfies auth.loggedOut
    }
    if (isElsewhere) return answer
    if (method === 'auth.logOut') {
      await login.observe(loggedOut(answer as auth.LoggedOut))
      await forgetUser(keeper)
    } else if (observed) {
      const { during, subject } = observed
      await login.observe(eventOfAnswer(during, subject, answer, keeper.data.timeOffsetMs))
    } else if (isAuthorization(answer)) {
      // Whichever call it came from, it is this key that is logged in now.
      await login.observe({ _: 'authorized', authorization: answer })
    } else if (method === 'account.deleteAccount') {
      await forgetUser(keeper)
    }
    return answer
  }
}

const pendingMethods: ReadonlySet<string> = new Set([
  'auth.resendCode',
  'auth.cancelCode',
  'auth.signIn',
  'auth.signUp',
  'auth.requestFirebaseSms',
  'auth.reportMissingCode',
  'auth.resetLoginEmail',
  'auth.checkPaidAuth',
])

/**
 * Errors that say that nobody is logged in with this key any more. They come encrypted, so they are the server's word.
 * Those that say that the key itself is dead are for `renewDeadKey`.
 */
const loggedOutErrors: ReadonlySet<string> = new Set([
  'AUTH_KEY_UNREGISTERED',
  'SESSION_EXPIRED',
  'SESSION_REVOKED',
  'USER_DEACTIVATED',
  'USER_DEACTIVATED_BAN',
])

/** A refusal by another data center than the home ends only what was imported there. */
function comesFromElsewhere(error: unknown, keeper: SessionKeeper): boolean {
  return error instanceof CallError && error.dc !== undefined && error.dc !== keeper.data.dc.id
}

function fillIn(call: Call, login: Login): Call {
  const { phone_number, phone_code_hash } = call.parameters as {
    readonly phone_number?: string
    readonly phone_code_hash?: string
  }
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

function isAuthorization(answer: unknown): answer is auth.authorization {
  return typeof answer === 'object' && answer !== null && '_' in answer && answer._ === 'auth.authorization'
}

async function forgetUser(keeper: SessionKeeper): Promise<void> {
  if (keeper.data.user_id !== undefined || keeper.data.login?.at === 'done') {
    await keeper.save({ user_id: undefined, login: undefined })
  }
}
