/** Which step of the login a call is that a program makes by itself. */
import { innerCall } from '../call/inner-call.ts'
import type { Call } from '../call/interceptor.ts'
import type { CallSubject } from './login-answers.ts'
import type { LoginCommand } from './login-events.ts'
import { type LoginState, pendingCode } from './login-state.ts'

/** A call as a step of the login. */
export interface ObservedCall {
  readonly during: LoginCommand['_']
  readonly subject: CallSubject
}

/**
 * Looks through wrappers such as `invokeWithReCaptcha`. Undefined when the call is none of the login's, for example about
 * the code of a change of number.
 */
export function observedCall(outer: Call, state: LoginState): ObservedCall | undefined {
  const call = innerCall(outer)
  const during = waysIn[call.method]
  if (during !== undefined) return { during, subject: subjectOf(call.parameters) }
  const passwordStep = passwordSteps[call.method]
  if (passwordStep !== undefined) return state.at === 'password' ? { during: passwordStep, subject: {} } : undefined
  const codeStep = codeSteps[call.method]
  if (codeStep === undefined) return undefined
  const subject = subjectOf(call.parameters)
  return subject.phone_code_hash === pendingCode(state)?.phone_code_hash && subject.phone_code_hash !== undefined
    ? { during: codeStep, subject }
    : undefined
}

/** Steps that begin a login, or are all of one. */
const waysIn: Readonly<Record<string, LoginCommand['_']>> = {
  'auth.sendCode': 'sendCode',
  'auth.exportLoginToken': 'exportLoginToken',
  'auth.importLoginToken': 'importLoginToken',
  'auth.importBotAuthorization': 'importBotAuthorization',
  'auth.importWebTokenAuthorization': 'importWebTokenAuthorization',
  'auth.finishPasskeyLogin': 'finishPasskeyLogin',
}

/** Steps of a login that waits for a password. */
const passwordSteps: Readonly<Record<string, LoginCommand['_']>> = {
  'account.getPassword': 'getPassword',
  'account.deleteAccount': 'deleteAccount',
  'auth.checkPassword': 'checkPassword',
  'auth.recoverPassword': 'recoverPassword',
  'auth.requestPasswordRecovery': 'requestPasswordRecovery',
}

/** Steps that are about one code, by its hash. */
const codeSteps: Readonly<Record<string, LoginCommand['_']>> = {
  'auth.resendCode': 'resendCode',
  'auth.requestFirebaseSms': 'requestFirebaseSms',
  'auth.cancelCode': 'cancelCode',
  'auth.signIn': 'signIn',
  'auth.signUp': 'signUp',
  'auth.resetLoginEmail': 'resetLoginEmail',
  'auth.checkPaidAuth': 'checkPaidAuth',
  'account.sendVerifyEmailCode': 'sendVerifyEmailCode',
  'account.verifyEmail': 'verifyEmail',
  'payments.getPaymentForm': 'getPaymentForm',
  'payments.sendPaymentForm': 'sendPaymentForm',
  'payments.assignPlayMarketTransaction': 'assignPurchase',
  'payments.assignAppStoreTransaction': 'assignPurchase',
}

/** Number, hash and address are parameters of the call, or of the purpose that it names. */
function subjectOf(parameters: object): CallSubject {
  const { invoice, email } = parameters as { readonly invoice?: object; readonly email?: string }
  const { purpose } = { ...parameters, ...invoice } as { readonly purpose?: object }
  const { phone_number, phone_code_hash } = { ...parameters, ...purpose } as CallSubject
  return { phone_number, phone_code_hash, email }
}
