import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

/** A process to start. */
export interface Side {
  /** A file in `sides/`. */
  readonly script: string
  readonly words: readonly string[]
}

/** What was seen of it. */
export interface Run {
  /** Milliseconds from the start of the process until it printed. */
  readonly printedMs: number
  readonly printed: string
}

/** Starts a side in a process of its own and waits for its end. */
async function runSide({ script, words }: Side): Promise<Run> {
  const started = performance.now()
  const child = spawn(process.execPath, [join(import.meta.dirname, 'sides', script), ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 30_000,
  })
  let printed = ''
  let complaints = ''
  let printedMs = 0
  child.stdout.on('data', chunk => {
    printedMs ||= performance.now() - started
    printed += chunk
  })
  child.stderr.on('data', chunk => {
    complaints += chunk
  })
  const [status] = await once(child, 'close')
  if (status !== 0 || printed === '') throw new Error(`${script} ended with status ${status}: ${complaints}`)
  return { printedMs, printed }
}

/** Runs every side once in each round, in an order that turns, so that a busy moment of the machine hits all alike. */
export async function runRounds(
  sides: Readonly<Record<string, Side>>,
  rounds: number,
): Promise<ReadonlyMap<string, readonly Run[]>> {
  const names = Object.keys(sides)
  const runs = new Map<string, Run[]>(names.map(name => [name, []]))
  // Once before anything counts: files come into the system's memory, caches are filled.
  for (const name of names) await runSide(sides[name] as Side)
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < names.length; turn++) {
      const name = names[(turn + round) % names.length] as string
      runs.get(name)?.push(await runSide(sides[name] as Side))
    }
  }
  return runs
}
