/** `node bench/login/run.ts [rounds]`: the login suite alone, on the terminal. */
import { formatTable } from '../table.ts'
import { loginResults } from './login-results.ts'

const results = await loginResults('', { rounds: Number(process.argv[2] ?? 15) })
process.stdout.write(`${formatTable(results)}\n`)
