/** Links between the documents: each leads to a file that is there, and to a heading that it has. */
import { existsSync, readFileSync } from 'node:fs'
import { join, normalize } from 'node:path'
import { expect, it } from 'vitest'
import { filesOfRepository, root } from './workspace.ts'

const documents = filesOfRepository().filter(path => path.endsWith('.md'))

/** A link of a document; `anchor` is what stands after the `#`. */
interface DocumentLink {
  readonly from: string
  readonly path: string
  readonly anchor: string | undefined
}

// The guides of the site link to its pages; the site's own tests follow those.
const links = documents.filter(path => !path.startsWith('packages/reference/guides/')).flatMap(linksOf)

it('links lead to files that are there', () => {
  expect(links.length).toBeGreaterThan(50)
  expect(links.filter(({ path }) => !existsSync(join(root, path)))).toEqual([])
})

it('links lead to headings that are there', () => {
  const toHeadings = links.filter(({ anchor }) => anchor !== undefined)
  expect(toHeadings.length).toBeGreaterThan(2)
  expect(toHeadings.filter(({ path, anchor = '' }) => !anchorsOf(path).has(anchor))).toEqual([])
})

it('headings have the anchors that web pages of repositories give them', () => {
  const text = '# A `code` & more\n\n## Twice\n\n```\n# no heading\n```\n## Twice\n### [Linked](x.md), `tg.start()`?\n'
  expect(headingAnchors(text)).toEqual(['a-code--more', 'twice', 'twice-1', 'linked-tgstart'])
})

function linksOf(from: string): DocumentLink[] {
  const text = withoutCode(readFileSync(join(root, from), 'utf8'))
  const targets = [
    ...text.matchAll(/\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/g),
    ...text.matchAll(/^\[[^\]]+\]:\s*<?([^\s>]+)/gm),
  ].map(match => match[1] ?? '')
  return targets
    .filter(target => !/^[a-z][a-z0-9+.-]*:/i.test(target))
    .map(target => {
      const [path = '', anchor] = target.split('#')
      return { from, path: path === '' ? from : normalize(join(from, '..', path)), anchor }
    })
}

function anchorsOf(path: string): ReadonlySet<string> {
  if (!path.endsWith('.md') || !existsSync(join(root, path))) return new Set()
  return new Set(headingAnchors(readFileSync(join(root, path), 'utf8')))
}

/** Letters, digits, dashes and underscores of a heading in small letters, with a dash for each space; counted when met again. */
function headingAnchors(markdown: string): string[] {
  const met = new Map<string, number>()
  return [...withoutFences(markdown).matchAll(/^#{1,6} +(.+?)(?: +#+)?$/gm)].map(([, heading = '']) => {
    const words = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    const slug = words
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(/\s/g, '-')
    const count = met.get(slug) ?? 0
    met.set(slug, count + 1)
    return count === 0 ? slug : `${slug}-${count}`
  })
}

function withoutFences(markdown: string): string {
  return markdown.replaceAll(/^ {0,3}(`{3,}|~{3,})[\s\S]*?^ {0,3}\1/gm, '')
}

/** Code shows links of other languages: `list[0](x)`. */
function withoutCode(markdown: string): string {
  return withoutFences(markdown).replaceAll(/`[^`\n]*`/g, '``')
}
