import type { EntryKind, Urls } from './model.ts'

/** The folder of each kind of page. */
export const folders: Readonly<Record<EntryKind, string>> = {
  method: 'methods',
  constructor: 'constructors',
  type: 'types',
  error: 'errors',
  layer: 'layers',
}

/** The address of a page, relative to the root of the site: `methods/auth.resendCode.html`. */
export function pageAddress(kind: EntryKind, name: string): string {
  return `${folders[kind]}/${fileName(kind, name)}.html`
}

/** All addresses of an entry. */
export function addressesOf(kind: EntryKind, name: string, official?: string): Urls {
  const base = `${folders[kind]}/${fileName(kind, name)}`
  return {
    html: `${base}.html`,
    json: `${base}.json`,
    markdown: `${base}.md`,
    // Addresses had underscores in the place of dots once, and people's bookmarks and search engines still do.
    redirectFrom: kind !== 'error' && name.includes('.') ? [`${folders[kind]}/${name.replaceAll('.', '_')}.html`] : [],
    ...(official !== undefined && { official }),
  }
}

/** The name of an error for people and addresses, where `%` would be in the way: `FLOOD_WAIT_X`. */
export function errorTitle(name: string): string {
  return name.replaceAll('%d', 'X')
}

// A few errors are sentences: `Invalid msgs_ack query`.
function fileName(kind: EntryKind, name: string): string {
  if (kind === 'error') return errorTitle(name).replaceAll(/\W+/g, '_')
  // The list of all names has this address.
  return name === 'index' ? '_index' : name
}
