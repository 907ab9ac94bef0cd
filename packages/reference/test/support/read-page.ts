import type { Rendered } from '../../src/render.ts'

/** What a reader sees on a page of an entry, read back from its HTML. */
export interface ReadPage {
  readonly tl: string
  /** `phone_number required` */
  readonly fields: readonly string[]
  /** `400 PHONE_CODE_EMPTY` */
  readonly errors: readonly string[]
  /** Users, bots, business, before login. */
  readonly answers: readonly string[]
  readonly ids: readonly string[]
}

/** Reads a page. */
export function parsePage(html: string): ReadPage {
  return {
    tl: textOf(/<pre class="tl"[^>]*>(.*?)<\/pre>/s.exec(html)?.[1] ?? ''),
    fields: all(
      html,
      /data-field="([^"]*)" data-need="(\w+)"><dt><a[^>]*>\1<\/a><span class="need \2">\2<\/span>/g,
    ).map(([, name, need]) => `${name} ${need}`),
    errors: all(html, /<tr data-error="([^"]*)" data-code="(-?\d+)"><td>\2<\/td>/g).map(
      ([, name, code]) => `${code} ${textOf(name ?? '')}`,
    ),
    answers: all(html, /data-access="[\w-]+" data-answer="(\w+)"/g).map(([, answer]) => answer ?? ''),
    ids: all(html, / id="([^"]*)"/g).map(([, id]) => id ?? ''),
  }
}

/** Links of all pages and Markdown files that lead to nothing, as `page -> target`. */
export function deadLinks(files: ReadonlyMap<string, Rendered>): string[] {
  const ids = new Map<string, ReadonlySet<string>>()
  for (const [address, { body }] of files) {
    if (address.endsWith('.html')) ids.set(address, new Set(parsePage(body).ids))
  }
  const dead = new Set<string>()
  for (const [address, { body }] of files) {
    for (const target of linksOf(address, body)) {
      if (/^(https?|tg|ton|mailto):/.test(target)) continue
      const { pathname, hash } = new URL(target, `http://site/${address}`)
      const path = decodeURIComponent(pathname.slice(1))
      const found = path === '' || path.endsWith('/') ? `${path}index.html` : path
      const anchor = decodeURIComponent(hash.slice(1))
      if (!files.has(found) || (anchor !== '' && ids.get(found)?.has(anchor) === false))
        dead.add(`${address} -> ${target}`)
    }
  }
  return [...dead]
}

function linksOf(address: string, body: string): string[] {
  if (address.endsWith('.html')) return all(body, / (?:href|src)="([^"]*)"/g).map(([, target]) => textOf(target ?? ''))
  if (!address.endsWith('.md') && !address.endsWith('.txt')) return []
  const withoutCode = body.replace(/```.*?```|`[^`\n]*`/gs, '')
  return all(withoutCode, /\]\(([^)\s]+)\)/g).map(([, target]) => target ?? '')
}

function all(text: string, pattern: RegExp): RegExpExecArray[] {
  return [...text.matchAll(pattern)]
}

function textOf(html: string): string {
  return html
    .replace(/<[^>]+>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
}
