import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository's root folder. */
export const root: string = fileURLToPath(new URL('../..', import.meta.url))

/** Every file that is in git or could be added to it, by its path from the root. */
export function filesOfRepository(): readonly string[] {
  return execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  })
    .split('\n')
    .filter(path => path !== '' && existsSync(join(root, path)))
}

interface SourceFile {
  /** Path from the root, with forward slashes. */
  readonly path: string
  readonly text: string
  /** Module specifiers of its static and dynamic imports and re-exports. */
  readonly imports: readonly string[]
}

export interface WorkspacePackage {
  /** Folder name under `packages/`. */
  readonly folder: string
  readonly manifest: { readonly name: string; readonly dependencies?: Readonly<Record<string, string>> }
  readonly readme: string
  /** Shipped sources: everything under `src/` and `bin/` but tests and test support. */
  readonly sources: readonly SourceFile[]
}

export function readWorkspace(): readonly WorkspacePackage[] {
  return readdirSync(join(root, 'packages'))
    .sort()
    .map(folder => {
      const base = join(root, 'packages', folder)
      return {
        folder,
        manifest: JSON.parse(readFileSync(join(base, 'package.json'), 'utf8')),
        readme: readIfThere(join(base, 'README.md')),
        sources: [...walk(join(base, 'src'))].filter(isShipped).map(readSource),
      }
    })
}

/** Every `.ts` file below a folder, node_modules and generated code left out. */
function* walk(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name === 'node_modules' || entry.name === 'gen') continue
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* walk(path)
    else if (/\.(ts|js)$/.test(entry.name)) yield path
  }
}

function readSource(path: string): SourceFile {
  const text = readFileSync(path, 'utf8')
  return { path: relative(root, path).replaceAll('\\', '/'), text, imports: importsOf(text) }
}

function isShipped(path: string): boolean {
  return !path.endsWith('.test.ts') && !/[\\/]testing[\\/]/.test(path)
}

function importsOf(text: string): string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
  const specifiers = new Set<string>()
  for (const match of code.matchAll(/(?:^|[\s;}])(?:import|export)\s(?:[^'"`;]*?\sfrom\s)?\s*['"]([^'"]+)['"]/g))
    specifiers.add(match[1]!)
  for (const match of code.matchAll(/\bimport(?:\.meta\.resolve)?\(\s*['"]([^'"]+)['"]/g)) specifiers.add(match[1]!)
  return [...specifiers]
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
