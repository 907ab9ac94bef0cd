import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The command's launcher. */
const launcher: string = fileURLToPath(new URL('../../bin/chappe.js', import.meta.url))

/** A folder for one test: the working directory of its commands, with `chappe` on their path. */
export interface Place extends Disposable {
  readonly folder: string
  readonly env: NodeJS.ProcessEnv
}

/** Makes a {@link Place}. */
export function makePlace(): Place {
  const folder = mkdtempSync(join(tmpdir(), 'chappe-cli-'))
  const bin = join(folder, 'bin')
  mkdirSync(bin)
  writeFileSync(join(bin, 'chappe'), `#!/bin/sh\nexec '${process.execPath}' '${launcher}' "$@"\n`)
  chmodSync(join(bin, 'chappe'), 0o755)
  const { FORCE_COLOR: _, NO_COLOR: __, CHAPPE_DATA: ___, ...inherited } = process.env
  return {
    folder,
    env: { ...inherited, PATH: `${bin}${delimiter}${process.env['PATH']}`, TZ: 'UTC' },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** A command that runs. */
export interface Running {
  readonly child: ChildProcess
  stdout(): string
  stderr(): string
  /** Waits until the text stands on one of the streams. */
  printed(text: string | RegExp): Promise<void>
  /** Writes a line to its standard input. */
  type(line: string): void
  /** Waits for its end and gives its exit status, or the name of the signal that ended it. */
  ended(): Promise<number | NodeJS.Signals>
}

/** Runs a command line by sh in the place. */
export function run(place: Place, command: string): Running {
  return watch(spawn('sh', ['-c', command], { cwd: place.folder, env: place.env }))
}

/** Runs `chappe` without a shell in between, so that signals reach it. */
export function runChappe(place: Place, words: readonly string[], node: string = process.execPath): Running {
  return watch(spawn(node, [launcher, ...words], { cwd: place.folder, env: place.env }))
}

function watch(child: ChildProcess): Running {
  let stdout = ''
  let stderr = ''
  child.stdout?.setEncoding('utf8').on('data', chunk => {
    stdout += chunk
  })
  child.stderr?.setEncoding('utf8').on('data', chunk => {
    stderr += chunk
  })
  // A command may end before it has read all its answers.
  child.stdin?.on('error', () => undefined)
  const closed = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>
  return {
    child,
    stdout: () => stdout,
    stderr: () => stderr,
    async printed(text) {
      const isThere = () => (typeof text === 'string' ? (stdout + stderr).includes(text) : text.test(stdout + stderr))
      for (const deadline = Date.now() + waitMs; !isThere(); ) {
        if (child.exitCode !== null || Date.now() > deadline) {
          throw new Error(`waited for ${text}, but the command printed:\n${stdout}\n${stderr}`)
        }
        await new Promise(resolve => setTimeout(resolve, 20))
      }
    },
    type: line => void child.stdin?.write(`${line}\n`),
    async ended() {
      child.stdin?.end()
      const [status, signal] = await closed
      return status ?? signal ?? 0
    },
  }
}

/** How long a line may take to appear, in milliseconds, on a busy machine. */
const waitMs = 45_000
