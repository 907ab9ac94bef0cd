import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { VirtualScreen } from '../../../../test/support/virtual-screen.ts'
import type { Place } from './chappe.ts'

/** A command on a terminal of its own, as somebody would see it and type to it. */
export interface OnTerminal {
  readonly child: ChildProcess
  readonly screen: VirtualScreen
  type(text: string): void
  /** Waits until the screen shows a text. */
  shows(text: string | RegExp): Promise<void>
  /** Waits for its end and gives its exit status. */
  ended(): Promise<number>
}

/**
 * Whether this system can give one: Node cannot open pseudo-terminals by itself, and `script`, which is part of Linux, the
 * BSDs and macOS, can.
 */
export const hasPseudoTerminals: boolean = spawnSync('script', ['-qc', 'true', '/dev/null']).status === 0 || isBsd()

function isBsd(): boolean {
  return spawnSync('script', ['-q', '/dev/null', 'true']).status === 0
}

/** Runs a command line by sh on a terminal with 80 columns and 24 rows. */
export function runOnTerminal(place: Place, command: string): OnTerminal {
  const screen = new VirtualScreen(80, 24)
  const line = `stty rows ${screen.rows} cols ${screen.columns}; exec ${command}`
  const words = isUtilLinux() ? ['-qefc', line, '/dev/null'] : ['-q', '/dev/null', 'sh', '-c', line]
  const env = { ...place.env, TERM: 'xterm-256color', SHELL: '/bin/sh' }
  const child = spawn('script', words, { cwd: place.folder, env })
  child.stdout.setEncoding('utf8').on('data', text => screen.write(text))
  child.stdin.on('error', () => undefined)
  const closed = once(child, 'close') as Promise<[number | null]>
  return {
    child,
    screen,
    type: text => void child.stdin.write(text),
    async shows(text) {
      const isThere = (): boolean =>
        typeof text === 'string' ? screen.text().includes(text) : text.test(screen.text())
      for (const deadline = Date.now() + waitMs; !isThere(); ) {
        if (child.exitCode !== null || Date.now() > deadline) {
          throw new Error(`waited for ${text}, but the screen shows:\n${screen.history()}`)
        }
        await new Promise(resolve => setTimeout(resolve, 20))
      }
    },
    async ended() {
      const [status] = await closed
      return status ?? -1
    },
  }
}

function isUtilLinux(): boolean {
  return spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux') === true
}

/** How long a text may take to appear, in milliseconds, on a busy machine. */
const waitMs = 45_000
