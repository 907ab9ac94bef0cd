// What a program pays for importing: nothing of the older layers, the facts or the prose unless it asks for them.

import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test, vi } from 'vitest'

// Generous: the work is bounded, the machine may be busy.
vi.setConfig({ testTimeout: 60_000 })

const here = fileURLToPath(new URL('.', import.meta.url))

const megabyte = 1024 * 1024

test('the codec brings in the runtime and nothing else', async () => {
  const { loaded } = await importing('@chappe/schema/api')
  expect(loaded.filter(url => url.includes('/packages/schema/'))).toEqual([expect.stringMatching(/gen\/api\.js$/)])
  expect(loaded.filter(url => url.startsWith('node:'))).toEqual([])
})

test('the facts bring in their table and nothing else', async () => {
  const { loaded } = await importing('@chappe/schema/facts')
  expect(loaded.map(url => url.slice(url.lastIndexOf('/') + 1)).sort()).toEqual([
    'error-names.ts',
    'facts-table.js',
    'facts.ts',
  ])
})

test('the remedies bring in their sentences and nothing else', async () => {
  const { loaded } = await importing('@chappe/schema/remedies')
  const outside = loaded.filter(
    url => !/\/packages\/schema\/src\/(remedies\/[\w-]+|remedies|error-names)\.ts$/.test(url),
  )
  expect(outside).toEqual([])
  expect(loaded.length).toBeGreaterThan(2)
})

test('the codec keeps less than 24 MB more than the runtime alone', async () => {
  const runtime = await importing('@chappe/tl/runtime')
  const codec = await importing('@chappe/schema/api')
  expect(codec.heapBytes - runtime.heapBytes).toBeLessThan(24 * megabyte)
})

async function importing(module: string): Promise<{ loaded: readonly string[]; heapBytes: number }> {
  const program = `
    import { registerHooks } from 'node:module'
    const loaded = []
    registerHooks({ load: (url, context, next) => { loaded.push(url); return next(url, context) } })
    await import('${module}')
    console.log(JSON.stringify({ loaded, heapBytes: process.memoryUsage().heapTotal }))
  `
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: here,
  })
  return JSON.parse(stdout) as { loaded: readonly string[]; heapBytes: number }
}
