import { execFile } from 'node:child_process'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { root } from '../architecture/workspace.ts'

it('the program of the guide to passkeys runs as it stands', async () => {
  const guide = await readFile(join(root, 'docs/guide/passkeys.md'), 'utf8')
  const program = /```ts\n([\s\S]+?)```/.exec(guide)?.[1]
  const path = join(root, `test/passkeys-guide-${process.pid}.ts`)
  try {
    await writeFile(path, program ?? '')
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [path], { timeout: 30_000 })
    expect(stderr).toBe('')
    expect(stdout).toMatch(/^Passkey, one of 1\nLogged in as user \d+\.\n$/)
  } finally {
    await rm(path, { force: true })
  }
})
