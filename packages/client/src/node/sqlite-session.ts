import { closeSync, constants, lstatSync, mkdirSync, openSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { nodeCrypto } from '@chappe/crypto/node'
import { futureTokensBytesMax } from '../session/future-tokens.ts'
import { checkSessionData, loginBytesMax, type SessionData, type SessionStore } from '../session/session-data.ts'
import { addressesBytesMax, addressesToBytes } from '../session/stored-addresses.ts'
import { otherKeysBytesMax, storedKeysToBytes } from '../session/stored-keys.ts'
import { UsageError } from '../usage-error.ts'

/** Largest session file that is opened, in bytes; a real one has about 12 KiB. */
export const sessionFileBytesMax: number = 1024 * 1024

/**
 * Keeps the session in a SQLite file. A new file can be read and written by its owner alone (mode 0600, missing folders
 * 0700), because the keys are in it as they are: whoever reads the file is logged in.
 *
 * `load` throws a {@link UsageError}: `SESSION_PERMISSIONS` when others may read the file, `SESSION_INVALID` when it is
 * something else or damaged, `SESSION_VERSION` when a later version wrote it. Nothing is changed then.
 *
 * @param path - relative to the working directory
 */
export function sqliteSession(path: string): SessionStore {
  const file = resolve(path)
  let database: DatabaseSync | undefined

  const open = async (): Promise<DatabaseSync> => {
    if (database) return database
    createPrivateFile(file)
    checkFile(file)
    const sqlite = await import('node:sqlite')
    const opened = new sqlite.DatabaseSync(file, { timeout: busyTimeoutMs })
    migrate(opened, file)
    database = opened
    return opened
  }

  return {
    load: async () => {
      const row = (await open()).prepare(selectRow).get()
      return row && readRow(row, file)
    },
    save: async data => {
      const { dc, auth_key, server_salt, timeOffsetMs, user_id, login } = data
      const { future_auth_tokens, other_keys, addresses } = data
      ;(await open())
        .prepare(upsertRow)
        .run(
          dc.id,
          dc.host,
          dc.port,
          dc.test ? 1 : 0,
          auth_key?.expose() ?? null,
          server_salt,
          timeOffsetMs,
          user_id ?? null,
          login ? JSON.stringify(login) : null,
          future_auth_tokens?.toBytes() ?? null,
          other_keys && other_keys.length > 0 ? storedKeysToBytes(other_keys) : null,
          addresses ? addressesToBytes(addresses) : null,
        )
    },
    close: async () => {
      database?.close()
      database = undefined
    },
  }
}

/** How long a write waits for another process that has the file, in milliseconds. */
const busyTimeoutMs = 5000

/** Marks the file as ours (`PRAGMA application_id`): "chap". */
const applicationId = 0x63686170
/** 2 added the future auth tokens, 3 the keys and addresses of other data centers. */
const schemaVersion = 3

const createTable = `CREATE TABLE IF NOT EXISTS session (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  dc_id INTEGER NOT NULL,
  host TEXT NOT NULL,
  port INTEGER NOT NULL,
  test INTEGER NOT NULL,
  auth_key BLOB,
  server_salt INTEGER NOT NULL,
  time_offset_ms REAL NOT NULL,
  user_id INTEGER,
  login TEXT,
  future_auth_tokens BLOB,
  other_keys BLOB,
  addresses BLOB
) STRICT`

/** What each version added, by the version before it. */
const upgrades: Readonly<Record<number, string>> = {
  1: 'ALTER TABLE session ADD COLUMN future_auth_tokens BLOB',
  2: 'ALTER TABLE session ADD COLUMN other_keys BLOB; ALTER TABLE session ADD COLUMN addresses BLOB',
}

// Lengths are bounded in the query, so that a planted file cannot make the process read more than this.
const selectRow = `SELECT dc_id, substr(host, 1, 256) AS host, port, test, substr(auth_key, 1, 257) AS auth_key,
  CAST(server_salt AS TEXT) AS server_salt, time_offset_ms, CAST(user_id AS TEXT) AS user_id,
  substr(login, 1, ${loginBytesMax + 1}) AS login,
  substr(future_auth_tokens, 1, ${futureTokensBytesMax + 1}) AS future_auth_tokens,
  substr(other_keys, 1, ${otherKeysBytesMax + 1}) AS other_keys,
  substr(addresses, 1, ${addressesBytesMax + 1}) AS addresses
  FROM session WHERE id = 1`

const upsertRow = `INSERT OR REPLACE INTO session
  (id, dc_id, host, port, test, auth_key, server_salt, time_offset_ms, user_id, login, future_auth_tokens, other_keys,
   addresses)
  VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

/** Creates an empty file with mode 0600 if there is none, so that SQLite never creates one with the mode of the umask. */
function createPrivateFile(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  try {
    closeSync(openSync(file, constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY, 0o600))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw unusable(file, 'it cannot be created', error)
  }
}

function checkFile(file: string): void {
  const stat = lstatSync(file)
  if (!stat.isFile()) throw unusable(file, 'it is not an ordinary file')
  if (stat.size > sessionFileBytesMax) throw unusable(file, `it is larger than ${sessionFileBytesMax} bytes`)
  // Windows has no such modes; files there follow the folder's access list.
  if (process.platform !== 'win32' && (stat.mode & 0o077) !== 0) {
    throw new UsageError(
      'SESSION_PERMISSIONS',
      `others may read the session file ${file}, which holds a login. ` +
        `If they have not read it yet, run: chmod 600 '${file}'`,
      { file, mode: (stat.mode & 0o777).toString(8) },
    )
  }
}

function migrate(database: DatabaseSync, file: string): void {
  try {
    const id = database.prepare('PRAGMA application_id').get()?.application_id
    const version = versionOf(database)
    if (id === applicationId && version === schemaVersion) return
    if (id === applicationId && version > schemaVersion) {
      throw new UsageError(
        'SESSION_VERSION',
        `the session file ${file} was written by a later version; update, or use another file`,
        { file, got: version, expected: schemaVersion },
      )
    }
    if (id === applicationId && version in upgrades) {
      upgrade(database)
      return
    }
    const tables = database.prepare('SELECT count(*) AS count FROM sqlite_schema').get()?.count
    if (id !== 0 || tables !== 0) throw unusable(file, 'it is a database of another program')
    database.exec(
      `BEGIN IMMEDIATE; ${createTable}; PRAGMA application_id = ${applicationId}; ` +
        `PRAGMA user_version = ${schemaVersion}; COMMIT`,
    )
  } catch (error) {
    database.close()
    if (error instanceof UsageError) throw error
    throw unusable(file, 'it is not a SQLite file, or it is damaged', error)
  }
}

/** Several programs may open an old file at once: the one that comes first upgrades it. */
function upgrade(database: DatabaseSync): void {
  database.exec('BEGIN IMMEDIATE')
  const from = versionOf(database)
  for (const [version, sql] of Object.entries(upgrades)) if (Number(version) >= from) database.exec(sql)
  database.exec(`PRAGMA user_version = ${schemaVersion}; COMMIT`)
}

function versionOf(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.user_version)
}

function readRow(row: Record<string, unknown>, file: string): SessionData {
  try {
    return checkSessionData(nodeCrypto, {
      dc: { id: Number(row.dc_id), host: String(row.host), port: Number(row.port), test: row.test === 1 },
      auth_key: blob(row.auth_key),
      server_salt: BigInt(String(row.server_salt)),
      timeOffsetMs: Number(row.time_offset_ms),
      user_id: row.user_id === null ? undefined : BigInt(String(row.user_id)),
      login: row.login === null ? undefined : String(row.login),
      future_auth_tokens: blob(row.future_auth_tokens),
      other_keys: blob(row.other_keys),
      addresses: blob(row.addresses),
    })
  } catch (error) {
    throw unusable(file, 'a value in it does not fit', error)
  }
}

function blob(value: unknown): Uint8Array | undefined {
  return value instanceof Uint8Array ? Uint8Array.from(value) : undefined
}

function unusable(file: string, problem: string, cause?: unknown): UsageError {
  return new UsageError(
    'SESSION_INVALID',
    `${file} cannot be used as a session: ${problem}. Name another file`,
    { file },
    cause === undefined ? undefined : { cause },
  )
}
