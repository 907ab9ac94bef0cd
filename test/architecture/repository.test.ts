import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from './workspace.ts'

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter(path => path !== '' && existsSync(join(root, path)))

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

  it('links only to files that are there', () => {
    const dead = files
      // The guides of the site link to its pages; the site's own tests follow those.
      .filter(path => path.endsWith('.md') && !path.startsWith('packages/reference/guides/'))
      .flatMap(path => {
        const text = readFileSync(join(root, path), 'utf8')
        return [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)(?:#[^)]*)?\)/g)]
          .map(match => match[1]!)
          .filter(target => !existsSync(join(root, path, '..', target)))
          .map(target => `${path} links to ${target}`)
      })
    expect(dead).toEqual([])
  })
})
