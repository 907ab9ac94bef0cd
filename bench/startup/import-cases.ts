import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { BenchResult } from '../harness.ts'
import { runRounds, type Side } from './run-side.ts'
import { lowerIsBetter, lowerQuartile } from './summary.ts'

/** The goals: milliseconds over bare Node, megabytes of the whole process. */
const goals = { ms: 50, megabytes: 70 } as const

/** Measures what importing the client costs, beside the peers, as time over bare Node and as memory. */
export async function importCases(paths: ImportPaths, rounds: number): Promise<BenchResult[]> {
  const importing = (path: string, cache = ''): Side => ({
    script: 'import.js',
    words: [path === '' ? '' : pathToFileURL(path).href, cache],
  })
  const runs = await runRounds(
    {
      bare: importing(''),
      built: importing(paths.built),
      'built, compile cache': importing(paths.built, join(paths.cacheFolder, 'built')),
      sources: importing(paths.sources),
      'sources, compile cache': importing(paths.sources, join(paths.cacheFolder, 'sources')),
      '@mtcute/node': importing(paths.mtcute),
      GramJS: importing(paths.gramjs),
    },
    rounds,
  )
  const times = (name: string) => (runs.get(name) ?? []).map(({ printedMs }) => printedMs)
  const over = (name: string) => lowerQuartile(times(name)) - lowerQuartile(times('bare'))
  const megabytes = (name: string) => lowerQuartile((runs.get(name) ?? []).map(({ printed }) => Number(printed) / 1e6))
  const ours = ['built', 'built, compile cache', 'sources', 'sources, compile cache']
  const peers = ['@mtcute/node', 'GramJS']
  const all = (figure: (name: string) => number) => Object.fromEntries(peers.map(name => [name, figure(name)]))
  return ours.flatMap(name => {
    const isPublished = name.startsWith('built')
    return [
      lowerIsBetter(
        `import the client (${name})`,
        'ms over bare Node',
        over(name),
        all(over),
        isPublished ? goals.ms : undefined,
      ),
      lowerIsBetter(
        `import the client (${name}), memory`,
        'MB RSS',
        megabytes(name),
        all(megabytes),
        isPublished ? goals.megabytes : undefined,
      ),
    ]
  })
}

/** Where the sides are. */
export interface ImportPaths {
  readonly built: string
  readonly sources: string
  readonly mtcute: string
  readonly gramjs: string
  readonly cacheFolder: string
}
