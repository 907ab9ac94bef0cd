// For users.
export { isRpcError, type RpcError } from '@chappe/mtproto'
export type { DeviceChallenge, DeviceProof, ProveDevice } from './call/answer-challenges.ts'
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
export type { AddressBook, KnownAddress } from './dc/address-book.ts'
export type { DataCenterChoice, DataCenterOptions } from './dc/data-centers.ts'
export { matchesPattern } from './login/caller-pattern.ts'
export { resendRemainingSeconds, secondsUntil } from './login/countdown.ts'
export { describeMedium } from './login/describe-code.ts'
export { describeLogin } from './login/describe-login.ts'
export { describePrice } from './login/describe-payment.ts'
export type { Login } from './login/login.ts'
export type { LoginStepOptions } from './login/login-env.ts'
export type {
  IdTokenProvider,
  LoginCommand,
  LoginEvent,
  LoginFailure,
  LoginStep,
  StorePurchase,
} from './login/login-events.ts'
export { loginStep } from './login/login-machine.ts'
export type { KeptSettings, LoginSettings } from './login/login-settings.ts'
export type {
  AllowedIdTokens,
  CodeMedium,
  CodeState,
  DoneState,
  EmailAddressState,
  EmailCodeState,
  EmailSetupCodeState,
  IntegrityState,
  LoginState,
  LoginTrouble,
  NextMedium,
  PasswordState,
  PaymentForm,
  PaymentState,
  PhoneState,
  QrState,
  SentFacts,
  SignUpState,
  WantedProof,
  WayIn,
} from './login/login-state.ts'
export { initialLoginState, pendingCode } from './login/login-state.ts'
export { parseLoginState } from './login/parse-login-state.ts'
export { loginTokenUrl, parseLoginTokenUrl } from './login/qr-login.ts'
export { needsConsent } from './login/sign-up-steps.ts'
export type {
  AnswerName,
  BotMove,
  CancelMove,
  EmailMove,
  IdTokenMove,
  LoginAnswer,
  LoginAnswers,
  LoginMove,
  LoginQuestion,
  NewAccount,
  PaymentMove,
  QrMove,
  RecoveryMove,
  ResendMove,
} from './login/start/login-answers.ts'
export { type StartEnv, startLogin } from './login/start/start-login.ts'
export type { CallOptions, ClientOptions, DeviceOptions } from './options.ts'
export type { PasskeyStepOptions, Passkeys } from './passkey/passkeys.ts'
export { parseUserHandle, type UserHandle } from './passkey/user-handle.ts'
export type {
  CreatePasskey,
  GetPasskey,
  PasskeyAssertion,
  PasskeyCreationOptions,
  PasskeyOutcome,
  PasskeyRegistration,
  PasskeyRequestOptions,
} from './passkey/webauthn.ts'
export type { NewPassword, Password, PasswordChanged, PasswordOptions } from './password/password.ts'
export { FutureTokens, futureTokensMax } from './session/future-tokens.ts'
export { memorySession } from './session/memory-session.ts'
export type { SessionData, SessionStore, StoredKey } from './session/session-data.ts'
export type { StoredAddress } from './session/stored-address.ts'
export type { StringSession } from './session/string-session.ts'
export { createStringSession, type SessionHashes, sessionFromText, sessionToText } from './session/string-session.ts'
export { isUsageError, UsageError, type UsageErrorCode } from './usage-error.ts'
