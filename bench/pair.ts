/**
 * Measures one case against one peer and prints the rates as JSON. `run.ts` starts it once per pair: a process that
 * has run other things first measures their garbage and their recompiled code, too.
 */
import { measurePair } from './harness.ts'
import { installPeers } from './peers.ts'
import { suites } from './suites.ts'

const [suite = '', name = '', peer = '', rounds = '', sliceMs = ''] = process.argv.slice(2)
const cases = (await suites[suite]?.(installPeers())) ?? []
const bench = cases.find(each => each.name === name)
const load = bench?.peers[peer]
if (bench === undefined || load === undefined) throw new RangeError(`no case ${name} with peer ${peer} in ${suite}`)
const pair = measurePair(bench.ours, await load(), { rounds: Number(rounds), sliceMs: Number(sliceMs) })
process.stdout.write(JSON.stringify(pair))
