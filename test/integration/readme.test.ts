import { execFile } from 'node:child_process'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { implementedMethods } from '@chappe/server'
import { expect, it } from 'vitest'
import { filesOfRepository, root } from '../architecture/workspace.ts'

it('the first program of the README runs as it stands', async () => {
  const readme = await readFile(join(root, 'README.md'), 'utf8')
  const program = /```ts\n([\s\S]+?)```/.exec(readme)?.[1]
  const path = join(root, `test/first-program-${process.pid}.ts`)
  try {
    await writeFile(path, program ?? '')
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [path], { timeout: 30_000 })
    expect(stderr).toBe('')
    expect(stdout).toContain('A 5-digit code was sent by SMS to +12025550123')
    expect(stdout).toContain("first_name: 'Ada'")
  } finally {
    await rm(path, { force: true })
  }
})

it('every call that a document shows on the command line is one that our data center answers', async () => {
  const calls: string[] = []
  for (const path of filesOfRepository().filter(name => name.endsWith('.md'))) {
    const text = await readFile(join(root, path), 'utf8')
    for (const [, method] of text.matchAll(/\bchappe call ([a-z]\w*\.\w+)/g)) calls.push(`${path}: ${method}`)
  }
  expect(calls.length).toBeGreaterThan(5)
  const answered = new Set<string>(implementedMethods)
  expect(calls.filter(call => !answered.has(call.split(': ')[1] ?? ''))).toEqual([])
})
