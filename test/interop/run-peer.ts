import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { peersFolder } from './install-peers.ts'

/**
 * Runs a peer's script in a process of its own, gives it its input as JSON and reads its outcome from the last line it
 * prints. A peer that fails or takes longer than the limit fails the test with all that it said.
 */
export async function runPeer<Outcome>(script: string, input: object, limitMs = 60_000): Promise<Outcome> {
  const child = spawn(process.execPath, [join(peersFolder, script)], {
    cwd: peersFolder,
    stdio: ['pipe', 'pipe', 'pipe'],
    signal: AbortSignal.timeout(limitMs),
  })
  child.stdin.end(JSON.stringify(input))
  const [printed, complaints, [status]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ])
  const last = printed.trim().split('\n').at(-1)
  if (status !== 0 || last === undefined || last === '')
    throw new Error(`${script} ended with status ${status}:\n${printed}${complaints}`)
  return JSON.parse(last) as Outcome
}
