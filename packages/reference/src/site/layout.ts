import type { PageContext } from './context.ts'
import { type Html, html, nothing } from './html.ts'
import { menu, moon, telegraph } from './pictures.ts'

/** One page, without the frame that all pages share. */
export interface Page {
  readonly title: string
  /** Plain text, one sentence. */
  readonly description: string
  /** The part of the site, marked in the header: `methods`. */
  readonly section?: string
  readonly crumbs?: readonly Crumb[]
  readonly side?: Html
  /** Headings of the page. */
  readonly contents?: readonly Heading[]
  readonly body: Html
  /** Addresses of the machine-readable twins, and of Telegram's own page. */
  readonly twins?: { readonly json: string; readonly markdown: string; readonly official?: string }
  /** Scripts besides that of every page. */
  readonly scripts?: readonly string[]
}

/** A step of the way from the first page to this one. */
interface Crumb {
  readonly text: string
  /** Absent for the page itself. */
  readonly address?: string
}

/** A heading of a page. */
export interface Heading {
  readonly id: string
  readonly text: string
}

const sections: readonly (readonly [section: string, address: string, text: string])[] = [
  ['guides', 'guides/index.html', 'Guides'],
  ['methods', 'methods/index.html', 'Methods'],
  ['constructors', 'constructors/index.html', 'Constructors'],
  ['types', 'types/index.html', 'Types'],
  ['errors', 'errors/index.html', 'Errors'],
  ['layers', 'layers/index.html', 'Layers'],
]

/** A whole document. */
export function layout(page: Page, context: PageContext): string {
  const { root, reference } = context
  const layer = reference.layer === undefined ? '' : ` · layer ${reference.layer}`
  const document = html`<!doctype html>
<html lang="en" data-root="${root}">
<head>
<meta charset="utf-8">
<title>${page.title} · Chappe reference</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="${page.description}">
<meta name="color-scheme" content="light dark">
<link rel="stylesheet" href="${root}assets/site.css">
<link rel="icon" href="${root}assets/mark.svg" type="image/svg+xml">
${twinLinks(page, root)}<script src="${root}assets/first.js"></script>
<script type="module" src="${root}assets/site.js"></script>
${page.scripts?.map(script => html`<script type="module" src="${root}assets/${script}"></script>\n`)}</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header class="top"><div class="top-in">
<details class="menu"><summary class="icon-button" aria-label="Sections">${menu}</summary>${navigation(page, root, 'Sections')}</details>
<a class="brand" href="${root}index.html">${telegraph}<span>Chappe</span></a>
${navigation(page, root, 'Sections of the reference', 'wide')}
<span class="spring"></span>
<div class="search needs-js"><label class="hidden-text" for="search">Search the reference</label><input id="search" type="search" role="combobox" aria-expanded="false" aria-controls="found" aria-autocomplete="list" autocomplete="off" autocapitalize="off" spellcheck="false" placeholder="Search"><kbd aria-hidden="true">/</kbd><div class="found" hidden><ul id="found" role="listbox" aria-label="Search results"></ul><p role="status"></p></div></div>
<button type="button" class="icon-button needs-js" data-theme-switch aria-label="Dark theme" aria-pressed="false">${moon}</button>
</div></header>
<div class="frame${page.side === undefined ? ' plain' : ''}">
${page.side === undefined ? nothing : html`<aside class="side" aria-label="Neighbours">${page.side}</aside>`}
<main id="content" tabindex="-1">
${crumbs(page, root)}
${page.body}
${foot(page, root, layer)}
</main>
${page.side === undefined ? nothing : contents(page)}
</div>
</body>
</html>
`
  return document.toString()
}

function navigation(page: Page, root: string, label: string, kind = ''): Html {
  return html`<nav${kind === '' ? nothing : html` class="${kind}"`} aria-label="${label}"><ul>${sections.map(
    ([section, address, text]) =>
      html`<li><a href="${root}${address}"${page.section === section && html` aria-current="true"`}>${text}</a></li>`,
  )}</ul></nav>`
}

function crumbs(page: Page, root: string): Html {
  if (page.crumbs === undefined) return nothing
  return html`<nav class="crumbs" aria-label="Where you are"><ol>${page.crumbs.map(({ text, address }) =>
    address === undefined
      ? html`<li aria-current="page">${text}</li>`
      : html`<li><a href="${root}${address}">${text}</a></li>`,
  )}</ol></nav>`
}

function contents(page: Page): Html {
  if (page.contents === undefined || page.contents.length < 2) return nothing
  return html`<nav class="toc" aria-label="On this page"><h2>On this page</h2><ul>${page.contents.map(
    ({ id, text }) => html`<li><a href="#${id}">${text}</a></li>`,
  )}</ul></nav>`
}

function twinLinks(page: Page, root: string): Html {
  if (page.twins === undefined) return nothing
  return html`<link rel="alternate" type="application/json" href="${root}${page.twins.json}">
<link rel="alternate" type="text/markdown" href="${root}${page.twins.markdown}">
`
}

function foot(page: Page, root: string, layer: string): Html {
  const { twins } = page
  return html`<footer class="foot">${
    twins === undefined
      ? nothing
      : html`<p>This page for machines: <a href="${root}${twins.json}">JSON</a>, <a href="${root}${twins.markdown}">Markdown</a>.${
          twins.official !== undefined &&
          html` In Telegram’s documents: <a href="${twins.official}">${twins.official.replace('https://', '')}</a>.`
        }</p>`
  }<p>Chappe reference${layer}. <a href="${root}index.html#sources">Where the facts are from</a>.</p></footer>`
}

/** A heading with a link to itself. */
export function heading({ id, text }: Heading): Html {
  return html`<h2 id="${id}">${text}<a class="anchor" href="#${id}" aria-label="Link to “${text}”">#</a></h2>`
}
