import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { arch, cpus, platform } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type BenchCase, type BenchResult, type Pair, summarize } from './harness.ts'
import { installPeers } from './peers.ts'
import { processSuites, suites } from './suites.ts'
import { formatTable } from './table.ts'

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string' }, 'slice-ms': { type: 'string' }, help: { type: 'boolean' } },
})

const suiteNames = [...Object.keys(suites), ...Object.keys(processSuites)]
const rounds = Number(flags.rounds ?? 15)

if (flags.help === true) {
  console.log(`npm run bench -- [suite …] [--rounds 15] [--slice-ms 60]\nSuites: ${suiteNames.join(', ')}`)
} else {
  await run()
}

async function run(): Promise<void> {
  const unknown = positionals.find(name => !suiteNames.includes(name))
  if (unknown !== undefined) {
    process.stderr.write(`There is no suite ${unknown}; there are: ${suiteNames.join(', ')}\n`)
    process.exitCode = 2
    return
  }
  const modules = installPeers()
  const results: BenchResult[] = []
  for (const name of positionals.length === 0 ? suiteNames : positionals) {
    for (const bench of (await suites[name]?.(modules)) ?? []) {
      process.stderr.write(`${bench.name} …\n`)
      results.push(measure(name, bench))
    }
    if (processSuites[name] !== undefined) {
      process.stderr.write(`${name}: ${rounds} rounds of whole processes …\n`)
      results.push(...(await processSuites[name](modules, { rounds })))
    }
  }
  console.log(formatTable(results))
  const machine = `${cpus()[0]?.model ?? 'unknown'}, ${cpus().length} cores, ${platform()} ${arch()}, Node ${process.version}`
  const report = { machine, date: new Date().toISOString(), cases: results }
  writeFileSync(join(import.meta.dirname, 'results.json'), `${JSON.stringify(report, undefined, 2)}\n`)
  if (results.some(({ met }) => met === false)) process.exitCode = 1
}

/** One process per peer. */
function measure(suite: string, bench: BenchCase): BenchResult {
  const pairs = new Map<string, Pair>()
  for (const peer of Object.keys(bench.peers)) {
    const script = join(import.meta.dirname, 'pair.ts')
    const settings = [String(rounds), flags['slice-ms'] ?? '60']
    const output = execFileSync(process.execPath, [script, suite, bench.name, peer, ...settings], { encoding: 'utf8' })
    pairs.set(peer, JSON.parse(output) as Pair)
  }
  return summarize(bench, pairs)
}
