import type { Account } from './account.ts'
import type { AccountPassword, PasswordChange, PasswordRecovery, PasswordReset } from './password/password.ts'
import type { CodePurpose, PendingCode } from './pending-code.ts'
import type { Authorization, ClientFacts, Session, SessionEnd } from './session.ts'
import type { BotToken, FutureToken, LoginToken } from './tokens.ts'

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
}

/** A bot that is to be created. */
export type BotAccount = Pick<Account, 'first_name' | 'createdAtMs'> & { readonly username: string }

/** Login tokens that are shown as QR codes; at most one per key: `put` replaces. */
export interface LoginTokenRepository {
  put(token: LoginToken): Promise<void>
  findByKey(key_id: bigint): Promise<LoginToken | undefined>
  findByDigest(digest: Uint8Array): Promise<LoginToken | undefined>
  /** The accepted token that leads to the session of this account with this hash. */
  findAccepted(user_id: bigint, hash: bigint): Promise<LoginToken | undefined>
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

/** What is known per permanent auth key. */
export interface SessionRepository {
  find(key_id: bigint): Promise<Session | undefined>
  /** Every session of an account, also those that still owe a password, most recently active first. */
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
  /** The keys of sessions that have been idle for longer than their account allows. */
  listIdle(nowMs: number): Promise<bigint[]>
}

/** Codes that wait to be entered. There is at most one per key and purpose: `put` replaces. */
export interface PendingCodeRepository {
  put(code: PendingCode): Promise<void>
  /** The code of this key whose hash has this digest. */
  find(key_id: bigint, hashDigest: Uint8Array): Promise<PendingCode | undefined>
  /** Deletes the code of this key and purpose; false when there was none. */
  delete(key_id: bigint, purpose: CodePurpose): Promise<boolean>
  deleteAllOfKey(key_id: bigint): Promise<void>
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
  | 'loginByAccount'
  | 'passwordMail'
  | 'wrongCodeByNumber'
  | 'wrongPassword'

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
  readonly passwords: PasswordRepository
  readonly passwordChanges: PasswordChangeRepository
  readonly passwordRecoveries: PasswordRecoveryRepository
  readonly passwordResets: PasswordResetRepository
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
