import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Guide, SiteContent } from '../site/context.ts'
import { markFile } from '../site/pictures.ts'

const guidesFolder = new URL('../../guides/', import.meta.url)
const assetsFolder = new URL('../site/assets/', import.meta.url)

/** What a site has besides the model. */
export type ContentKind = 'guides' | 'assets'

/** The folders that a site's guides, styles and scripts are read from. */
export const contentFolders: readonly { readonly kind: ContentKind; readonly path: string }[] = [
  { kind: 'guides', path: fileURLToPath(guidesFolder) },
  { kind: 'assets', path: fileURLToPath(assetsFolder) },
]

const contentTypes: Readonly<Record<string, string>> = { css: 'text/css', js: 'text/javascript' }

/** Reads guides, styles and scripts, and the search library that the pages load. */
export function readContent(): SiteContent {
  const assets = new Map(
    readdirSync(assetsFolder).map(name => {
      const contentType = contentTypes[name.slice(name.lastIndexOf('.') + 1)] ?? 'text/plain'
      return [name, { contentType, text: withoutComments(readFileSync(new URL(name, assetsFolder), 'utf8')) }]
    }),
  )
  assets.set('mark.svg', { contentType: 'image/svg+xml', text: markFile })
  const search = readFileSync(new URL(import.meta.resolve('minisearch')), 'utf8')
  assets.set('minisearch.js', { contentType: 'text/javascript', text: withoutComments(search) })
  return { guides: readGuides(), assets }
}

function readGuides(): readonly Guide[] {
  return readdirSync(guidesFolder)
    .filter(name => name.endsWith('.md'))
    .map(name => parseGuide(name, readFileSync(new URL(name, guidesFolder), 'utf8')))
    .sort((a, b) => a.order - b.order || (a.slug < b.slug ? -1 : 1))
}

/** A guide starts with `title`, `description` and `order` between two lines of dashes. */
function parseGuide(fileName: string, text: string): Guide & { readonly order: number } {
  const [, front = '', markdown = text] = /^---\n(.*?)\n---\n+(.*)$/s.exec(text) ?? []
  const field = (name: string) => new RegExp(`^${name}: *"?(.*?)"?$`, 'm').exec(front)?.[1]
  const slug = fileName.replace(/\.md$/, '')
  return {
    slug,
    title: field('title') ?? slug,
    description: field('description') ?? '',
    order: Number(field('order') ?? 100),
    markdown,
  }
}

// Comments are for readers of the source; only whole lines go, so that no string is touched.
function withoutComments(text: string): string {
  return text
    .replace(/^[ \t]*\/\*[\s\S]*?\*\/[ \t]*\n/gm, '')
    .replace(/^[ \t]*\/\/.*\n/gm, '')
    .replace(/^\s*\n/gm, '')
}
