import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

/** Folder of the clients of other projects: a package.json and lock file of its own. */
export const peersFolder: string = fileURLToPath(new URL('./peers', import.meta.url))

/** Installs the peers from their lock file on first use, and again when the lock file has changed. */
export async function installPeers(folder: string = peersFolder): Promise<void> {
  const stamp = join(folder, 'node_modules', '.installed')
  const lock = createHash('sha256')
    .update(await readFile(join(folder, 'package-lock.json')))
    .digest('hex')
  if ((await readFile(stamp, 'utf8').catch(() => '')) === lock) return
  process.stdout.write(`installing peers in ${folder}\n`)
  await promisify(execFile)('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder })
  await writeFile(stamp, lock)
}
