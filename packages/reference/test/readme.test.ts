import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test, vi } from 'vitest'

// Generous: the work is bounded, the machine may be busy.
vi.setConfig({ testTimeout: 60_000 })

test('the program in the README runs as it stands there', async () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
  const program = /```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? ''
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module-typescript', '--eval', program],
    { cwd: fileURLToPath(new URL('.', import.meta.url)) },
  )
  expect(stdout).toContain('406 SEND_CODE_UNAVAILABLE: Every medium was used')
  expect(stdout).toContain('# Error: FLOOD\\_WAIT\\_X')
  expect(stdout).not.toContain('{@link')
})
