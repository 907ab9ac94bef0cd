import { randomUUID } from 'node:crypto'
import { link, open, readFile, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Random } from '../random.ts'
import { ServerSecret } from './server-secret.ts'
import { StoreError } from './store-error.ts'

/**
 * Reads the server secret from a file.
 *
 * @returns undefined when there is no such file
 * @throws {StoreError} `SECRET_PERMISSIONS` when others than the owner may read or write it; `SECRET_UNREADABLE`
 */
export async function readSecretFile(file: string): Promise<ServerSecret | undefined> {
  const facts = await stat(file).catch(missingAsUndefined)
  if (facts === undefined) return undefined
  // Windows has no such mode bits; there the user's folder protects the file.
  if (process.platform !== 'win32' && (facts.mode & 0o077) !== 0) {
    const mode = (facts.mode & 0o777).toString(8).padStart(3, '0')
    throw new StoreError(
      'SECRET_PERMISSIONS',
      `${file} has mode ${mode}, so others on this machine can get at the server secret; ` +
        `run: chmod 600 '${file}'. If somebody may have read it, log everybody out by starting with an empty folder`,
    )
  }
  if (!facts.isFile() || facts.size !== secretFileLength) {
    throw new StoreError('SECRET_UNREADABLE', `${file} is not a server secret (64 hexadecimal digits and a line end)`)
  }
  const text = await readFile(file, 'latin1')
  if (!/^[0-9a-f]{64}\n$/.test(text)) {
    throw new StoreError('SECRET_UNREADABLE', `${file} is not a server secret (64 hexadecimal digits and a line end)`)
  }
  return ServerSecret.from(Uint8Array.from(Buffer.from(text.trim(), 'hex')))
}

/**
 * Creates a server secret in a new file of mode 0600. The file appears whole or not at all, and a crash later on cannot
 * take it away. When another process was faster, its secret is returned.
 */
export async function createSecretFile(file: string, random?: Random): Promise<ServerSecret> {
  const secret = ServerSecret.create(random)
  const draft = `${file}.${randomUUID()}`
  const handle = await open(draft, 'wx', 0o600)
  try {
    await handle.writeFile(`${Buffer.from(secret.expose()).toString('hex')}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
  try {
    await link(draft, file)
  } catch (error) {
    const other = isErrno(error, 'EEXIST') ? await readSecretFile(file) : undefined
    if (other === undefined) throw error
    return other
  } finally {
    await rm(draft, { force: true })
  }
  await syncDirectory(dirname(file))
  return secret
}

const secretFileLength = 65

async function syncDirectory(directory: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(directory, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function missingAsUndefined(error: unknown): undefined {
  if (isErrno(error, 'ENOENT')) return undefined
  throw error
}

function isErrno(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
