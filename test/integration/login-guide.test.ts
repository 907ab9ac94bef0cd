import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { loginVariables } from '@chappe/client/node'
import { expect, it } from 'vitest'
import { root } from '../architecture/workspace.ts'

const guide = await readFile(join(root, 'docs/guide/login.md'), 'utf8')

it('the first program of the login guide runs as it stands, and the second time it asks nothing', async () => {
  const program = /```ts\n([\s\S]+?)```/.exec(guide)?.[1] ?? ''
  const folder = await mkdtemp(join(tmpdir(), 'login-guide-'))
  try {
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
    await writeFile(join(folder, 'first.ts'), program)
    const run = () => promisify(execFile)(process.execPath, ['first.ts'], { cwd: folder, timeout: 30_000 })
    const first = await run()
    expect(first.stderr).toBe('')
    expect(first.stdout).toMatch(/^A 5-digit code was sent by SMS to \+12025550123\. .*\nHello, Ada!\n$/)
    expect(await run()).toEqual({ stdout: 'Hello, Ada!\n', stderr: '' })
  } finally {
    await rm(folder, { recursive: true })
  }
})

it('the login guide names every environment variable', () => {
  for (const variable of Object.values(loginVariables)) expect(guide).toContain(`\`${variable}\``)
})
