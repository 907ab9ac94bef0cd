import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const source = join(import.meta.dirname, '..')
const files = globSync('**/*.ts', { cwd: source }).filter(file => !file.endsWith('.test.ts'))

/** The sources in which a text stands. */
function filesWith(text: string): string[] {
  return files.filter(file => readFileSync(join(source, file), 'utf8').includes(text))
}

describe('a key that owes a password', () => {
  it('can be let in by nobody who has not proven the password', () => {
    expect(filesWith('sessions.authorize(')).toEqual(['domain/authorize.ts'])
    expect(filesWith('new PasswordProof(')).toEqual(['domain/password/second-factor.ts'])
    // The class itself does not leave its file; its type does.
    expect(filesWith('export class PasswordProof')).toEqual([])
    expect(filesWith('export { PasswordProof')).toEqual([])
  })
})
