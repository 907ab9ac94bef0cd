import { indexJsonText } from './json/index-json.ts'
import { jsonSchema } from './json/json-schema.ts'
import { toJsonText } from './json/to-json.ts'
import { indexMarkdown } from './markdown/index-markdown.ts'
import { llmsText } from './markdown/llms.ts'
import { toMarkdown } from './markdown/to-markdown.ts'
import { folders } from './model/addresses.ts'
import type { Entry, EntryKind, Reference } from './model/model.ts'
import { constructorPage } from './site/constructor-page.ts'
import { contextOf, noContent, type PageContext, type SiteContent } from './site/context.ts'
import { errorPage } from './site/error-page.ts'
import { guideMarkdown } from './site/guide-markdown.ts'
import { guidePage, guidesIndex, homePage } from './site/guide-pages.ts'
import { constructorsIndex, errorsIndex, layersIndex, methodsIndex, typesIndex } from './site/index-pages.ts'
import { layerPage } from './site/layer-page.ts'
import { layout, type Page } from './site/layout.ts'
import { methodPage } from './site/method-page.ts'
import { notFoundPage } from './site/not-found-page.ts'
import { redirectPage } from './site/redirect-page.ts'
import { searchData } from './site/search-data.ts'
import { typePage } from './site/type-page.ts'

/** What a web server answers for one address. */
export interface Rendered {
  /** 200; 301 for an older address; 404 from {@link renderNotFound}. */
  readonly status: 200 | 301 | 404
  /** As in the header of the same name, with the character set. */
  readonly contentType: string
  /** For a 301 a page that leads on, for web servers of plain files. */
  readonly body: string
  /** Where a 301 leads, relative to the address. */
  readonly location?: string
}

/**
 * Renders anything that the site has: pages, their twins in JSON and Markdown, older addresses, the data of the search,
 * styles and scripts.
 *
 * @param path from the root of the site, with or without a slash in front: `methods/auth.resendCode.html`. A path that
 *   ends in a slash, or is empty, means the `index.html` there.
 * @param content guides and assets; without it the site has neither
 * @returns undefined for an address that the site does not have
 */
export function renderPath(reference: Reference, path: string, content: SiteContent = noContent): Rendered | undefined {
  const plain = path.replace(/^\/+/, '')
  const address = plain === '' || plain.endsWith('/') ? `${plain}index.html` : plain
  return fixedFiles(reference, content).get(address)?.() ?? entryFile(reference, content, address)
}

/** The page for an address that the site does not have, with names that are close to it. */
export function renderNotFound(reference: Reference, path: string, content: SiteContent = noContent): Rendered {
  const context = contextOf(reference, content, path.replace(/^\/+/, ''))
  return { ...text('text/html', layout(notFoundPage(context), context)), status: 404 }
}

/** Every address of the site, from its root. */
export function allAddresses(reference: Reference, content: SiteContent = noContent): Iterable<string> {
  const { methods, constructors, types, errors, layers } = reference
  const urls = [methods, constructors, types, errors, layers].flatMap(entries => entries.map(entry => entry.urls))
  return new Set([
    ...fixedFiles(reference, content).keys(),
    ...urls.flatMap(({ html, json, markdown }) => [html, json, markdown]),
    ...urls.flatMap(({ redirectFrom }) => redirectFrom),
  ])
}

// An entry is looked up by its address, so that a server's first page does not wait for all the others.
function entryFile(reference: Reference, content: SiteContent, address: string): Rendered | undefined {
  const entry = reference.find(address)
  if (entry === undefined) return undefined
  const { html, json, markdown, redirectFrom } = entry.urls
  if (address === html) return pageFile(reference, content, address, context => entryPage(entry, context))
  if (address === json) return text('application/json', toJsonText(entry, reference))
  if (address === markdown) return text('text/markdown', toMarkdown(entry, reference))
  return redirectFrom.includes(address) ? redirect(entry) : undefined
}

type Files = ReadonlyMap<string, () => Rendered>

const known = new WeakMap<Reference, { readonly content: SiteContent; readonly files: Files }>()

/** The files that are not about one entry. */
function fixedFiles(reference: Reference, content: SiteContent): Files {
  const before = known.get(reference)
  if (before?.content === content) return before.files
  const files = new Map<string, () => Rendered>()
  const page = (address: string, make: (context: PageContext) => Page) =>
    files.set(address, () => pageFile(reference, content, address, make))
  page('index.html', homePage)
  page('404.html', notFoundPage)
  page('guides/index.html', guidesIndex)
  for (const guide of content.guides) {
    page(`guides/${guide.slug}.html`, context => guidePage(guide, context))
    files.set(`guides/${guide.slug}.md`, () => text('text/markdown', guideMarkdown(guide, reference)))
  }
  for (const [kind, indexPage] of indexes) {
    const index = `${folders[kind]}/index`
    page(`${index}.html`, indexPage)
    files.set(`${index}.json`, () => text('application/json', indexJsonText(kind, reference)))
    files.set(`${index}.md`, () => text('text/markdown', indexMarkdown(kind, reference)))
  }
  files.set('search.json', () => text('application/json', searchData(contextOf(reference, content, 'search.json'))))
  files.set('schema.json', () => text('application/schema+json', `${JSON.stringify(jsonSchema, undefined, 2)}\n`))
  files.set('llms.txt', () => text('text/plain', llmsText(reference)))
  for (const [name, asset] of content.assets) files.set(`assets/${name}`, () => text(asset.contentType, asset.text))
  known.set(reference, { content, files })
  return files
}

function pageFile(
  reference: Reference,
  content: SiteContent,
  address: string,
  make: (context: PageContext) => Page,
): Rendered {
  const context = contextOf(reference, content, address)
  return text('text/html', layout(make(context), context))
}

const indexes: readonly (readonly [EntryKind, (context: PageContext) => Page])[] = [
  ['method', methodsIndex],
  ['constructor', constructorsIndex],
  ['type', typesIndex],
  ['error', errorsIndex],
  ['layer', layersIndex],
]

function entryPage(entry: Entry, context: PageContext): Page {
  switch (entry.kind) {
    case 'method':
      return methodPage(entry, context)
    case 'constructor':
      return constructorPage(entry, context)
    case 'type':
      return typePage(entry, context)
    case 'error':
      return errorPage(entry, context)
    case 'layer':
      return layerPage(entry, context)
  }
}

function redirect(entry: Entry): Rendered {
  // Older addresses are in the same folder.
  const location = entry.urls.html.slice(entry.urls.html.lastIndexOf('/') + 1)
  return { status: 301, contentType: 'text/html; charset=utf-8', body: redirectPage(location, entry.name), location }
}

function text(contentType: string, body: string): Rendered {
  return { status: 200, contentType: `${contentType}; charset=utf-8`, body }
}
