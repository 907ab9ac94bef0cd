import { readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { buildSite } from '@chappe/reference/node'
import { CommandError, usageError } from '../command-error.ts'
import { openReference } from '../reference/open-reference.ts'
import { readSchema, type SchemaChoice } from '../reference/read-schema.ts'
import type { Terminal } from '../terminal.ts'

/** Options of `chappe reference build` as the command line gives them. */
export interface ReferenceOptions extends SchemaChoice {
  readonly out: string
  readonly watch?: boolean
  readonly json?: boolean
}

/** Writes the reference as a folder of files for any web server. */
export async function buildReference(options: ReferenceOptions, terminal: Terminal, stop: AbortSignal): Promise<void> {
  const folder = resolve(options.out)
  checkFolder(folder)
  const reference = openReference(readSchema(options, line => terminal.note(line)))
  const say = options.json ? terminal.note : terminal.out
  const { files, written, bytes, elapsedMs } = await build()
  if (options.json) terminal.out(JSON.stringify({ folder, layer: reference.layer, files, written, bytes, elapsedMs }))
  else terminal.note(`Open ${join(folder, 'index.html')}, or put the folder on any web server.`)

  async function build() {
    try {
      return await buildSite(reference, folder, { log: say, watch: options.watch === true, signal: stop })
    } catch (cause) {
      throw writeFailure(folder, cause)
    }
  }
}

/** A folder with files that are not of an earlier build is somebody's: nothing is written among them. */
function checkFolder(folder: string): void {
  const names = namesIn(folder)
  if (names.length === 0 || names.includes(buildList)) return
  throw usageError(`${folder} is not empty and holds no reference`, 'Name an empty folder, or a new one, with --out.')
}

/** The file that every build leaves. */
const buildList = '.chappe-reference.json'

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw writeFailure(folder, cause)
  }
}

function writeFailure(folder: string, cause: unknown): unknown {
  const { code, message, syscall } = cause as NodeJS.ErrnoException
  if (code === undefined || syscall === undefined) return cause
  return new CommandError(`the folder ${folder} cannot be used: ${message}`, {
    code,
    hint: 'Name another one with --out.',
    cause,
  })
}
