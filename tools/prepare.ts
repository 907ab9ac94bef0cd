/**
 * Writes the generated code that is not in git: the WASM kernel of `@chappe/crypto`, then the codecs, types and tables
 * of `@chappe/schema`. Runs after every `npm ci` and `npm install`; needs no network.
 */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const steps = [
  { what: 'crypto: AES-IGE kernel (AssemblyScript to WASM)', script: 'packages/crypto/tools/build.ts' },
  { what: 'schema: codecs, types and tables', script: 'packages/schema/tools/build.ts' },
]

const root = fileURLToPath(new URL('..', import.meta.url))
for (const { what, script } of steps) {
  const started = performance.now()
  process.stdout.write(`prepare ${what}\n`)
  const { status } = spawnSync(process.execPath, [script], { cwd: root, stdio: 'inherit' })
  if (status !== 0) {
    process.stderr.write(`prepare ${what}: failed (exit status ${status}); see the lines above\n`)
    process.exit(1)
  }
  process.stdout.write(`prepare ${what}: done in ${((performance.now() - started) / 1000).toFixed(1)} s\n`)
}
