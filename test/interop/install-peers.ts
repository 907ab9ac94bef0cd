import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

/** Folder of the clients of other projects: a package.json and lock file of its own. */
export const peersFolder: string = fileURLToPath(new URL('./peers', import.meta.url))

/**
 * Installs the peers from their lock file on first use, and again when the lock file has changed. Tests that run side by
 * side wait for the one that came first.
 */
export async function installPeers(folder: string = peersFolder): Promise<void> {
  const stamp = join(folder, 'node_modules', '.installed')
  const lock = digestOf(await readFile(join(folder, 'package-lock.json')))
  const isInstalled = async () => (await readFile(stamp, 'utf8').catch(() => '')) === lock
  if (await isInstalled()) return
  await using _ = await takeTurn(join(tmpdir(), `chappe-peers-${digestOf(folder).slice(0, 16)}`))
  if (await isInstalled()) return
  process.stdout.write(`installing peers in ${folder}\n`)
  await promisify(execFile)('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder })
  await writeFile(stamp, lock)
}

function digestOf(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex')
}

/** A turn older than this belongs to a process that died. */
const turnMs = 150_000

/** Waits until nobody else holds the turn; a folder is made by one process only. */
async function takeTurn(path: string): Promise<AsyncDisposable> {
  for (;;) {
    try {
      await mkdir(path)
      return { [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const madeMs = (await stat(path).catch(() => undefined))?.mtimeMs ?? 0
    if (madeMs !== 0 && Date.now() - madeMs > turnMs) await rm(path, { recursive: true, force: true })
    await delay(200)
  }
}
