import { type Kysely, Migrator } from 'kysely'
import { migrations } from './migrations/index.ts'
import { StoreError } from './store-error.ts'
import type { Tables } from './tables.ts'

/**
 * Brings the database to the present shape. All outstanding steps happen in one transaction.
 *
 * @throws {StoreError} `DATABASE_NEWER` when the database knows steps that this version does not;
 *   `DATABASE_UNREADABLE` when a step fails
 */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } })
  const done = (await migrator.getMigrations()).filter(step => step.executedAt !== undefined)
  if (done.length < (await countRecorded(db))) {
    throw new StoreError(
      'DATABASE_NEWER',
      'this database was written by a newer version of the server; start that version, or an empty folder',
    )
  }
  const { error } = await migrator.migrateToLatest()
  if (error !== undefined) {
    throw new StoreError('DATABASE_UNREADABLE', 'the database could not be brought to the present shape', {
      cause: error,
    })
  }
}

async function countRecorded(db: Kysely<Tables>): Promise<number> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some(table => table.name === migrationTable)) return 0
  const rows = await db
    .withTables<{ [migrationTable]: { name: string } }>()
    .selectFrom(migrationTable)
    .select('name')
    .execute()
  return rows.length
}

/** The name that Kysely's migrator gives to its record of steps. */
const migrationTable = 'kysely_migration'
