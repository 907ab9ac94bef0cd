import type { Reference } from '../model/model.ts'
import { createProse, type Prose } from './prose.ts'

/** A page of words, beside the pages of entries. */
export interface Guide {
  /** The name of its page: `getting-started` */
  readonly slug: string
  readonly title: string
  /** One sentence. */
  readonly description: string
  /** Markdown without its title. */
  readonly markdown: string
}

/** What a site has besides the model: it is read from files, so the pages themselves need no file system. */
export interface SiteContent {
  /** In the order in which they are read. */
  readonly guides: readonly Guide[]
  /** Styles and scripts by name, `site.css`; served below `assets/`. */
  readonly assets: ReadonlyMap<string, { readonly contentType: string; readonly text: string }>
}

/** A site without guides and assets. */
export const noContent: SiteContent = { guides: [], assets: new Map() }

/** All that a page is made from. */
export interface PageContext {
  readonly reference: Reference
  readonly content: SiteContent
  readonly prose: Prose
  /** The address of the page from the root of the site. */
  readonly address: string
  /** Leads from the page to the root of the site: `../`, or nothing. */
  readonly root: string
}

/** Makes the context of the page at an address. */
export function contextOf(reference: Reference, content: SiteContent, address: string): PageContext {
  const root = '../'.repeat(address.split('/').length - 1)
  return { reference, content, prose: createProse(reference, root), address, root }
}
