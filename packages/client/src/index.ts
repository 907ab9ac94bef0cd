// For users.
export { isRpcError, type RpcError } from '@chappe/mtproto'
export { CallError } from './call/call-error.ts'
export type {
  CallArguments,
  CallParameters,
  CallResult,
  NamespacedCalls,
  PendingLoginCalls,
  PendingLoginMethod,
  PendingLoginParameters,
} from './call/call-types.ts'
export type { Call, CallNext, Interceptor } from './call/interceptor.ts'
export { chainInterceptors } from './call/interceptor.ts'
export type { CallLogEntry } from './call/log-calls.ts'
export type { Client, ClientCore } from './client.ts'
export { type ClientEnv, openClient as openClientOver } from './client.ts'
// For people building on us.
export type { Clock, Timer } from './clock.ts'
export { ConnectionError, type ConnectionErrorCode, isConnectionError } from './connection/connection-error.ts'
export { connectionLimits } from './connection/connection-limits.ts'
export type { Link, LinkHandlers, OpenLink } from './connection/link.ts'
export type { DataCenterChoice, DataCenterOptions } from './dc/data-centers.ts'
export { describeLogin, describeMedium } from './login/describe-login.ts'
export type { Login, LoginStepOptions } from './login/login.ts'
export {
  type LoginCommand,
  type LoginEvent,
  type LoginFailure,
  loginStep,
  resendRemainingSeconds,
} from './login/login-machine.ts'
export type {
  CodeMedium,
  CodeState,
  DoneState,
  IntegrityState,
  LoginState,
  NextMedium,
  PasswordState,
  PhoneState,
  QrState,
  SentFacts,
  SignUpState,
  UnsupportedState,
  WantedProof,
} from './login/login-state.ts'
export { initialLoginState, pendingCode } from './login/login-state.ts'
export { parseLoginState } from './login/parse-login-state.ts'
export { loginTokenUrl, parseLoginTokenUrl } from './login/qr-login.ts'
export type { CallOptions, ClientOptions, DeviceOptions } from './options.ts'
export type { NewPassword, Password, PasswordChanged, PasswordOptions } from './password/password.ts'
export { FutureTokens, futureTokensMax } from './session/future-tokens.ts'
export { memorySession } from './session/memory-session.ts'
export type { SessionData, SessionStore, StoredAddress } from './session/session-data.ts'
export type { StringSession } from './session/string-session.ts'
export { createStringSession, type SessionHashes, sessionFromText, sessionToText } from './session/string-session.ts'
export { isUsageError, UsageError, type UsageErrorCode } from './usage-error.ts'
