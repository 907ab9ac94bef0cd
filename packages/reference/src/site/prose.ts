import { Marked, type MarkedExtension, type Tokens } from 'marked'
import { summaryOf } from '../markdown/links.ts'
import type { Reference } from '../model/model.ts'
import { codeBlock } from './code-colours.ts'
import { type Html, html, trusted } from './html.ts'

/** Turns Markdown of the model into HTML, with links that start at one page. */
export interface Prose {
  /** Paragraphs. */
  block(markdown: string): Html
  /** One line without a paragraph around it. */
  inline(markdown: string): Html
  /** The first sentence as plain text, for lists and for the description of a page. */
  summary(markdown: string, charactersMax: number): string
  /** The address of a page, given from the root of the site, as seen from this page. */
  to(address: string): string
}

/** Makes the {@link Prose} of a page. `root` leads from the page to the root of the site: `../` or nothing. */
export function createProse(reference: Reference, root: string): Prose {
  const marked = new Marked(nameLinks(reference, root), safeLinks(reference, root))
  return {
    block: markdown => trusted(marked.parse(wrapLinks(markdown), { async: false })),
    inline: markdown => trusted(marked.parseInline(wrapLinks(markdown), { async: false })),
    summary,
    to: address => root + address,
  }
}

/** The address of the page about a TL name or error; undefined when there is none. */
function addressOf(reference: Reference, name: string): string | undefined {
  return reference.find(name)?.urls.html
}

// A link is one token for Markdown even when the name has characters that Markdown reads (`messages.send_media`).
function wrapLinks(markdown: string): string {
  return markdown.replace(/\[([^\]]*)\]\(\{@link ([^}|]+)\}\)/g, '{@link $2|$1}')
}

function nameLinks(reference: Reference, root: string): MarkedExtension {
  return {
    extensions: [
      {
        name: 'nameLink',
        level: 'inline',
        start: source => source.indexOf('{@link '),
        tokenizer(source) {
          const match = /^\{@link ([^}\s|]+)[\s|]*([^}]*)\}/.exec(source)
          if (match === null) return undefined
          return { type: 'nameLink', raw: match[0], name: match[1], text: match[2] }
        },
        renderer: token => String(nameLink(reference, root, String(token['name']), String(token['text'] ?? ''))),
      },
    ],
  }
}

function nameLink(reference: Reference, root: string, name: string, text: string): Html {
  const address = /^https?:/.test(name) ? name : addressOf(reference, name)
  const shown = text === '' ? html`<code>${name}</code>` : html`${text}`
  if (address === undefined) return shown
  return html`<a href="${/^https?:/.test(address) ? address : root + address}">${shown}</a>`
}

// Prose comes from packages: what is not a plain link or text of ours is shown as text, never run.
function safeLinks(reference: Reference, root: string): MarkedExtension {
  return {
    gfm: true,
    renderer: {
      html: ({ text }) => String(html`${text}`),
      link({ href, tokens }) {
        const inner = trusted(this.parser.parseInline(tokens))
        const target = targetOf(href, reference, root)
        return target === undefined ? String(inner) : String(html`<a href="${target}">${inner}</a>`)
      },
      image: ({ text }) => String(html`${text}`),
      code: ({ text, lang }) => String(codeBlock(text, `the ${codeName(lang)}`)),
      table(token) {
        const row = (cells: readonly Tokens.TableCell[], tag: 'th' | 'td') =>
          html`<tr>${cells.map(({ tokens }) => trusted(`<${tag}${tag === 'th' ? ' scope="col"' : ''}>${this.parser.parseInline(tokens)}</${tag}>`))}</tr>`
        return String(
          html`<div class="scroll" tabindex="0" role="region" aria-label="Table"><table><thead>${row(token.header, 'th')}</thead><tbody>${token.rows.map(cells => row(cells, 'td'))}</tbody></table></div>`,
        )
      },
    },
  }
}

function codeName(language: string | undefined): string {
  return language === 'sh' ? 'command' : language === 'ts' ? 'program' : 'code'
}

function targetOf(href: string, reference: Reference, root: string): string | undefined {
  const [, kind, name = ''] =
    /^(?:https:\/\/core\.telegram\.org)?\/(method|constructor|type)\/([\w.]+)$/.exec(href) ?? []
  const own = kind === undefined ? undefined : reference.get(kind as 'method' | 'constructor' | 'type', name)
  if (own !== undefined) return root + own.urls.html
  if (href.startsWith('https://') || href.startsWith('http://') || href.startsWith('#')) return href
  if (href.startsWith('/')) return `https://core.telegram.org${href}`
  if (/^[a-z]+:/i.test(href)) return undefined
  return root + href.replace(/^(\.\.\/)+/, '')
}

function summary(markdown: string, charactersMax: number): string {
  const sentence = summaryOf(markdown)
  if (sentence.length <= charactersMax) return sentence
  const cut = sentence.slice(0, charactersMax)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), 1))}…`
}
