import type { Account } from './account.ts'
import type { DeletionRequest } from './deletion/deletion-request.ts'
import type { EmailVerification, VerifyPurpose } from './email/email-verification.ts'
import type { LoginEmail } from './email/login-email.ts'
import type { ChallengeUse, Passkey, PasskeyChallenge } from './passkeys/passkey.ts'
import type { AccountPassword, PasswordChange, PasswordRecovery, PasswordReset } from './password/password.ts'
import type { LoginPayment } from './payment/login-payment.ts'
import type { CodePurpose, PendingCode } from './pending-code.ts'
import type { Authorization, ClientFacts, Session, SessionEnd } from './session.ts'
import type { PushDevice } from './sessions/push-devices.ts'
import type { WebAuthorization } from './sessions/web-authorizations.ts'
import type { BotToken, ExportedAuthorization, FutureToken, LoginToken, WebToken } from './tokens.ts'

/** An auth key with what has to be known to use it after a restart. Handle `auth_key` with care: it is the key itself. */
export interface StoredAuthKey {
  /** `auth_key_id` as the signed TL long. */
  readonly key_id: bigint
  /** 256 bytes. */
  readonly auth_key: Uint8Array
  /** The data center that the client believed to talk to (from its inner data). */
  readonly dc: number
  /** Seconds since the Unix epoch for a temporary key; absent for a permanent one. */
  readonly expires_at: number | undefined
  /** The first `server_salt`, agreed in the key exchange. */
  readonly server_salt: bigint
  /** The data center that it was agreed on with; absent when it was agreed on before there were several. */
  readonly madeAtDc?: number
  /** Milliseconds since the Unix epoch. */
  readonly createdAtMs: number
}

/** Auth keys, encrypted at rest. */
export interface KeyRepository {
  /** Stores a key; false when a key of this id exists already (the exchange then answers dh_gen_retry). */
  add(key: StoredAuthKey): Promise<boolean>
  find(key_id: bigint): Promise<StoredAuthKey | undefined>
  /** Deletes a key with its session and codes; false when there was none. */
  delete(key_id: bigint): Promise<boolean>
  /** Deletes temporary keys that ended before `nowMs`; returns how many. */
  deleteExpired(nowMs: number): Promise<number>
}

/** The data center's own RSA keys, encrypted at rest. */
export interface ServerKeyRepository {
  add(key: ServerKey): Promise<void>
  /** Oldest first. */
  list(): Promise<ServerKey[]>
}

/** One RSA key of the data center. */
export interface ServerKey {
  readonly fingerprint: bigint
  /** The private key as PEM text. */
  readonly private_key: string
  readonly createdAtMs: number
}

/** Accounts of this data center. */
export interface AccountRepository {
  find(id: bigint): Promise<Account | undefined>
  findByPhone(phone_number: string): Promise<Account | undefined>
  /** Creates an account under the next free id; undefined when the number is taken. */
  create(account: Omit<Account, 'id'>): Promise<Account | undefined>
  /** Every bot, oldest first. */
  listBots(): Promise<Account[]>
  /** Creates a bot under the next free id; undefined when the username is taken, in whatever case. */
  createBot(bot: BotAccount): Promise<Account | undefined>
  setAuthorizationTtl(id: bigint, days: number): Promise<void>
  /** Gives an account another home. */
  setDc(id: bigint, dc: number): Promise<void>
  setAccountTtl(id: bigint, days: number): Promise<void>
  setAcceptedTerms(id: bigint, version: string): Promise<void>
  /** Gives an account another number; false when that is taken. */
  setPhone(id: bigint, phone_number: string): Promise<boolean>
  /** Deletes an account with every row that is about it, and remembers that its id is used up. */
  delete(id: bigint, trace: DeletionTrace): Promise<void>
  /** The people who have been idle for longer than they allow, or than `defaultDays` when they said nothing. */
  listAbandoned(nowMs: number, defaultDays: number): Promise<bigint[]>
}

/** What stays of an account that is gone. */
export interface DeletionTrace {
  readonly atMs: number
  readonly cause: DeletionCause
  /** What the client gave as the reason; may be empty. */
  readonly reason: string
}

/** Who or what deleted an account: its owner, its idleness, the operator. */
type DeletionCause = 'owner' | 'idle' | 'operator'

/** A bot that is to be created. */
export type BotAccount = Pick<Account, 'first_name' | 'createdAtMs' | 'dc'> & { readonly username: string }

/** Login tokens that are shown as QR codes; at most one per key: `put` replaces. */
export interface LoginTokenRepository {
  put(token: LoginToken): Promise<void>
  findByKey(key_id: bigint): Promise<LoginToken | undefined>
  findByDigest(digest: Uint8Array): Promise<LoginToken | undefined>
  /** The accepted token that leads to the session of this account with this hash. */
  findAccepted(user_id: bigint, hash: bigint): Promise<LoginToken | undefined>
  /** Deletes every token that this account has accepted. */
  deleteAccepted(user_id: bigint): Promise<void>
  /** Deletes every token that the session of this key has accepted. */
  deleteAcceptedBy(key_id: bigint): Promise<void>
  delete(key_id: bigint): Promise<void>
  /** Deletes what ended before `nowMs`. */
  deleteExpired(nowMs: number): Promise<void>
}

/** Tokens by which a program that was logged in before needs no code. */
export interface FutureTokenRepository {
  /** Adds a token; of those issued to the same key the latest `keep` stay. */
  add(token: FutureToken, keep: number): Promise<void>
  find(digest: Uint8Array): Promise<FutureToken | undefined>
  delete(digest: Uint8Array): Promise<void>
  /** Deletes every token issued to a key. */
  deleteOfKey(key_id: bigint): Promise<void>
  /** Deletes every token of an account. */
  deleteOfUser(user_id: bigint): Promise<void>
  /** Deletes what ended before `nowMs`. */
  deleteExpired(nowMs: number): Promise<void>
}

/** Tokens of bots, the revoked ones too. */
export interface BotTokenRepository {
  add(token: BotToken): Promise<void>
  find(digest: Uint8Array): Promise<BotToken | undefined>
  /** Marks every token of a bot as revoked. */
  revokeAllOf(user_id: bigint): Promise<void>
}

/** Logins on their way to other data centers. */
export interface ExportedAuthorizationRepository {
  /** Adds one; of those of the same key the latest `keep` stay. */
  add(exported: ExportedAuthorization, keep: number): Promise<void>
  find(digest: Uint8Array): Promise<ExportedAuthorization | undefined>
  delete(digest: Uint8Array): Promise<void>
  deleteOfKey(key_id: bigint): Promise<void>
  /** Deletes what ended before `nowMs`. */
  deleteExpired(nowMs: number): Promise<void>
}

/** What is known per permanent auth key. */
export interface SessionRepository {
  find(key_id: bigint): Promise<Session | undefined>
  /**
   * Every session of an account, also those that still owe a password, most recently active first; derived ones are
   * parts of the session that they come from and not listed.
   */
  listByUser(user_id: bigint): Promise<Session[]>
  /** Remembers the program behind a key. */
  setClient(key_id: bigint, client: ClientFacts, nowMs: number): Promise<void>
  /** Notes that the key was used. */
  touch(key_id: bigint, nowMs: number, address: string | undefined): Promise<void>
  /** Binds an account to a key, replacing whoever was bound before. */
  authorize(key_id: bigint, authorization: Authorization): Promise<void>
  /** Changes what is known of a bond that is there; the session is not used by that. */
  change(key_id: bigint, authorization: Authorization): Promise<void>
  /** Removes the bond; false when there was none. */
  unauthorize(key_id: bigint): Promise<boolean>
  /** Removes the bond and remembers why, for as long as nobody logs in under the key. */
  end(key_id: bigint, how: SessionEnd): Promise<void>
  /** The keys whose logins were taken over from the one of this key. */
  listDerived(key_id: bigint): Promise<bigint[]>
  /** The keys of sessions that have been idle for longer than their account allows. */
  listIdle(nowMs: number): Promise<bigint[]>
  /** The keys of people without a password who logged in before `beforeMs`. */
  listUnprotected(beforeMs: number): Promise<bigint[]>
}

/** Codes that wait to be entered. There is at most one per key and purpose: `put` replaces. */
export interface PendingCodeRepository {
  put(code: PendingCode): Promise<void>
  /** The code of this key whose hash has this digest. */
  find(key_id: bigint, hashDigest: Uint8Array): Promise<PendingCode | undefined>
  /** Deletes the code of this key and purpose; false when there was none. */
  delete(key_id: bigint, purpose: CodePurpose): Promise<boolean>
  deleteAllOfKey(key_id: bigint): Promise<void>
  /** Every code on its way to a number, under whatever key. */
  listByNumber(phone_number: string, purpose: CodePurpose): Promise<PendingCode[]>
  /** Deletes every code to a number, whatever it is for. */
  deleteAllToNumber(phone_number: string): Promise<void>
  /** Deletes what ended before `nowMs`; returns how many. */
  deleteExpired(nowMs: number): Promise<number>
}

/** Counts of what is limited per hour, per number or per address. */
export interface UsageRepository {
  /** The moments of uses of a subject after `sinceMs`, oldest first. */
  list(kind: UsageKind, subject: string, sinceMs: number): Promise<number[]>
  add(kind: UsageKind, subject: string, atMs: number): Promise<void>
  /** Deletes uses of every subject of this kind before `beforeMs`. */
  deleteBefore(kind: UsageKind, beforeMs: number): Promise<void>
}

/** What can be limited. */
export type UsageKind =
  | 'botLoginByToken'
  | 'codeByNumber'
  | 'codeByAddress'
  | 'codeByApp'
  | 'codeByTestNumber'
  | 'letterByMailbox'
  | 'letterByNumber'
  | 'loginByAccount'
  | 'loginWithoutEmail'
  | 'passwordMail'
  | 'wrongCodeByNumber'
  | 'wrongMailedCode'
  | 'wrongPassword'
  | 'wrongRecoveryCode'

/** Passwords, sealed at rest; at most one per account: `put` replaces. */
export interface PasswordRepository {
  find(user_id: bigint): Promise<AccountPassword | undefined>
  put(password: AccountPassword): Promise<void>
  delete(user_id: bigint): Promise<void>
}

/** Settings of a password that wait for their address, sealed at rest; at most one per account: `put` replaces. */
export interface PasswordChangeRepository {
  find(user_id: bigint): Promise<PasswordChange | undefined>
  put(change: PasswordChange): Promise<void>
  delete(user_id: bigint): Promise<void>
  /** Deletes what ended before `nowMs`. */
  deleteExpired(nowMs: number): Promise<void>
}

/** Recoveries of passwords under way; at most one per key: `put` replaces. */
export interface PasswordRecoveryRepository {
  find(key_id: bigint): Promise<PasswordRecovery | undefined>
  put(recovery: PasswordRecovery): Promise<void>
  delete(key_id: bigint): Promise<void>
  deleteAllOf(user_id: bigint): Promise<void>
  /** Deletes what ended before `nowMs`. */
  deleteExpired(nowMs: number): Promise<void>
}

/** Requests to reset a password; at most one per account: `put` replaces. */
export interface PasswordResetRepository {
  find(user_id: bigint): Promise<PasswordReset | undefined>
  put(reset: PasswordReset): Promise<void>
  delete(user_id: bigint): Promise<void>
}

/** What was sent for money. */
export interface SpendingRepository {
  /** How much was counted for a subject after `sinceMs`. */
  sum(subject: SpendingSubject, sinceMs: number): Promise<Spent>
  add(subject: SpendingSubject, atMs: number, cost: number): Promise<void>
  /** Deletes what was counted before `beforeMs`, for every subject. */
  deleteBefore(beforeMs: number): Promise<void>
}

/** What messages are counted for: who asked, or where they went. */
export interface SpendingSubject {
  readonly kind: 'address' | 'block' | 'prefix'
  readonly value: string
}

/** Messages and what they cost together. */
export interface Spent {
  readonly messages: number
  readonly cost: number
}

/** Numbers that the operator has banned, digits only. */
export interface BanRepository {
  has(phone_number: string): Promise<boolean>
  add(phone_number: string, atMs: number): Promise<void>
  /** False when it was not banned. */
  delete(phone_number: string): Promise<boolean>
  /** Oldest first. */
  list(): Promise<Ban[]>
}

/** A banned number. */
export interface Ban {
  readonly phone_number: string
  readonly atMs: number
}

/** Deletions of accounts that were asked for without the password; at most one per account: `put` replaces. */
export interface DeletionRequestRepository {
  find(user_id: bigint): Promise<DeletionRequest | undefined>
  put(request: DeletionRequest): Promise<void>
  delete(user_id: bigint): Promise<void>
  /** Deletes what has been due since before `beforeMs`. */
  deleteDueBefore(beforeMs: number): Promise<void>
}

/** Logins of people on websites. */
export interface WebAuthorizationRepository {
  add(authorization: WebAuthorization): Promise<void>
  /** The logins of an account, the latest used first. */
  listByUser(user_id: bigint): Promise<WebAuthorization[]>
  /** False when the account has none with this hash. */
  delete(user_id: bigint, hash: bigint): Promise<boolean>
  deleteAllOf(user_id: bigint): Promise<void>
}

/** What accounts do not want to be asked again. */
export interface DismissedSuggestionRepository {
  /** Adds one; nothing changes when it is there. */
  add(user_id: bigint, suggestion: string): Promise<void>
  listByUser(user_id: bigint): Promise<string[]>
}

/** Where pushes go, sealed at rest; at most one per key and kind of token: `put` replaces. */
export interface PushDeviceRepository {
  put(device: PushDevice): Promise<void>
  listByUser(user_id: bigint): Promise<PushDevice[]>
  /** Deletes the token of a key; false when it has none like it. */
  delete(key_id: bigint, token_type: number, token: string): Promise<boolean>
  /** Deletes the token of a device under every other key, but for these accounts. */
  deleteElsewhere(device: PushDevice, except: readonly bigint[]): Promise<void>
  deleteAllOfKey(key_id: bigint): Promise<void>
}

/** Logins that have to be paid for. */
export interface LoginPaymentRepository {
  /** Adds a payment or replaces what is known of it. */
  put(payment: LoginPayment): Promise<void>
  find(id: bigint): Promise<LoginPayment | undefined>
  /** The payment of this key that was asked for, or that its login goes on with, under a hash with this digest. */
  findByHash(key_id: bigint, digest: Uint8Array): Promise<LoginPayment | undefined>
  /** The payment of this key and number whose money has sent no code so far. */
  findPaid(key_id: bigint, phone_number: string): Promise<LoginPayment | undefined>
  /** Every payment that has not ended before `nowMs`, oldest first. */
  list(nowMs: number): Promise<LoginPayment[]>
  /** Deletes the payments of this key that nobody has begun. */
  deleteDue(key_id: bigint): Promise<void>
  /** Deletes what ended before `nowMs`. */
  deleteExpired(nowMs: number): Promise<void>
  /** Marks a purchase as used up by a payment; false when another has used it. For good: a purchase never expires. */
  claimPurchase(digest: Uint8Array, payment_id: bigint): Promise<boolean>
}

/** Passkeys of accounts. */
export interface PasskeyRepository {
  /** Adds a passkey; false when there is one of this id. */
  add(passkey: Passkey): Promise<boolean>
  find(id: string): Promise<Passkey | undefined>
  /** Every passkey of an account, oldest first. */
  listByUser(user_id: bigint): Promise<Passkey[]>
  /** Remembers that a passkey logged somebody in. */
  noteUse(id: string, counter: number, atMs: number): Promise<void>
  /** Deletes a passkey of an account; false when it has none of this id. */
  delete(user_id: bigint, id: string): Promise<boolean>
}

/** Challenges that wait to be signed; at most one per key and use: `put` replaces. */
export interface PasskeyChallengeRepository {
  put(challenge: PasskeyChallenge): Promise<void>
  /**
   * Deletes a challenge of one of these keys, or of any, and returns it; undefined, and nothing is deleted, when none of
   * them has this one.
   */
  take(keys: readonly bigint[] | 'any', use: ChallengeUse, digest: Uint8Array): Promise<PasskeyChallenge | undefined>
  /** Deletes what ended before `nowMs`. */
  deleteExpired(nowMs: number): Promise<void>
}

/** Tokens by which a web page lets somebody in. */
export interface WebTokenRepository {
  add(token: WebToken): Promise<void>
  find(digest: Uint8Array): Promise<WebToken | undefined>
  delete(digest: Uint8Array): Promise<void>
  /** Deletes what ended before `nowMs`. */
  deleteExpired(nowMs: number): Promise<void>
}

/** Login e-mails, sealed at rest; at most one per account: `put` replaces. */
export interface LoginEmailRepository {
  find(user_id: bigint): Promise<LoginEmail | undefined>
  put(email: LoginEmail): Promise<void>
  delete(user_id: bigint): Promise<void>
}

/** Addresses that are being verified, sealed at rest; at most one per key and purpose: `put` replaces. */
export interface EmailVerificationRepository {
  find(key_id: bigint, purpose: VerifyPurpose): Promise<EmailVerification | undefined>
  put(verification: EmailVerification): Promise<void>
  delete(key_id: bigint, purpose: VerifyPurpose): Promise<void>
  deleteAllOfKey(key_id: bigint): Promise<void>
  /** Deletes what ended before `nowMs`. */
  deleteExpired(nowMs: number): Promise<void>
}

/** All repositories, as one unit of work sees them. */
export interface Repositories {
  readonly keys: KeyRepository
  readonly serverKeys: ServerKeyRepository
  readonly accounts: AccountRepository
  readonly sessions: SessionRepository
  readonly codes: PendingCodeRepository
  readonly usage: UsageRepository
  readonly spending: SpendingRepository
  readonly loginTokens: LoginTokenRepository
  readonly futureTokens: FutureTokenRepository
  readonly botTokens: BotTokenRepository
  readonly payments: LoginPaymentRepository
  readonly exportedAuthorizations: ExportedAuthorizationRepository
  readonly passwords: PasswordRepository
  readonly passwordChanges: PasswordChangeRepository
  readonly passwordRecoveries: PasswordRecoveryRepository
  readonly passwordResets: PasswordResetRepository
  readonly loginEmails: LoginEmailRepository
  readonly emailVerifications: EmailVerificationRepository
  readonly passkeys: PasskeyRepository
  readonly passkeyChallenges: PasskeyChallengeRepository
  readonly webTokens: WebTokenRepository
  readonly bans: BanRepository
  readonly deletionRequests: DeletionRequestRepository
  readonly webAuthorizations: WebAuthorizationRepository
  readonly pushDevices: PushDeviceRepository
  readonly dismissedSuggestions: DismissedSuggestionRepository
}

/** Repositories that can also be changed together or not at all. */
export interface UnitOfWork {
  /**
   * Runs `work` alone against one consistent state. When it resolves, the returned promise resolves after its writes
   * are durable; when it throws, none of them happened. Use only the repositories given to `work` inside it, and await
   * nothing else there (no network, no timer).
   */
  transaction<T>(work: (repositories: Repositories) => Promise<T>): Promise<T>
}
