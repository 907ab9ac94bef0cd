/** `node bench/startup/run.ts [rounds]`: the start-up suite alone, on the terminal. */
import { installPeers } from '../peers.ts'
import { formatTable } from '../table.ts'
import { startupResults } from './startup-results.ts'

const results = await startupResults(installPeers(), { rounds: Number(process.argv[2] ?? 11) })
process.stdout.write(`${formatTable(results)}\n`)
if (results.some(({ met }) => met === false)) process.exitCode = 1
