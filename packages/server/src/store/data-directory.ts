import { access, chmod, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Random } from '../random.ts'
import { openStore, type Store } from './open-store.ts'
import { createSecretFile, readSecretFile } from './secret-file.ts'
import type { ServerSecret } from './server-secret.ts'
import { StoreError } from './store-error.ts'

/** What a data directory holds, open. */
export interface DataDirectory {
  readonly secret: ServerSecret
  readonly store: Store
}

/**
 * Opens the folder of a data center, creating it on first use: the folder with mode 0700, `secret` and
 * `chappe.sqlite` in it with mode 0600.
 *
 * @throws {StoreError} `SECRET_PERMISSIONS` when others can read the secret; `SECRET_MISSING` when there is a database
 *   but no secret; all that {@link openStore} throws
 */
export async function openDataDirectory(directory: string, options: { random?: Random } = {}): Promise<DataDirectory> {
  const created = await mkdir(directory, { recursive: true, mode: 0o700 })
  // The umask may have taken more away than we asked for.
  if (created !== undefined) await chmod(directory, 0o700)
  const file = join(directory, databaseName)
  const secretFile = join(directory, secretName)
  let found = await readSecretFile(secretFile)
  const orphaned = found === undefined && (await exists(file))
  // Another process may have made both files between our two looks.
  if (orphaned) found = await readSecretFile(secretFile)
  if (orphaned && found === undefined) {
    throw new StoreError(
      'SECRET_MISSING',
      `${file} is there but ${secretFile} is not, and nothing can be read without it; ` +
        'put the secret back, or start with an empty folder',
    )
  }
  const secret = found ?? (await createSecretFile(secretFile, options.random))
  return { secret, store: await openStore({ file, secret }) }
}

/** Name of the file with the server secret. */
const secretName = 'secret'
/** Name of the database file. */
const databaseName = 'chappe.sqlite'

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}
