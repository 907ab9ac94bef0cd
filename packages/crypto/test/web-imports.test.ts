import { readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')

/** All files that a module needs, itself included, and the names of packages that they import. */
function closure(entry: string): { files: Set<string>; packages: Set<string> } {
  const files = new Set<string>()
  const packages = new Set<string>()
  const visit = (file: string): void => {
    if (files.has(file)) return
    files.add(file)
    for (const match of readFileSync(file, 'utf8').matchAll(/^(?:import|export)\b[^'"]*?from '([^']+)'/gm)) {
      const target = match[1] as string
      if (target.startsWith('.')) visit(join(dirname(file), target))
      else packages.add(target)
    }
  }
  visit(join(root, entry))
  return { files, packages }
}

describe('what a browser loads', () => {
  it.each(['src/index.ts', 'src/web/index.ts'])('%s imports nothing from outside, Node included', entry => {
    const { files, packages } = closure(entry)
    expect([...packages]).toEqual([])
    const names = [...files].map(file => relative(root, file))
    expect(names.filter(name => name.startsWith('src/node/'))).toEqual([])
    for (const file of files) expect(readFileSync(file, 'utf8')).not.toMatch(/\b(Buffer|process|require)\b[.(]/)
  })

  it('contains the kernel', () => {
    expect([...closure('src/web/index.ts').files].map(file => relative(root, file))).toContain('gen/kernel.js')
  })
})
