import { watch as watchFolder } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join, resolve, sep } from 'node:path'
import type { Reference } from '../model/model.ts'
import { allAddresses, renderPath } from '../render.ts'
import type { SiteContent } from '../site/context.ts'
import { type ContentKind, contentFolders, readContent } from './content.ts'

/** How a site is written. */
export interface BuildOptions {
  /** Told what was done, a line each. Default: nobody. */
  readonly log?: (line: string) => void
  /** Stay, and write again what changes when a guide, a style or a script does. Default: false. */
  readonly watch?: boolean
  /** Ends watching. */
  readonly signal?: AbortSignal
}

/** What a build did. */
export interface BuildReport {
  /** Files of the site. */
  readonly files: number
  /** Files that were written: those whose text is not there already. */
  readonly written: number
  /** Bytes of all files. */
  readonly bytes: number
  readonly elapsedMs: number
}

/** How many files are written at the same time. */
const writesAtOnce = 64

/** How long a watched folder has to be quiet before the site is written again; editors save in several steps. */
const quietMs = 60

/**
 * Writes a site as plain files for any web server. Files of an earlier build that the site no longer has are removed;
 * files whose text did not change keep their times.
 *
 * @param folder made when it is not there
 * @returns the first build; with `watch` after watching ended
 */
export async function buildSite(
  reference: Reference,
  folder: string,
  options: BuildOptions = {},
): Promise<BuildReport> {
  const { log = () => {}, watch = false, signal } = options
  const builder = new SiteBuilder(reference, resolve(folder))
  const report = await builder.build(readContent())
  log(reportLine(report))
  if (watch) await watchContent(builder, log, signal)
  return report
}

function reportLine({ files, written, bytes, elapsedMs }: BuildReport): string {
  const megabytes = (bytes / 1e6).toFixed(0)
  return `${files} files, ${megabytes} MB; ${written} written in ${(elapsedMs / 1000).toFixed(1)} s`
}

/** The names of the files of the last build, so that the next one can remove what is gone. */
const listName = '.chappe-reference.json'

class SiteBuilder {
  readonly #reference: Reference
  readonly #folder: string

  constructor(reference: Reference, folder: string) {
    this.#reference = reference
    this.#folder = folder
  }

  /** @param isAffected which files to look at. Default: all. */
  async build(content: SiteContent, isAffected: (address: string) => boolean = () => true): Promise<BuildReport> {
    const started = performance.now()
    const all = [...allAddresses(this.#reference, content)]
    const addresses = all.filter(isAffected)
    const folders = new Set(addresses.map(address => dirname(join(this.#folder, address))))
    for (const folder of folders) await mkdir(folder, { recursive: true })
    await this.#removeOld(new Set(all))

    let bytes = 0
    let written = 0
    let at = 0
    const worker = async () => {
      while (at < addresses.length) {
        const address = addresses[at++] ?? ''
        const body = Buffer.from(renderPath(this.#reference, address, content)?.body ?? '')
        bytes += body.length
        if (await writeChanged(join(this.#folder, address), body)) written++
      }
    }
    await Promise.all(Array.from({ length: writesAtOnce }, worker))
    await writeChanged(join(this.#folder, listName), Buffer.from(JSON.stringify(all)))
    return { files: addresses.length, written, bytes, elapsedMs: performance.now() - started }
  }

  async #removeOld(addresses: ReadonlySet<string>): Promise<void> {
    const list = await readFile(join(this.#folder, listName), 'utf8').catch(() => '[]')
    for (const address of JSON.parse(list) as string[]) {
      // The list is a file like any other: only what is below the folder is ever removed.
      const path = join(this.#folder, address)
      if (addresses.has(address) || !path.startsWith(this.#folder + sep)) continue
      await rm(path, { force: true })
    }
  }
}

async function writeChanged(path: string, body: Buffer): Promise<boolean> {
  const there = await readFile(path).catch(() => undefined)
  if (there?.equals(body)) return false
  await writeFile(path, body)
  return true
}

async function watchContent(builder: SiteBuilder, log: (line: string) => void, signal?: AbortSignal): Promise<void> {
  const changed = new Set<ContentKind>()
  let wake = () => {}
  let timer: NodeJS.Timeout | undefined
  const watchers = contentFolders.map(({ kind, path }) =>
    watchFolder(path, () => {
      changed.add(kind)
      clearTimeout(timer)
      timer = setTimeout(() => wake(), quietMs)
    }),
  )
  try {
    for (;;) {
      const { promise, resolve: goOn } = Promise.withResolvers<void>()
      wake = goOn
      signal?.addEventListener('abort', wake, { once: true })
      if (!signal?.aborted) await promise
      if (signal?.aborted) return
      const kinds = [...changed]
      changed.clear()
      log(reportLine(await builder.build(readContent(), address => kinds.some(kind => affects(kind, address)))))
    }
  } finally {
    clearTimeout(timer)
    for (const watcher of watchers) watcher.close()
  }
}

/** Guides are listed on each other's pages, on the first page and in the search. */
function affects(kind: ContentKind, address: string): boolean {
  if (kind === 'assets') return address.startsWith('assets/')
  return address.startsWith('guides/') || address === 'index.html' || address === 'search.json'
}
