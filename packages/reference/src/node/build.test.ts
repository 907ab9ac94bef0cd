import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { buildSite } from './build.ts'
import { contentFolders } from './content.ts'
import { referenceOfText } from './official.ts'

const reference = referenceOfText(`
pong#347773c5 msg_id:long = Pong;
---functions---
test.ping#7abe77ec ping_id:long = Pong;
`)

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reference-'))
})

afterEach(() => rm(folder, { recursive: true, force: true }))

describe('buildSite', { timeout: 60_000 }, () => {
  it('writes pages, twins, redirects, styles and the search', async () => {
    const lines: string[] = []
    const report = await buildSite(reference, folder, { log: line => lines.push(line) })
    expect(await readdir(join(folder, 'methods'))).toEqual(
      expect.arrayContaining(['index.html', 'test.ping.html', 'test.ping.json', 'test.ping.md', 'test_ping.html']),
    )
    expect(await readdir(join(folder, 'assets'))).toEqual(
      expect.arrayContaining(['minisearch.js', 'site.css', 'site.js']),
    )
    expect(await readFile(join(folder, 'search.json'), 'utf8')).toContain('test.ping')
    expect(report.written).toBe(report.files)
    expect(lines).toEqual([expect.stringMatching(/^\d+ files, \d+ MB; \d+ written in \d+\.\d s$/)])
  })

  it('leaves files alone that did not change', async () => {
    await buildSite(reference, folder)
    const page = join(folder, 'methods/test.ping.html')
    await utimes(page, 1000, 1000)
    await writeFile(join(folder, 'index.html'), 'spoilt')
    expect((await buildSite(reference, folder)).written).toBe(1)
    expect((await stat(page)).mtimeMs).toBe(1_000_000)
  })

  it('removes what an earlier build wrote and the site no longer has, and nothing else', async () => {
    await buildSite(reference, folder)
    await writeFile(join(folder, 'mine.txt'), 'kept')
    await buildSite(referenceOfText('other#00000001 = Other;'), folder)
    expect(await readdir(join(folder, 'methods'))).toEqual(['index.html', 'index.json', 'index.md'])
    expect(await readFile(join(folder, 'mine.txt'), 'utf8')).toBe('kept')
  })

  it('never removes a file outside its folder, whatever the list says', async () => {
    const outside = `${folder}-outside.txt`
    await writeFile(outside, 'kept')
    await writeFile(join(folder, '.chappe-reference.json'), JSON.stringify([`../${outside.split('/').at(-1)}`]))
    await buildSite(reference, folder)
    expect(await readFile(outside, 'utf8')).toBe('kept')
    await rm(outside)
  })

  it('looks only at what a change of a style can change while it watches, until told to stop', async () => {
    const style = join(contentFolders.find(({ kind }) => kind === 'assets')?.path ?? '', 'site.css')
    const stop = new AbortController()
    const lines: string[] = []
    const { promise: again, resolve } = Promise.withResolvers<string>()
    const log = (line: string): void => {
      if (lines.push(line) === 2) resolve(line)
      // The same text with another time is a change to look at, and nothing to write.
      else void stat(style).then(({ atime }) => utimes(style, atime, new Date()))
    }
    const watching = buildSite(reference, folder, { log, watch: true, signal: stop.signal })
    expect(await again).toMatch(/^\d files, 0 MB; 0 written in/)
    stop.abort()
    await watching
  })
})
