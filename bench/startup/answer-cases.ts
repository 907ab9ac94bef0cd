import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { Client, sqliteSession } from '@chappe/client/node'
import type { BenchResult } from '../harness.ts'
import type { ImportPaths } from './import-cases.ts'
import { runRounds } from './run-side.ts'
import { lowerIsBetter, lowerQuartile } from './summary.ts'

const goalMs = 300
const launcher = fileURLToPath(new URL('../../packages/cli/bin/chappe.js', import.meta.url))

/** Measures the time from the start of a process to the first answer of a data center on this machine. */
export async function answerCases(paths: ImportPaths, folder: string, rounds: number): Promise<BenchResult[]> {
  await using server = await startServer()
  const facts = JSON.stringify({ ...server.facts, ...(await storeSession(server.facts, join(folder, 'a.session'))) })
  const chappe = (path: string, cache: string) => ({
    script: 'answer-chappe.js',
    words: [pathToFileURL(path).href, facts, cache === '' ? '' : join(paths.cacheFolder, cache)],
  })
  const runs = await runRounds(
    {
      built: chappe(paths.built, ''),
      'built, compile cache': chappe(paths.built, 'built'),
      sources: chappe(paths.sources, ''),
      'sources, compile cache': chappe(paths.sources, 'sources'),
      '@mtcute/node': { script: 'answer-mtcute.js', words: [pathToFileURL(paths.mtcute).href, facts] },
      GramJS: { script: 'answer-gramjs.js', words: [dirname(paths.gramjs), facts] },
    },
    rounds,
  )
  const time = (name: string) => lowerQuartile((runs.get(name) ?? []).map(({ printedMs }) => printedMs))
  const peers = { '@mtcute/node': time('@mtcute/node'), GramJS: time('GramJS') }
  return ['built', 'built, compile cache', 'sources', 'sources, compile cache'].map(name =>
    lowerIsBetter(
      `process start to first answer, stored session (${name})`,
      'ms',
      time(name),
      peers,
      // Types are stripped anew at every start without the cache: nobody who minds runs the sources so.
      name === 'sources' ? undefined : goalMs,
    ),
  )
}

interface Facts {
  readonly dc: { readonly id: number; readonly host: string; readonly port: number }
  readonly public_key: string
  readonly api_id: number
  readonly api_hash: string
}

/** A process of its own, so that its work is not ours. */
async function startServer(): Promise<AsyncDisposable & { readonly facts: Facts }> {
  const words = ['serve', '--port', '0', '--http-port', '0', '--memory', '--json', '--log', 'silent']
  const child = spawn(process.execPath, [launcher, ...words], { stdio: ['ignore', 'pipe', 'ignore'] })
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  const { dcs, public_key, api_id, api_hash } = JSON.parse(line) as Omit<Facts, 'dc'> & { dcs: [Facts['dc']] }
  return {
    facts: { dc: dcs[0], public_key, api_id, api_hash },
    async [Symbol.asyncDispose]() {
      const exited = once(child, 'exit')
      child.kill()
      await exited
    },
  }
}

/** Agrees on a key and stores it: in a file for us, as it is for the peers. */
async function storeSession(facts: Facts, sessionFile: string): Promise<{ sessionFile: string; auth_key: string }> {
  const { dc, public_key, api_id, api_hash } = facts
  const tg = await Client.open({ session: sessionFile, api_id, api_hash, dc: { ...dc, public_key } })
  await tg.call('help.getNearestDc')
  await tg.close()
  const store = sqliteSession(sessionFile)
  const data = await store.load()
  await store.close?.()
  return { sessionFile, auth_key: Buffer.from(data?.auth_key?.expose() ?? []).toString('hex') }
}
