import type { CryptoProvider } from '@chappe/crypto'
import type { KeyRecord } from '@chappe/mtproto'
import type { MethodName, Methods } from '@chappe/schema/api'
import type { Clock } from '../clock.ts'
import type { AppCodes } from '../delivery/app-codes.ts'
import type { TextSettings } from '../delivery/texts/compose-text.ts'
import type { AccessHashes } from '../domain/access-hash.ts'
import type { AccountSettings } from '../domain/account-settings.ts'
import type { Bans } from '../domain/bans/bans.ts'
import type { DeviceChecks } from '../domain/checks/device-checks.ts'
import type { AccountDeletion } from '../domain/deletion/account-deletion.ts'
import type { LoginEmails } from '../domain/email/login-emails.ts'
import type { Homes } from '../domain/homes/homes.ts'
import type { LoginCodes } from '../domain/login-codes.ts'
import type { PhoneNumbers } from '../domain/numbers/phone-numbers.ts'
import type { PasskeyLogins } from '../domain/passkeys/passkey-logins.ts'
import type { Passkeys } from '../domain/passkeys/passkeys.ts'
import type { Passwords } from '../domain/password/passwords.ts'
import type { Payments } from '../domain/payment/payments.ts'
import type { Repositories, UnitOfWork } from '../domain/repositories.ts'
import type { ClientFacts } from '../domain/session.ts'
import type { Authorizations } from '../domain/sessions/authorizations.ts'
import type { Bots } from '../domain/sessions/bots.ts'
import type { FutureTokens } from '../domain/sessions/future-tokens.ts'
import type { LoginTokens } from '../domain/sessions/login-tokens.ts'
import type { PushDevices } from '../domain/sessions/push-devices.ts'
import type { Transfers } from '../domain/sessions/transfers.ts'
import type { WebAuthorizations } from '../domain/sessions/web-authorizations.ts'
import type { WebTokens } from '../domain/sessions/web-tokens.ts'
import type { Suggestions } from '../domain/suggestions.ts'
import type { TermsOfService } from '../domain/terms/terms-of-service.ts'
import type { KeyRing } from '../keys/key-ring.ts'
import type { Peer } from '../listen/tcp-connection.ts'
import type { NumberPolicy } from '../policy/login-policy.ts'
import type { Caller } from './access.ts'
import type { AppPolicy } from './init-connection.ts'

/** What every method may use. */
export interface Services {
  readonly store: Repositories & UnitOfWork
  /** Which data centers there are, as this one sees them. */
  readonly homes: Homes
  readonly appCodes: AppCodes
  readonly loginCodes: LoginCodes
  readonly loginEmails: LoginEmails
  readonly passwords: Passwords
  readonly loginTokens: LoginTokens
  readonly futureTokens: FutureTokens
  readonly transfers: Transfers
  readonly authorizations: Authorizations
  readonly bots: Bots
  readonly payments: Payments
  readonly deviceChecks: DeviceChecks
  readonly passkeys: Passkeys
  readonly passkeyLogins: PasskeyLogins
  readonly webTokens: WebTokens
  readonly webAuthorizations: WebAuthorizations
  readonly pushDevices: PushDevices
  readonly phoneNumbers: PhoneNumbers
  readonly accountDeletion: AccountDeletion
  readonly accountSettings: AccountSettings
  readonly suggestions: Suggestions
  readonly terms: TermsOfService
  readonly bans: Bans
  readonly keys: KeyRing
  readonly clock: Clock
  readonly apps: AppPolicy
  /** The programs that are shown as official. */
  readonly officialApps: readonly number[]
  readonly accessHashes: AccessHashes
  readonly crypto: CryptoProvider
  /** Which phone numbers exist here. */
  readonly numbers: NumberPolicy
  /** How the data center speaks to people. */
  readonly texts: TextSettings
  /** Ends the sessions of keys that were deleted. */
  readonly forgetKeys: (auth_key_ids: readonly bigint[]) => void
  readonly site: Site
}

/** How the data center presents itself. */
export interface Site {
  /** Its own number. */
  readonly dcId: number
  /** The address to hand out instead of the one that the client used: for servers behind a port mapping. */
  readonly advertise: { readonly host: string; readonly port: number } | undefined
  /** Every data center with the address that it listens on. */
  readonly dcs: () => readonly DcAddress[]
  /** The country (ISO 3166-1) that clients are told they are in. */
  readonly country: string
}

/** Where a data center is. */
export interface DcAddress {
  readonly id: number
  readonly host: string
  readonly port: number
  /** The address to hand out instead. */
  readonly advertise: { readonly host: string; readonly port: number } | undefined
}

/** The data center that the client believes to talk to. */
export interface BelievedDc {
  readonly id: number
  readonly test: boolean
}

/** All about one call besides its parameters. */
export interface CallContext {
  readonly services: Services
  readonly caller: Caller
  /** The permanent key of the caller; for an unbound temporary key its own id. */
  readonly key_id: bigint
  /** The key that the call came under. */
  readonly key: KeyRecord
  readonly session_id: bigint
  readonly msg_id: bigint
  /** What the program said of itself; undefined before its first `initConnection`. */
  readonly client: ClientFacts | undefined
  readonly dc: BelievedDc
  readonly peer: Peer
}

/** Implements one method: gives its result, or throws an `RpcError` or a `DomainError`. */
export type MethodHandler<Name extends MethodName> = (
  request: Methods[Name][0],
  context: CallContext,
) => Promise<Methods[Name][1]> | Methods[Name][1]
