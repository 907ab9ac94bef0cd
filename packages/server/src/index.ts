// For users: a data center and its options.
export { type App, defaultApp } from './apps.ts'
// For people building on us: time and chance, to own them in tests.
export { type Clock, systemClock } from './clock.ts'
export { type Accounts, DataCenter, type DcLocation, type WebTokenOffice } from './data-center.ts'
export type { DataCenterOptions, NewAccount } from './data-center-options.ts'
export type { DcOptions } from './dc-plans.ts'
export type {
  DeliveryConfig,
  GatewayConfig,
  GatewayKind,
  ProviderConfig,
  SmppAddress,
  SmppConfig,
  SmtpConfig,
  WebhookConfig,
} from './delivery/config/delivery-config.ts'
export { DeliveryConfigError } from './delivery/config/delivery-config-error.ts'
export { parseDelivery } from './delivery/config/parse-delivery.ts'
export type { DeliveryLog, DeliveryLogEntry, DeliveryMedium, DeliveryOutcome } from './delivery/delivery-log.ts'
export type { Inbox, InboxFilter, InboxMessage } from './delivery/inbox.ts'
export { verifyWebhook } from './delivery/webhook/signature.ts'
export type { WebhookBody } from './delivery/webhook/webhook-provider.ts'
export type { Account } from './domain/account.ts'
export type { Bans } from './domain/bans/bans.ts'
export { DomainError, type DomainErrorCode, isDomainError } from './domain/domain-error.ts'
export type { MissingCode, MissingCodes } from './domain/missing-codes.ts'
export type { Payments, PaymentView } from './domain/payment/payments.ts'
export type { Bots, NewBot } from './domain/sessions/bots.ts'
export type { NewWebAuthorization, WebAuthorization, WebAuthorizations } from './domain/sessions/web-authorizations.ts'
export type { NewWebToken } from './domain/sessions/web-tokens.ts'
export type { EmailExplanation } from './explain-email.ts'
export type { HomeExplanation, HomeQuestion } from './explain-home.ts'
export { explainLogin, type LoginExplanation, type LoginQuestion, type LoginStep } from './explain-login.ts'
export type { Mount } from './http/mount.ts'
export type { ApnsOptions } from './integrity/apns/apns-options.ts'
export type { IntegrityOptions, PlayIntegrityOptions, SafetyNetOptions } from './integrity/integrity-options.ts'
export { parseIntegrity } from './integrity/parse-integrity.ts'
export type { ReCaptchaOptions } from './integrity/recaptcha.ts'
export type { ListenLimits } from './listen/tcp-listener.ts'
export { createLog, formatLogEntry, type Log, type LogEntry, type LogFields, type LogLevel } from './log.ts'
export { implementedMethods } from './methods/index.ts'
export { OptionsError, type OptionsErrorCode } from './options-error.ts'
export type { PasskeyOptions } from './passkey-options.ts'
export { parseReceipts } from './payment/parse-receipts.ts'
export type { ReceiptOptions, StoreReceiptOptions } from './payment/receipt-options.ts'
export { defaultPolicy } from './policy/default-policy.ts'
export type { LoginPolicy } from './policy/login-policy.ts'
export { parsePolicy } from './policy/parse-policy.ts'
export { type FilePosition, PolicyError } from './policy/policy-error.ts'
export type { PolicyOverrides } from './policy/resolve-policy.ts'
export { type Random, systemRandom } from './random.ts'
export { StoreError, type StoreErrorCode } from './store/store-error.ts'
