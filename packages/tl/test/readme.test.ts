import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

test('the program of the README prints what it says', () => {
  const folder = join(import.meta.dirname, '..')
  const [, program = ''] = /```ts\n([\s\S]*?)```/.exec(readFileSync(join(folder, 'README.md'), 'utf8')) ?? []
  const output = execFileSync(process.execPath, ['--input-type=module-typescript', '--eval', program], {
    cwd: folder,
    encoding: 'utf8',
  })
  expect(program).toContain(`// ${output.trim()}`)
})
