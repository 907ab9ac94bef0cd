import { describe, expect, it } from 'vitest'
import { readWorkspace } from './workspace.ts'

/** Who may import whom: each package only from those named here. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  tl: [],
  schema: ['@chappe/tl'],
  crypto: [],
  mtproto: ['@chappe/tl', '@chappe/schema', '@chappe/crypto'],
  reference: ['@chappe/tl', '@chappe/schema'],
  client: ['@chappe/tl', '@chappe/schema', '@chappe/crypto', '@chappe/mtproto'],
  server: ['@chappe/tl', '@chappe/schema', '@chappe/crypto', '@chappe/mtproto'],
  terminal: ['@chappe/client'],
  cli: [
    '@chappe/tl',
    '@chappe/schema',
    '@chappe/crypto',
    '@chappe/client',
    '@chappe/server',
    '@chappe/terminal',
    '@chappe/reference',
  ],
}

/** Folders of a package where Node's own modules may be used; all other sources run in a browser too. */
const nodeEdges: Readonly<Record<string, RegExp>> = {
  tl: /^$/,
  schema: /^packages\/schema\/src\/(docs|docs\/.*|layers|layers\/.*)\.ts$/,
  crypto: /^packages\/crypto\/src\/node\//,
  mtproto: /^$/,
  reference: /^packages\/reference\/src\/node\//,
  client: /^packages\/client\/src\/node\//,
  server: /^packages\/server\//,
  terminal: /^packages\/terminal\//,
  cli: /^packages\/cli\//,
}

const packages = readWorkspace()

describe('imports between packages', () => {
  it('knows every package', () => {
    expect(packages.map(({ folder }) => folder).sort()).toEqual(Object.keys(mayImport).sort())
  })

  for (const { folder, manifest, sources, readme } of packages) {
    const outside = Object.keys(manifest.dependencies ?? {}).filter(name => !name.startsWith('@chappe/'))

    it(`${manifest.name} imports only what stands below it`, () => {
      const wrong = sources.flatMap(({ path, imports }) =>
        imports
          .filter(name => name.startsWith('@chappe/'))
          .filter(name => !mayImport[folder]!.includes(packageName(name)))
          .map(name => `${path} imports ${name}`),
      )
      expect(wrong).toEqual([])
    })

    it(`${manifest.name} declares the packages it imports, and imports those it declares`, () => {
      const used = new Set(
        sources
          .flatMap(({ imports }) => imports)
          .filter(isPackage)
          .map(packageName),
      )
      const declared = new Set(Object.keys(manifest.dependencies ?? {}))
      expect([...used].filter(name => !declared.has(name) && name !== manifest.name)).toEqual([])
      expect([...declared].filter(name => !used.has(name))).toEqual([])
    })

    it(`${manifest.name} keeps Node's modules at its edges`, () => {
      const wrong = sources
        .filter(({ path }) => !nodeEdges[folder]!.test(path))
        .filter(({ imports }) => imports.some(name => name.startsWith('node:')))
        .map(({ path }) => path)
      expect(wrong).toEqual([])
    })

    it(`${manifest.name} says in its README why it has each outside dependency`, () => {
      expect(outside.filter(name => !readme.includes(`\`${name}\``))).toEqual([])
      expect(readme.length).toBeGreaterThan(200)
    })
  }

  it('reaches into no other package by a path', () => {
    const wrong = packages.flatMap(({ folder, sources }) =>
      sources.flatMap(({ path, imports }) =>
        imports
          .filter(name => name.startsWith('.') && escapes(path, name, `packages/${folder}/`))
          .map(name => `${path} imports ${name}`),
      ),
    )
    expect(wrong).toEqual([])
  })

  it('does no I/O and reads no clock in @chappe/mtproto', () => {
    const wrong = packages
      .filter(({ folder }) => folder === 'mtproto')
      .flatMap(({ sources }) => sources)
      .filter(({ text }) =>
        /\b(?:Date\.now|performance\.now|setTimeout|setInterval|Math\.random|process\.)\b/.test(text),
      )
      .map(({ path }) => path)
    expect(wrong).toEqual([])
  })
})

function isPackage(specifier: string): boolean {
  return !specifier.startsWith('.') && !specifier.startsWith('node:')
}

function packageName(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}

function escapes(path: string, specifier: string, base: string): boolean {
  const resolved = new URL(specifier, `file:///${path}`).pathname.slice(1)
  return !resolved.startsWith(base)
}
