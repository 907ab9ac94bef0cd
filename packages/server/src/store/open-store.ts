import { open } from 'node:fs/promises'
import type { DatabaseSync } from 'node:sqlite'
import { Kysely } from 'kysely'
import type { Repositories, UnitOfWork } from '../domain/repositories.ts'
import { accountRepository } from './account-repository.ts'
import { banRepository } from './ban-repository.ts'
import { deletionRequestRepository } from './deletion-request-repository.ts'
import { dismissedSuggestionRepository } from './dismissed-suggestion-repository.ts'
import { type Executor, queuedExecutor, transactionExecutor } from './executor.ts'
import { exportedAuthorizationRepository } from './exported-authorization-repository.ts'
import { keyRepository } from './key-repository.ts'
import { emailVerificationRepository, loginEmailRepository } from './login-email-repository.ts'
import { loginPaymentRepository } from './login-payment-repository.ts'
import { migrate } from './migrate.ts'
import { nodeSqliteDialect } from './node-sqlite-dialect.ts'
import { passkeyChallengeRepository, passkeyRepository, webTokenRepository } from './passkey-repositories.ts'
import { passwordRecoveryRepository, passwordResetRepository } from './password-recovery-repository.ts'
import { passwordChangeRepository, passwordRepository } from './password-repository.ts'
import { pendingCodeRepository } from './pending-code-repository.ts'
import { pushDeviceRepository } from './push-device-repository.ts'
import { serverKeyRepository } from './server-key-repository.ts'
import type { ServerSecret } from './server-secret.ts'
import { sessionRepository } from './session-repository.ts'
import { spendingRepository } from './spending-repository.ts'
import { StoreError } from './store-error.ts'
import type { Tables } from './tables.ts'
import { botTokenRepository, futureTokenRepository, loginTokenRepository } from './token-repositories.ts'
import { usageRepository } from './usage-repository.ts'
import { webAuthorizationRepository } from './web-authorization-repository.ts'
import { WriteQueue } from './write-queue.ts'

/**
 * The data of a data center. Each repository may be used directly, and its writes are durable when they resolve;
 * `transaction` makes several changes one.
 */
export interface Store extends Repositories, UnitOfWork, AsyncDisposable {}

/** What a store needs. */
export interface StoreOptions {
  /** Path of the SQLite file, or `:memory:`. A new file is made with mode 0600. */
  readonly file: string
  /** The secret that seals keys and hashes codes. */
  readonly secret: ServerSecret
}

/**
 * Opens a database, creating or migrating it first.
 *
 * @throws {StoreError} `SECRET_MISMATCH` when it was written under another secret; `DATABASE_LOCKED` when another
 *   process uses it; `DATABASE_NEWER`; `DATABASE_UNREADABLE`
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { file, secret } = options
  // SQLite gives its WAL file the mode of the database file.
  if (file !== inMemory) await (await open(file, 'a', 0o600)).close()
  const db = new Kysely<Tables>({ dialect: nodeSqliteDialect(file, setPragmas) })
  try {
    await checkSecret(db, secret)
    await migrate(db)
    await rememberSecret(db, secret)
  } catch (error) {
    await db.destroy()
    throw explain(file, error)
  }
  return storeOver(db, secret)
}

const inMemory = ':memory:'

function setPragmas(database: DatabaseSync): void {
  database.exec(`
    PRAGMA busy_timeout = 0;
    PRAGMA locking_mode = EXCLUSIVE;
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA foreign_keys = ON;
    PRAGMA secure_delete = ON;
    PRAGMA trusted_schema = OFF;
    BEGIN IMMEDIATE; COMMIT;
  `)
  // WAL and FULL: a commit is on disk before the answer that depends on it leaves, also when the power fails then.
  // EXCLUSIVE: a second server on the same file would keep sessions of its own; it is refused by the BEGIN above.
}

function storeOver(db: Kysely<Tables>, secret: ServerSecret): Store {
  const queue = new WriteQueue(db)
  let closing: Promise<void> | undefined
  return {
    ...repositories(queuedExecutor(db, queue), secret),
    transaction: work => queue.submit(transaction => work(repositories(transactionExecutor(transaction), secret))),
    [Symbol.asyncDispose]() {
      closing ??= queue.close().then(() => db.destroy())
      return closing
    },
  }
}

function repositories(executor: Executor, secret: ServerSecret): Repositories {
  return {
    keys: keyRepository(executor, secret),
    serverKeys: serverKeyRepository(executor, secret),
    accounts: accountRepository(executor),
    sessions: sessionRepository(executor),
    codes: pendingCodeRepository(executor, secret),
    usage: usageRepository(executor, secret),
    passwords: passwordRepository(executor, secret),
    passwordChanges: passwordChangeRepository(executor, secret),
    passwordRecoveries: passwordRecoveryRepository(executor),
    passwordResets: passwordResetRepository(executor),
    loginEmails: loginEmailRepository(executor, secret),
    emailVerifications: emailVerificationRepository(executor, secret),
    spending: spendingRepository(executor, secret),
    loginTokens: loginTokenRepository(executor),
    futureTokens: futureTokenRepository(executor),
    botTokens: botTokenRepository(executor),
    bans: banRepository(executor),
    deletionRequests: deletionRequestRepository(executor),
    webAuthorizations: webAuthorizationRepository(executor),
    pushDevices: pushDeviceRepository(executor, secret),
    dismissedSuggestions: dismissedSuggestionRepository(executor),
    passkeys: passkeyRepository(executor),
    passkeyChallenges: passkeyChallengeRepository(executor),
    webTokens: webTokenRepository(executor),
    payments: loginPaymentRepository(executor),
    exportedAuthorizations: exportedAuthorizationRepository(executor),
  }
}

async function checkSecret(db: Kysely<Tables>, secret: ServerSecret): Promise<void> {
  const tables = await db.introspection.getTables()
  if (!tables.some(table => table.name === 'meta')) return
  const row = await db.selectFrom('meta').select('value').where('name', '=', secretFingerprint).executeTakeFirst()
  if (row !== undefined && !secret.matches(row.value)) {
    throw new StoreError(
      'SECRET_MISMATCH',
      'the database was written under another server secret and its keys cannot be read; ' +
        'put the secret back that belongs to it, or start with an empty folder',
    )
  }
}

async function rememberSecret(db: Kysely<Tables>, secret: ServerSecret): Promise<void> {
  await db
    .insertInto('meta')
    .values({ name: secretFingerprint, value: secret.fingerprint() })
    .onConflict(conflict => conflict.column('name').doNothing())
    .execute()
}

const secretFingerprint = 'server_secret_fingerprint'

function explain(file: string, error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof StoreError) return error
  // SQLITE_BUSY is 5 (https://www.sqlite.org/rescode.html).
  if ('errcode' in error && error.errcode === 5) {
    return new StoreError('DATABASE_LOCKED', `${file} is in use by another process; stop it or choose another folder`, {
      cause: error,
    })
  }
  return new StoreError('DATABASE_UNREADABLE', `${file} cannot be used as a database: ${error.message}`, {
    cause: error,
  })
}
