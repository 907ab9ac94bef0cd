/**
 * Builds the whole reference into a temporary folder and says how long that took, how much memory, and what pages weigh
 * on the way to a browser. Exits with 1 when a goal is missed.
 *
 *     node bench/reference/run.ts
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { createNewestExamples, withExamples } from '@chappe/reference'
import { allAddresses, buildSite, officialReference, readContent } from '@chappe/reference/node'

const goals = { buildSeconds: 60, memoryMiB: 2048, pageBytes: 50_000 }
const shared = ['site.css', 'first.js', 'site.js', 'search.js', 'filters.js']
const shown = [
  'index.html',
  'methods/auth.resendCode.html',
  'methods/messages.sendMessage.html',
  'constructors/user.html',
  'types/InputPeer.html',
  'errors/PEER_ID_INVALID.html',
  'layers/227.html',
  'guides/login-step-by-step.html',
  'methods/index.html',
  'constructors/index.html',
]

const folder = await mkdtemp(join(tmpdir(), 'reference-bench-'))
try {
  process.exitCode = await measure(folder)
} finally {
  await rm(folder, { recursive: true, force: true })
}

async function measure(out: string): Promise<0 | 1> {
  const reference = withExamples(officialReference(), createNewestExamples())
  const started = performance.now()
  const first = await buildSite(reference, out)
  const buildSeconds = (performance.now() - started) / 1000
  const memoryMiB = process.resourceUsage().maxRSS / 1024
  const second = await buildSite(reference, out)

  const weigh = async (address: string) => gzipSync(await readFile(join(out, address))).length
  const sharedBytes = (await Promise.all(shared.map(name => weigh(`assets/${name}`)))).reduce(
    (sum, bytes) => sum + bytes,
  )
  const searchBytes = (await weigh('search.json')) + (await weigh('assets/minisearch.js'))
  const pages: { address: string; bytes: number }[] = []
  for (const address of allAddresses(reference, readContent())) {
    if (address.endsWith('.html')) pages.push({ address, bytes: (await weigh(address)) + sharedBytes })
  }
  pages.sort((a, b) => b.bytes - a.bytes)
  const [heaviest = { address: '', bytes: 0 }] = pages
  const median = pages[pages.length >> 1]?.bytes ?? 0

  say('files', `${first.files}, ${(first.bytes / 1e6).toFixed(0)} MB`)
  say('first build', `${buildSeconds.toFixed(1)} s (goal below ${goals.buildSeconds})`)
  say('build with nothing to write', `${(second.elapsedMs / 1000).toFixed(1)} s, ${second.written} files written`)
  say('memory at its peak', `${memoryMiB.toFixed(0)} MiB (goal below ${goals.memoryMiB})`)
  say('style and scripts of every page', kilobytes(sharedBytes))
  say('search, once, when it is first used', kilobytes(searchBytes))
  say('a page in the middle', kilobytes(median))
  say(`the heaviest page, ${heaviest.address}`, `${kilobytes(heaviest.bytes)} (goal below 50.0 KB)`)
  for (const address of shown) {
    const page = pages.find(candidate => candidate.address === address)
    if (page !== undefined) say(`  ${address}`, kilobytes(page.bytes))
  }
  const reached = buildSeconds < goals.buildSeconds && memoryMiB < goals.memoryMiB && heaviest.bytes < goals.pageBytes
  return reached ? 0 : 1
}

function say(what: string, figure: string): void {
  console.log(`${what.padEnd(64)} ${figure}`)
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} KB`
}
