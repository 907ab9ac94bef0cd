import type { auth, MethodName, MethodNamespaces, Methods } from '@chappe/schema/api'
import type { CallOptions } from '../options.ts'

/** Methods in which `phone_number` and `phone_code_hash` may be left out while a login is pending. */
export type PendingLoginMethod =
  | 'auth.resendCode'
  | 'auth.cancelCode'
  | 'auth.signIn'
  | 'auth.signUp'
  | 'auth.requestFirebaseSms'
  | 'auth.reportMissingCode'
  | 'auth.resetLoginEmail'
  | 'auth.checkPaidAuth'

/** Parameters of a method of a pending login: number and hash are taken from `tg.login` when they are left out. */
export type PendingLoginParameters<M extends PendingLoginMethod> = Omit<
  Methods[M][0],
  'phone_number' | 'phone_code_hash'
> & { phone_number?: string | undefined; phone_code_hash?: string | undefined }

/** What `tg.call` takes for a method. */
export type CallParameters<M extends MethodName> = M extends PendingLoginMethod
  ? PendingLoginParameters<M>
  : Methods[M][0]

/** What `tg.call` answers for a method. */
export type CallResult<M extends MethodName> = Methods[M][1]

/** The arguments of `tg.call` behind the name: parameters may be left out where none is required. */
export type CallArguments<M extends MethodName> =
  object extends CallParameters<M>
    ? [parameters?: CallParameters<M>, options?: CallOptions]
    : [parameters: CallParameters<M>, options?: CallOptions]

/** Every method as `tg.namespace.method(parameters, options)`. */
export type NamespacedCalls = MethodNamespaces<CallOptions> & { readonly auth: PendingLoginCalls }

/** The calls of a pending login without the parameters that the client knows. */
export interface PendingLoginCalls {
  /** While a login is pending, `phone_number` and `phone_code_hash` may be left out. */
  resendCode(parameters?: PendingLoginParameters<'auth.resendCode'>, options?: CallOptions): Promise<auth.SentCode>
  /** While a login is pending, `phone_number` and `phone_code_hash` may be left out. */
  cancelCode(parameters?: PendingLoginParameters<'auth.cancelCode'>, options?: CallOptions): Promise<boolean>
  /** While a login is pending, `phone_number` and `phone_code_hash` may be left out. */
  signIn(parameters: PendingLoginParameters<'auth.signIn'>, options?: CallOptions): Promise<auth.Authorization>
  /** While a login is pending, `phone_number` and `phone_code_hash` may be left out. */
  signUp(parameters: PendingLoginParameters<'auth.signUp'>, options?: CallOptions): Promise<auth.Authorization>
  /** While a login is pending, `phone_number` and `phone_code_hash` may be left out. */
  resetLoginEmail(
    parameters?: PendingLoginParameters<'auth.resetLoginEmail'>,
    options?: CallOptions,
  ): Promise<auth.SentCode>
  /** While a login is pending, `phone_number` and `phone_code_hash` may be left out. */
  checkPaidAuth(
    parameters?: PendingLoginParameters<'auth.checkPaidAuth'>,
    options?: CallOptions,
  ): Promise<auth.SentCode>
  /** While a login is pending, `phone_number` and `phone_code_hash` may be left out. */
  requestFirebaseSms(
    parameters: PendingLoginParameters<'auth.requestFirebaseSms'>,
    options?: CallOptions,
  ): Promise<boolean>
  /** While a login is pending, `phone_number` and `phone_code_hash` may be left out. */
  reportMissingCode(
    parameters: PendingLoginParameters<'auth.reportMissingCode'>,
    options?: CallOptions,
  ): Promise<boolean>
}
