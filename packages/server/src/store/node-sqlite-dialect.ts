/**
 * Kysely over the SQLite that comes with Node. One connection, statements cached, values by column type: BIGINT columns
 * are bigints in both directions, every other integer is a number, BLOBs are Uint8Arrays.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import { StoreError } from './store-error.ts'

/**
 * Makes a Kysely dialect for one SQLite file.
 *
 * @param file - a path, or `:memory:`
 * @param prepare - runs once on the fresh connection, for pragmas
 */
export function nodeSqliteDialect(file: string, prepare: (database: DatabaseSync) => void): Dialect {
  return {
    createAdapter: () => new NodeSqliteAdapter(),
    createDriver: () => new NodeSqliteDriver(file, prepare),
    createIntrospector: db => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  }
}

class NodeSqliteAdapter extends SqliteAdapter {
  /** SQLite rolls back CREATE TABLE like anything else, so a migration that fails half-way leaves nothing behind. */
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

/**
 * Runs a task that holds the only connection. Asking for the connection again inside it would wait for ever, so that
 * fails at once with `NESTED_TRANSACTION`.
 */
export function holdingConnection<T>(task: () => Promise<T>): Promise<T> {
  return holders.run(true, task)
}

/** @throws {StoreError} `NESTED_TRANSACTION` when called inside {@link holdingConnection} */
export function assertConnectionFree(): void {
  if (holders.getStore() === true) {
    throw new StoreError(
      'NESTED_TRANSACTION',
      'the store was used inside a transaction; use the repositories that the transaction hands in',
    )
  }
}

const holders = new AsyncLocalStorage<boolean>()

class NodeSqliteDriver implements Driver {
  readonly #file: string
  readonly #prepare: (database: DatabaseSync) => void
  #connection: NodeSqliteConnection | undefined
  #free: Promise<void> = Promise.resolve()
  #release: (() => void) | undefined

  constructor(file: string, prepare: (database: DatabaseSync) => void) {
    this.#file = file
    this.#prepare = prepare
  }

  async init(): Promise<void> {
    const database = new DatabaseSync(this.#file)
    try {
      this.#prepare(database)
    } catch (error) {
      database.close()
      throw error
    }
    this.#connection = new NodeSqliteConnection(database)
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    assertConnectionFree()
    const free = this.#free
    let release: () => void = () => {}
    this.#free = new Promise(resolve => {
      release = resolve
    })
    await free
    this.#release = release
    if (this.#connection === undefined) {
      release()
      throw new StoreError('STORE_CLOSED', 'the store is closed')
    }
    return this.#connection
  }

  async releaseConnection(): Promise<void> {
    this.#release?.()
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    // A write follows always, and `immediate` finds out about other writers here rather than in the middle.
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'))
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('rollback'))
  }

  async savepoint(connection: DatabaseConnection, name: string): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw(`savepoint "${name}"`))
  }

  async rollbackToSavepoint(connection: DatabaseConnection, name: string): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw(`rollback to "${name}"`))
  }

  async releaseSavepoint(connection: DatabaseConnection, name: string): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw(`release "${name}"`))
  }

  async destroy(): Promise<void> {
    this.#connection?.close()
    this.#connection = undefined
  }
}

class NodeSqliteConnection implements DatabaseConnection {
  readonly #database: DatabaseSync
  readonly #statements = new Map<string, PreparedStatement>()

  constructor(database: DatabaseSync) {
    this.#database = database
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const { statement, longColumns, returnsRows } = this.#statement(query.sql)
    const parameters = query.parameters.map(toSqlite)
    if (!returnsRows) {
      const { changes, lastInsertRowid } = statement.run(...parameters)
      return { numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid), rows: [] }
    }
    const rows = statement.all(...parameters)
    for (const row of rows) narrowIntegers(row, longColumns)
    return { rows: rows as R[], numAffectedRows: BigInt(rows.length) }
  }

  async *streamQuery<R>(query: CompiledQuery): AsyncGenerator<QueryResult<R>> {
    const { statement, longColumns } = this.#statement(query.sql)
    for (const row of statement.iterate(...query.parameters.map(toSqlite))) {
      narrowIntegers(row, longColumns)
      yield { rows: [row as R] }
    }
  }

  close(): void {
    this.#statements.clear()
    this.#database.close()
  }

  #statement(sql: string): PreparedStatement {
    const known = this.#statements.get(sql)
    if (known !== undefined) return known
    const statement = this.#database.prepare(sql)
    statement.setReadBigInts(true)
    const columns = statement.columns()
    const prepared: PreparedStatement = {
      statement,
      returnsRows: columns.length > 0,
      longColumns: new Set(
        columns.filter(column => column.type?.toUpperCase() === 'BIGINT').map(column => column.name),
      ),
    }
    // The text of our statements is fixed, so the cache fills once; the limit is for statements built from lists.
    if (this.#statements.size >= cachedStatementsMax) this.#statements.clear()
    this.#statements.set(sql, prepared)
    return prepared
  }
}

interface PreparedStatement {
  readonly statement: StatementSync
  readonly returnsRows: boolean
  readonly longColumns: ReadonlySet<string>
}

const cachedStatementsMax = 256

function narrowIntegers(row: Record<string, unknown>, longColumns: ReadonlySet<string>): void {
  for (const name in row) {
    const value = row[name]
    if (typeof value === 'bigint' && !longColumns.has(name)) row[name] = Number(value)
  }
}

function toSqlite(value: unknown): SQLInputValue {
  if (value === undefined || value === null) return null
  if (typeof value === 'boolean') return value ? 1 : 0
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'string') return value
  if (value instanceof Uint8Array) return value
  throw new TypeError(`[UNSUPPORTED_VALUE] SQLite cannot hold a value of type ${typeof value}`)
}
