import type { ControlledTransaction, Kysely } from 'kysely'
import { assertConnectionFree, holdingConnection } from './node-sqlite-dialect.ts'
import { StoreError } from './store-error.ts'
import type { Tables } from './tables.ts'

/**
 * Group commit. Works submitted within one turn of the event loop run one after the other in one transaction, each in
 * a savepoint of its own, and their promises settle after the commit is on disk: a hundred logins at once cost one
 * wait for the disk.
 */
export class WriteQueue {
  readonly #db: Kysely<Tables>
  #waiting: Work[] = []
  #draining: Promise<void> | undefined
  #closed = false

  constructor(db: Kysely<Tables>) {
    this.#db = db
  }

  /**
   * Runs a work alone. Resolves with its value once its writes are durable; rejects with what it threw, none of its
   * writes having happened.
   *
   * @throws {StoreError} `NESTED_TRANSACTION` inside another work; `STORE_CLOSED`; `STORE_BUSY` beyond 10 000 waiting works
   */
  async submit<T>(run: (db: Kysely<Tables>) => Promise<T>): Promise<T> {
    assertConnectionFree()
    if (this.#closed) throw new StoreError('STORE_CLOSED', 'the store is closed')
    if (this.#waiting.length >= waitingWorksMax) {
      throw new StoreError('STORE_BUSY', `${waitingWorksMax} changes wait already; the disk does not keep up`)
    }
    const { promise, resolve, reject } = Promise.withResolvers<T>()
    this.#waiting.push({
      run: async db => {
        const value = await run(db)
        return () => resolve(value)
      },
      reject,
    })
    this.#draining ??= this.#drain()
    return promise
  }

  /** Finishes what was submitted and takes nothing more. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#draining
  }

  async #drain(): Promise<void> {
    // Lets every socket that is readable in this turn submit its work first.
    await new Promise(resolve => setImmediate(resolve))
    while (this.#waiting.length > 0) await this.#runBatch()
    this.#draining = undefined
  }

  async #runBatch(): Promise<void> {
    const taken: Work[] = []
    const settle: (() => void)[] = []
    try {
      const transaction = await this.#db.startTransaction().execute()
      try {
        for (let work = this.#waiting.shift(); work !== undefined; work = this.#waiting.shift()) {
          taken.push(work)
          settle.push(await runWork(transaction, work))
          if (taken.length >= batchWorksMax) break
        }
        await transaction.commit().execute()
      } catch (error) {
        if (!transaction.isCommitted) await transaction.rollback().execute()
        throw error
      }
    } catch (error) {
      // The disk is full or the file is gone: nothing of this batch happened, and everyone is told so.
      if (taken.length === 0) taken.push(...this.#waiting.splice(0))
      for (const work of taken) work.reject(error)
      return
    }
    for (const done of settle) done()
  }
}

interface Work {
  /** Returns what tells the submitter of the success. */
  run(db: Kysely<Tables>): Promise<() => void>
  reject(error: unknown): void
}

/** At the limit the queue holds some megabytes of closures and answers are seconds late. */
const waitingWorksMax = 10_000
/** Works per commit. Bounds how long a reader waits for the connection: some tens of milliseconds. */
const batchWorksMax = 500

async function runWork(transaction: ControlledTransaction<Tables>, work: Work): Promise<() => void> {
  const inside = await transaction.savepoint('work').execute()
  try {
    const done = await holdingConnection(() => work.run(inside))
    await inside.releaseSavepoint('work').execute()
    return done
  } catch (error) {
    await inside.rollbackToSavepoint('work').execute()
    await inside.releaseSavepoint('work').execute()
    return () => work.reject(error)
  }
}
