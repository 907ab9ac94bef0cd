import type { Generated } from 'kysely'

/** The tables as Kysely sees them: BIGINT columns are bigints, moments are milliseconds since the Unix epoch. */
export interface Tables {
  meta: MetaTable
  auth_keys: AuthKeyTable
  server_keys: ServerKeyTable
  accounts: AccountTable
  sessions: SessionTable
  pending_codes: PendingCodeTable
  usage: UsageTable
  spending: SpendingTable
  passwords: PasswordTable
  password_changes: PasswordChangeTable
  password_recoveries: PasswordRecoveryTable
  password_resets: PasswordResetTable
  login_emails: LoginEmailTable
  email_verifications: EmailVerificationTable
  login_tokens: LoginTokenTable
  future_tokens: FutureTokenTable
  bot_tokens: BotTokenTable
  passkeys: PasskeyTable
  passkey_challenges: PasskeyChallengeTable
  web_tokens: WebTokenTable
  login_payments: LoginPaymentTable
  used_purchases: UsedPurchaseTable
  exported_authorizations: ExportedAuthorizationTable
  banned_numbers: BannedNumberTable
  deleted_accounts: DeletedAccountTable
  deletion_requests: DeletionRequestTable
  push_devices: PushDeviceTable
  web_authorizations: WebAuthorizationTable
  dismissed_suggestions: DismissedSuggestionTable
}

export interface PasskeyTable {
  /** base64url. */
  id: string
  user_id: bigint
  public_key: Uint8Array
  counter: number
  name: string
  created_at_ms: number
  used_at_ms: number | null
}

interface PasskeyChallengeTable {
  key_id: bigint
  use: string
  digest: Uint8Array
  user_id: bigint | null
  expires_at_ms: number
}

interface WebTokenTable {
  digest: Uint8Array
  user_id: bigint
  expires_at_ms: number
}

export interface LoginTokenTable {
  key_id: bigint
  digest: Uint8Array
  api_id: number
  /** Ids of users separated by spaces. */
  except_ids: string
  user_id: bigint | null
  hash: bigint | null
  /** The key of the session that accepted it. */
  accepted_by: bigint | null
  expires_at_ms: number
  /** The data center that an accepted token was handed on to. */
  dc: number | null
}

interface FutureTokenTable {
  digest: Uint8Array
  user_id: bigint
  key_id: bigint
  api_id: number
  created_at_ms: number
  expires_at_ms: number
}

interface BotTokenTable {
  digest: Uint8Array
  user_id: bigint
  revoked: number
}

interface ExportedAuthorizationTable {
  digest: Uint8Array
  key_id: bigint
  user_id: bigint
  dc: number
  expires_at_ms: number
}

export interface LoginPaymentTable {
  id: bigint
  key_id: bigint
  phone_number: string
  hash_digest: Uint8Array
  paid_hash_digest: Uint8Array
  store_product: string
  currency: string
  amount: bigint
  premium_days: number
  stage: string
  form_id: bigint | null
  form_expires_at_ms: number | null
  purchase_digest: Uint8Array | null
  created_at_ms: number
  expires_at_ms: number
}

interface UsedPurchaseTable {
  /** Keyed hash of the store and its name for the purchase. */
  digest: Uint8Array
  payment_id: bigint
}

interface MetaTable {
  name: string
  value: Uint8Array
}

interface AuthKeyTable {
  key_id: bigint
  /** Sealed under the server secret. */
  sealed_key: Uint8Array
  dc: number
  /** Seconds since the Unix epoch, as in the protocol. */
  expires_at: number | null
  server_salt: bigint
  created_at_ms: number
  made_at_dc: number | null
}

interface ServerKeyTable {
  fingerprint: bigint
  sealed_private_key: Uint8Array
  created_at_ms: number
}

/** Numbers that the operator has banned. */
interface BannedNumberTable {
  phone_number: string
  banned_at_ms: number
}

/** What stays of an account that is gone: its id, which nobody gets again. */
interface DeletedAccountTable {
  id: bigint
  deleted_at_ms: number
  cause: string
  /** What the client gave as the reason; may be empty. */
  reason: string
}

interface DeletionRequestTable {
  user_id: bigint
  /** The key that asked. */
  key_id: bigint
  /** What the hash of the link is computed from. */
  nonce: Uint8Array
  requested_at_ms: number
  due_at_ms: number
}

interface PushDeviceTable {
  key_id: bigint
  token_type: number
  /** Keyed hash of the token. */
  token_digest: Uint8Array
  user_id: bigint
  /** Token and secret, sealed under the server secret. */
  sealed: Uint8Array
  registered_at_ms: number
}

interface DismissedSuggestionTable {
  user_id: bigint
  suggestion: string
}

interface WebAuthorizationTable {
  hash: bigint
  user_id: bigint
  bot_id: bigint
  domain: string
  browser: string
  platform: string
  created_at_ms: number
  active_at_ms: number
  ip: string
  region: string
}

export interface AccountTable {
  id: bigint
  phone_number: string
  first_name: string
  last_name: string
  created_at_ms: number
  bot_username: string | null
  authorization_ttl_days: number | null
  dc: number | null
  account_ttl_days: number | null
  /** The version of the terms of service that was accepted last. */
  accepted_terms: string | null
  /** When a session that has ended since was last used. */
  active_at_ms: Generated<number>
}

export interface SessionTable {
  key_id: bigint
  layer: number | null
  api_id: number | null
  device_model: string | null
  system_version: string | null
  app_version: string | null
  system_lang_code: string | null
  lang_pack: string | null
  lang_code: string | null
  user_id: bigint | null
  hash: bigint | null
  password_pending: number
  authorized_at_ms: number | null
  active_at_ms: number
  address: string | null
  bot: Generated<number>
  standing: Generated<string>
  encrypted_requests_disabled: Generated<number>
  call_requests_disabled: Generated<number>
  ended: string | null
  derived_from: bigint | null
}

export interface PendingCodeTable {
  key_id: bigint
  purpose: string
  phone_number: string
  hash_digest: Uint8Array
  code_digest: Uint8Array
  generation: number
  length: number
  /** Names of media separated by spaces. */
  ladder: string
  step: number
  resend_at_ms: number
  wrong_attempts: number
  stage: string
  user_id: bigint | null
  expires_at_ms: number
  created_at_ms: number
  api_id: number
  lang_code: string
  allow_app_hash: number
  integrity: string | null
  /** The device token, sealed under the server secret. */
  sealed_push: Uint8Array | null
  proof: string
  code_mark: Uint8Array
}

interface UsageTable {
  id: Generated<number>
  kind: string
  /** Keyed hash of the number or address: a stolen database is no list of who asked from where. */
  subject_digest: Uint8Array
  at_ms: number
}

interface SpendingTable {
  id: Generated<number>
  /** Keyed hash of the address or prefix. */
  subject_digest: Uint8Array
  at_ms: number
  cost: number
}

interface PasswordTable {
  user_id: bigint
  /** Random: another one at each change. */
  version: bigint
  /** Verifier, salts, hint, address for recovery and Passport secret, sealed under the server secret. */
  sealed: Uint8Array
  set_at_ms: number
}

interface PasswordChangeTable {
  user_id: bigint
  /** The settings that wait, sealed under the server secret. */
  sealed: Uint8Array
  nonce: Uint8Array
  wrong_attempts: number
  expires_at_ms: number
}

interface PasswordRecoveryTable {
  key_id: bigint
  user_id: bigint
  nonce: Uint8Array
  wrong_attempts: number
  expires_at_ms: number
}

interface PasswordResetTable {
  user_id: bigint
  stage: string
  /** When a requested reset may be carried out, or when the next may be requested after a declined one. */
  at_ms: number
}

interface LoginEmailTable {
  user_id: bigint
  /** The address, sealed under the server secret. */
  sealed: Uint8Array
  set_at_ms: number
  reset_at_ms: number | null
}

interface EmailVerificationTable {
  key_id: bigint
  purpose: string
  /** The address and whom it is for, sealed under the server secret. */
  sealed: Uint8Array
  nonce: Uint8Array
  wrong_attempts: number
  verified: number
  expires_at_ms: number
}
