import { readdirSync, watch as watchFolder } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import type { Reference } from '@chappe/reference'
import { type BuildReport, buildSite } from '@chappe/reference/node'
import { CommandError, usageError } from '../command-error.ts'
import { makeFolder } from '../make-folder.ts'
import { openReference } from '../reference/open-reference.ts'
import { readSchema, type SchemaChoice } from '../reference/read-schema.ts'
import { sayFailure } from '../say-failure.ts'
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
  const open = () => {
    const reference = openReference(readSchema(options, line => terminal.note(line)))
    makeFolder(folder, false)
    return reference
  }
  const say = options.json ? () => undefined : terminal.out
  const where = `Open ${join(folder, 'index.html')}, or put the folder on any web server.`
  if (options.watch) {
    terminal.note(`${where} Ctrl-C ends watching.`)
    return keepBuilding()
  }
  const reference = open()
  const { files, written, bytes, elapsedMs } = await build(reference)
  const report = { folder, layer: reference.layer, files, written, bytes, elapsedMs: Math.round(elapsedMs) }
  if (options.json) terminal.out(JSON.stringify(report))
  else terminal.note(where)

  /** Builds again when a guide, a style or a script changes, and all anew when the schema does. */
  async function keepBuilding(): Promise<void> {
    let reference = open()
    while (!stop.aborted) {
      using change = changeOf(options.schema)
      await build(reference, AbortSignal.any([stop, change.signal]))
      if (stop.aborted) return
      try {
        reference = open()
      } catch (error) {
        // Half of an edit may be no TL: the site stays as it was until the next one.
        sayFailure(error, terminal, false)
      }
    }
  }

  async function build(reference: Reference, signal?: AbortSignal): Promise<BuildReport> {
    try {
      return await buildSite(reference, folder, { log: say, ...(signal && { watch: true, signal }) })
    } catch (cause) {
      throw writeFailure(folder, cause)
    }
  }
}

/** Aborts its signal when the file changes. Editors may replace a file, so its folder is watched. */
function changeOf(file: string | undefined): Disposable & { readonly signal: AbortSignal } {
  const controller = new AbortController()
  const watcher =
    file === undefined
      ? undefined
      : watchFolder(dirname(resolve(file)), (_, name) => {
          if (name === basename(file)) controller.abort()
        })
  return { signal: controller.signal, [Symbol.dispose]: () => watcher?.close() }
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
