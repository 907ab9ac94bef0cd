// Upstream's descriptions are HTML with links of its own kind; ours are Markdown whose cross references are
// `{@link name}` with TL names, which editors resolve in the declarations and the reference turns into pages.

import type { UpstreamEntry, UpstreamSchema } from './upstream.ts'

/** Rewrites one description into Markdown on one or more lines. */
export type Prose = (html: string | undefined) => string

/** Creates the rewriter for a schema: it must know all names to resolve the links between them. */
export function createProse(schema: UpstreamSchema): Prose {
  const names = linkTargets(schema)
  return html => (html === undefined ? '' : toMarkdown(html, names))
}

// `auth.RawSendCodeRequest` is the method auth.sendCode, `auth.RawSentCode` the constructor auth.sentCode and
// `auth.TypeSentCode` the type auth.SentCode.
function linkTargets(schema: UpstreamSchema): Map<string, string> {
  const targets = new Map<string, string>()
  for (const entry of schema.e) {
    const { namespace, local } = splitName(entry.name)
    const capital = local.charAt(0).toUpperCase() + local.slice(1)
    targets.set(`${namespace}Raw${capital}${entry.kind === 'method' ? 'Request' : ''}`, entry.name)
    const type = splitName(entry.type)
    targets.set(`${type.namespace}Type${type.local}`, entry.type)
  }
  return targets
}

function splitName(name: string): { namespace: string; local: string } {
  const dot = name.indexOf('.')
  return { namespace: name.slice(0, dot + 1), local: name.slice(dot + 1) }
}

function toMarkdown(html: string, names: Map<string, string>): string {
  const text = html
    .replace(/\{@link ([^}\s]+)\}/g, (_, target: string) => linkTo(target, names))
    .replace(/<img\b[^>]*>/g, '')
    .replace(/<br\s*\/?>\s*/g, '\n')
    .replace(/<a\b[^>]*?href="([^"]*)"[^>]*>([\s\S]*?)<\/a>/g, (_, href: string, label: string) => anchor(href, label))
    .replace(/<a\b[^>]*>([\s\S]*?)<\/a>/g, '$1')
    .replace(/<pre>([\s\S]*?)(?:<\/pre>|$)/g, (_, code: string) => `\n\`${code.trim()}\`\n`)
    .replace(/<\/?blockquote>/g, '\n')
    .replace(/<\/?(?:strong|b)>/g, '**')
    .replace(/<\/?(?:em|i)>/g, '*')
    .replace(/<\/?(?:del|s)>/g, '~~')
    .replace(/<\/?u>/g, '')
    .replace(/<\/?code>/g, '`')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&raquo;/g, '»')
    .replace(/&nbsp;/g, ' ')
    .replace(/&amp;/g, '&')
  return tidy(text)
}

function linkTo(target: string, names: Map<string, string>): string {
  const name = names.get(target)
  return name === undefined ? `\`${target}\`` : `{@link ${name}}`
}

function anchor(href: string, label: string): string {
  const url = officialUrl(href)
  // A link inside a link cannot be written in Markdown: the cross reference is worth more than the address.
  if (url === undefined || label.includes('{@link')) return label
  return `[${label.trim()}](${url})`
}

// The crawled copy of the documents lives on another host; links within a page and mail addresses have no target here.
function officialUrl(href: string): string | undefined {
  if (!URL.canParse(href)) return undefined
  const url = new URL(href)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined
  if (url.hostname === 'corefork.telegram.org') url.hostname = 'core.telegram.org'
  return url.href
}

function tidy(text: string): string {
  return text
    .split('\n')
    .map(line => line.replace(/[ \t]+/g, ' ').trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** The page about an entry in Telegram's documents. */
export function pageUrl(entry: Pick<UpstreamEntry, 'kind' | 'name'>): string {
  return `https://core.telegram.org/${entry.kind === 'method' ? 'method' : 'constructor'}/${entry.name}`
}
