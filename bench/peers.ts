import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Installs what the benchmarks compare with, when it is not there or its lock file has changed, and returns its
 * node_modules folder. Peers stand outside the workspaces, so that nobody installs them who does not measure.
 */
export function installPeers(): string {
  const folder = join(import.meta.dirname, 'peers')
  const modules = join(folder, 'node_modules')
  const stamp = join(modules, '.lock-hash')
  const lock = createHash('sha256')
    .update(readFileSync(join(folder, 'package-lock.json')))
    .digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return modules
  console.log('Installing the peers (once): npm ci in bench/peers')
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: folder,
    stdio: 'inherit',
  })
  writeFileSync(stamp, lock)
  return modules
}
