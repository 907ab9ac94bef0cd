import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** The first line that `chappe serve --json` prints. */
interface ServeReport {
  readonly dcs: readonly { readonly id: number; readonly host: string; readonly port: number }[]
  readonly http: string
  readonly public_key: string
  readonly fingerprint: string
  readonly api_id: number
  readonly api_hash: string
}

/** One message of `GET /api/inbox`. */
interface InboxEntry {
  readonly id: number
  readonly phone_number: string
  readonly medium: string
  readonly code: string
  /** The number that rang, of a call that hangs up. */
  readonly caller?: string
  readonly text: string
  readonly date: number
}

/** A data center in a process of its own, as a script would run it. */
export interface ServeProcess extends AsyncDisposable {
  readonly report: ServeReport
  readonly child: ChildProcess
  /** Everything printed so far on both streams. */
  output(): string
  /** Messages for a phone number, oldest first. */
  inbox(phone_number: string): Promise<InboxEntry[]>
  /** Ends the process at once, without a chance to clean up. */
  kill(): Promise<void>
}

const launcher = fileURLToPath(new URL('../../packages/cli/bin/chappe.js', import.meta.url))

/** Starts `chappe serve` on free ports. */
export async function startServeProcess(dataDir: string, ...more: string[]): Promise<ServeProcess> {
  const child = spawn(
    process.execPath,
    [launcher, 'serve', '--port', '0', '--http-port', '0', '--data', dataDir, '--json', ...more],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let printed = ''
  child.stdout.on('data', chunk => (printed += chunk))
  child.stderr.on('data', chunk => (printed += chunk))
  const report = await firstLine(child, () => printed)

  const kill = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const exited = once(child, 'exit')
    child.kill(signal)
    await exited
  }
  return {
    report,
    child,
    output: () => printed,
    inbox: async phone_number => {
      const response = await fetch(`${report.http}/api/inbox?phone_number=${encodeURIComponent(phone_number)}`)
      if (!response.ok) throw new Error(`GET /api/inbox answered ${response.status}: ${await response.text()}`)
      return (await response.json()) as InboxEntry[]
    },
    kill: () => kill('SIGKILL'),
    [Symbol.asyncDispose]: () => kill('SIGTERM'),
  }
}

async function firstLine(child: ChildProcess, printed: () => string): Promise<ServeReport> {
  const lines = createInterface({ input: child.stdout! })
  const ended = once(child, 'exit').then(([status]) => {
    throw new Error(`chappe serve ended with status ${status} before it was ready:\n${printed()}`)
  })
  const [line] = (await Promise.race([once(lines, 'line'), ended])) as [string]
  return JSON.parse(line) as ServeReport
}
