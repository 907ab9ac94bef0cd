/** What the guides of the reference tell people to type works as it stands. */
import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { DataCenter } from '@chappe/server'
import { describe, expect, it } from 'vitest'
import { root } from '../architecture/workspace.ts'

const folder = join(root, 'packages/reference/guides')
const guides = readdirSync(folder)
  .filter(name => name.endsWith('.md'))
  .map(name => ({ name, text: readFileSync(join(folder, name), 'utf8') }))
const run = promisify(execFile)

function blocks(language: string): { guide: string; code: string }[] {
  return guides.flatMap(({ name, text }) =>
    [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]+?)^\`\`\``, 'gm'))].map(match => ({
      guide: name,
      code: match[1] ?? '',
    })),
  )
}

describe('the guides', () => {
  const programs = blocks('ts').filter(({ code }) => code.startsWith('import '))

  it.each(programs)('$guide has a program that runs as it stands', async ({ code }) => {
    // Inside the workspace, so that its packages are found.
    const place = await mkdtemp(join(root, 'test/guide-'))
    const { NODE_TEST_CONTEXT: _, FORCE_COLOR: __, ...env } = process.env
    try {
      const path = join(place, 'program.ts')
      await writeFile(path, code)
      const { stdout, stderr } = await run(process.execPath, [path], { env, timeout: 30_000 })
      expect(stderr).toBe('')
      expect(stdout).toMatch(/first_name: 'Ada'|pass 1/)
    } finally {
      await rm(place, { recursive: true, force: true })
    }
  })

  it('has two such programs at least', () => {
    expect(programs.length).toBeGreaterThanOrEqual(2)
  })

  it('shows rules that a data center takes', async () => {
    const rules = blocks('json')
    expect(rules.length).toBeGreaterThan(0)
    for (const { code } of rules) {
      await using dc = await DataCenter.start({ policy: JSON.parse(code) })
      expect(dc.address.port).toBeGreaterThan(0)
    }
  })

  it('names only options that the command has', async () => {
    const lines = blocks('sh').flatMap(({ code }) => code.split('\n').filter(line => line.startsWith('npx chappe ')))
    expect(lines.length).toBeGreaterThan(5)
    for (const line of lines) {
      const words = line.split(' ').slice(2)
      const options = words.filter(word => word.startsWith('--'))
      const command = words.slice(0, words[0] === 'reference' ? 2 : 1)
      if (options.length === 0) continue
      const { stdout } = await run(process.execPath, [join(root, 'packages/cli/bin/chappe.js'), ...command, '--help'])
      for (const option of options) expect(stdout, line).toContain(option)
    }
  })
})
