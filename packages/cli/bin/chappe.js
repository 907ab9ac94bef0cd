#!/usr/bin/env node
// Plain JavaScript on purpose: an older Node must be able to read this far and hand over to the one that came with the
// install.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import module from 'node:module'
import { fileURLToPath } from 'node:url'

const floor = 24
if (Number(process.versions.node.split('.')[0]) >= floor) {
  // Compiled code of the last run is kept in the system's folder for temporary files: later starts are faster.
  module.enableCompileCache()
  await import('../src/main.ts')
} else {
  handOver(fileURLToPath(new URL('../../../node_modules/node/bin/node', import.meta.url)))
}

function handOver(installed) {
  if (!existsSync(installed)) {
    process.stderr.write(
      `chappe needs Node ${floor} or newer; this is ${process.version}. Run "npm ci" in the project, which brings one, or install it.\n`,
    )
    process.exit(1)
  }
  const child = spawn(installed, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (status, signal) => {
    if (signal === null) process.exit(status ?? 1)
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
  })
}
