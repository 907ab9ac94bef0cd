import type { Kysely } from 'kysely'
import type { Tables } from './tables.ts'
import type { WriteQueue } from './write-queue.ts'

/** How a repository reaches the database: directly, or within a transaction that somebody else commits. */
export interface Executor {
  read<T>(query: (db: Kysely<Tables>) => Promise<T>): Promise<T>
  /** Resolves when the change is durable; within a transaction, when it is part of it. */
  write<T>(change: (db: Kysely<Tables>) => Promise<T>): Promise<T>
}

/** Reads at once, writes through the queue. */
export function queuedExecutor(db: Kysely<Tables>, queue: WriteQueue): Executor {
  return { read: query => query(db), write: change => queue.submit(change) }
}

/** Reads and writes within a transaction. */
export function transactionExecutor(transaction: Kysely<Tables>): Executor {
  return { read: query => query(transaction), write: change => change(transaction) }
}
