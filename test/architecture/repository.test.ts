import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { filesOfRepository, root } from './workspace.ts'

const files = filesOfRepository()

describe('repository', () => {
  it('keeps generated code out of git', () => {
    expect(files.filter(path => /(^|\/)(gen|dist)\//.test(path))).toEqual([])
  })

  it('holds no key, session or database', () => {
    expect(files.filter(path => /\.(pem|key|session|sqlite|db|wasm|so)$/.test(path))).toEqual([])
  })

  it('answers the floor with its scripts', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>
    }
    for (const name of ['prepare', 'start', 'test', 'check', 'bench']) expect(scripts[name]).toBeTruthy()
    expect(readFileSync(join(root, '.ci/run'), 'utf8')).toContain('npm test')
  })
})
