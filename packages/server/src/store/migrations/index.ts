import type { Migration } from 'kysely'
import { firstTables } from './0001-first-tables.ts'

/**
 * The steps from an empty database to the present one, by name; they run in the order of their names. A step that was
 * released is never changed: what comes later is a new file at the end.
 */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-first-tables': firstTables,
}
