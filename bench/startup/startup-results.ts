import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { installPeers as installInteropPeers, peersFolder } from '../../test/interop/install-peers.ts'
import type { BenchResult } from '../harness.ts'
import { answerCases } from './answer-cases.ts'
import { buildClient } from './build-client.ts'
import { importCases } from './import-cases.ts'

/**
 * Measures what it costs to start a program with the client: built as it is published, and from its sources as Node runs
 * them, each without and with Node's compile cache.
 *
 * @param modules - the node_modules folder of the benchmarks' peers; mtcute's Node package is that of the interop tests
 */
export async function startupResults(modules: string, settings: { readonly rounds: number }): Promise<BenchResult[]> {
  await installInteropPeers()
  const folder = mkdtempSync(join(tmpdir(), 'chappe-startup-'))
  try {
    const paths = {
      built: await buildClient(join(folder, 'built')),
      sources: fileURLToPath(new URL('../../packages/client/src/node/index.ts', import.meta.url)),
      mtcute: join(peersFolder, 'node_modules/@mtcute/node/index.js'),
      gramjs: join(modules, 'telegram/index.js'),
      cacheFolder: join(folder, 'cache'),
    }
    return [...(await importCases(paths, settings.rounds)), ...(await answerCases(paths, folder, settings.rounds))]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
