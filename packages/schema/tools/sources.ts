// Where the schemas come from: pinned dev dependencies of the workspace, found through the module resolution of Node.

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { UpstreamEntry, UpstreamErrors, UpstreamSchema } from './upstream.ts'

/** The layer that the compiled codec and the types speak. */
const newestLayer = 227

const newestPackage = '@mtcute/core'
const newestFolder = `${newestPackage}/tl`

/** The folder of each older layer inside node_modules, newest first. */
const olderFolders: readonly (readonly [layer: number, folder: string])[] = [
  [225, 'core-225/tl'],
  [223, 'tl-223'],
  [221, 'tl-221'],
  [220, 'tl-220'],
  [218, 'tl-218'],
  [216, 'tl-216'],
  [204, 'tl-204'],
  [189, 'tl-189'],
  [185, 'tl-185'],
  [181, 'tl-181'],
  [179, 'tl-179'],
  [167, 'tl-167'],
]

/** One file that the build read: which package, which version, and the SHA-256 of its bytes. */
export interface SourceFile {
  readonly package: string
  readonly version: string
  readonly path: string
  readonly sha256: string
}

/** Everything that the build reads from other packages. */
export interface Sources {
  readonly newest: UpstreamSchema
  /** Newest first. */
  readonly older: readonly UpstreamSchema[]
  readonly mtproto: readonly UpstreamEntry[]
  readonly errors: UpstreamErrors
  readonly files: readonly SourceFile[]
}

/** Reads all upstream files; throws with the name of the package when one is not installed. */
export function readSources(): Sources {
  const files: SourceFile[] = []
  const read = <T>(folder: string, name: string): T => {
    const { text, file } = readSource(folder, name)
    files.push(file)
    return JSON.parse(text) as T
  }
  const newest = read<UpstreamSchema>(newestFolder, 'api-schema.json')
  const older = olderFolders.map(([layer, folder]) => expectLayer(read(folder, 'api-schema.json'), layer, folder))
  return {
    newest: expectLayer(newest, newestLayer, newestFolder),
    older,
    mtproto: read(newestFolder, 'mtp-schema.json'),
    errors: read(newestFolder, 'raw-errors.json'),
    files,
  }
}

/** Reads one of our own data files as JSON. */
export function readData<T>(name: string): T {
  return JSON.parse(readDataText(name)) as T
}

/** Reads one of our own data files as text. */
export function readDataText(name: string): string {
  return readFileSync(fileURLToPath(new URL(`../data/${name}`, import.meta.url)), 'utf8')
}

function readSource(folder: string, name: string): { text: string; file: SourceFile } {
  const path = join(nodeModules(folder), folder, name)
  const text = readFileSync(path, 'utf8')
  const manifest = JSON.parse(readFileSync(join(dirname(path), manifestPath(folder)), 'utf8')) as {
    name: string
    version: string
  }
  return {
    text,
    file: {
      package: manifest.name,
      version: manifest.version,
      path: folder.endsWith('/tl') ? `tl/${name}` : name,
      sha256: createHash('sha256').update(text).digest('hex'),
    },
  }
}

function manifestPath(folder: string): string {
  return folder.endsWith('/tl') ? '../package.json' : 'package.json'
}

// The packages do not export their JSON, so they cannot be resolved by module name: look in the folders that
// resolution would look in.
function nodeModules(folder: string): string {
  const root = folder.startsWith('@') ? folder.split('/').slice(0, 2).join('/') : (folder.split('/')[0] ?? folder)
  for (const candidate of createRequire(import.meta.url).resolve.paths(root) ?? []) {
    try {
      readFileSync(join(candidate, root, 'package.json'))
      return candidate
    } catch {
      // Not here: the next folder up may have it.
    }
  }
  throw new Error(`the schema package "${root}" is not installed; run "npm ci" in the workspace root`)
}

function expectLayer(schema: UpstreamSchema, layer: number, folder: string): UpstreamSchema {
  if (schema.l !== layer) throw new Error(`${folder} holds layer ${schema.l}, but layer ${layer} was expected`)
  return schema
}
