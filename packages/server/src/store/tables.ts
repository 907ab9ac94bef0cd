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
}

interface ServerKeyTable {
  fingerprint: bigint
  sealed_private_key: Uint8Array
  created_at_ms: number
}

export interface AccountTable {
  id: bigint
  phone_number: string
  first_name: string
  last_name: string
  created_at_ms: number
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
}

interface UsageTable {
  id: Generated<number>
  kind: string
  /** Keyed hash of the number or address: a stolen database is no list of who asked from where. */
  subject_digest: Uint8Array
  at_ms: number
}
