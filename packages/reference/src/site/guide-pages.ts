import type { Guide, PageContext } from './context.ts'
import { type Html, html, trusted } from './html.ts'
import type { Heading, Page } from './layout.ts'
import { landscape } from './pictures.ts'

/** The first page of the site. */
export function homePage(context: PageContext): Page {
  const { reference, content, root } = context
  const { methods, constructors, types, errors, layers, sources } = reference
  const layer = reference.layer === undefined ? '' : `, layer ${reference.layer}`
  const cards: readonly (readonly [address: string, title: string, text: string])[] = [
    [
      'methods/index.html',
      'Methods',
      `${methods.length} calls: parameters, errors, who may call them, an example that runs.`,
    ],
    ['constructors/index.html', 'Constructors', `${constructors.length} shapes of values, field by field.`],
    ['types/index.html', 'Types', `${types.length} types: what belongs to them, who returns and who accepts them.`],
    ['errors/index.html', 'Errors', `${errors.length} errors: what they mean, what to do, where they come from.`],
    ['layers/index.html', 'Layers', `What changed in each of ${layers.length} versions of the schema.`],
  ]
  const body = html`<div class="hero"><div><h1>The Telegram API, as it is on the wire</h1>
<p class="lead">Every method, constructor, type and error of MTProto’s API${layer}: with the schema’s own line, its history, and examples that compile and run.</p></div>${landscape}</div>
${content.guides.length > 0 && html`<h2 id="guides">Guides</h2>${guideCards(content.guides, root)}`}
<h2 id="reference">Reference</h2>
<ul class="cards">${cards.map(([address, title, text]) => html`<li><a href="${root}${address}"><b>${title}</b><span>${text}</span></a></li>`)}</ul>
<h2 id="machines">For machines</h2>
<p>Every page has a twin in JSON and in Markdown: the same address with another ending. <a href="${root}schema.json">A JSON Schema</a> describes the former, <a href="${root}llms.txt">llms.txt</a> lists all there is.</p>
<h2 id="sources">Where the facts are from</h2>
<dl class="told plain">${sources.map(
    ({ name, gives, url }) =>
      html`<div><dt>${url === undefined ? name : html`<a href="${url}">${name}</a>`}</dt><dd>${gives}</dd></div>`,
  )}</dl>`
  return {
    title: 'Telegram API',
    description: `Every method, constructor, type and error of the Telegram API${layer}.`,
    body,
  }
}

/** The list of guides. */
export function guidesIndex({ content, root }: PageContext): Page {
  return {
    title: 'Guides',
    section: 'guides',
    description: 'How to log in, call methods, test a client and run a data center.',
    crumbs: [{ text: 'Reference', address: 'index.html' }, { text: 'Guides' }],
    body: html`<h1>Guides</h1>${guideCards(content.guides, root)}`,
  }
}

/** The page of a guide. */
export function guidePage(guide: Guide, context: PageContext): Page {
  const { text, contents } = withAnchors(context.prose.block(guide.markdown.replace(/^# .*\n+/, '')))
  return {
    title: guide.title,
    section: 'guides',
    description: guide.description,
    crumbs: [
      { text: 'Reference', address: 'index.html' },
      { text: 'Guides', address: 'guides/index.html' },
      { text: guide.title },
    ],
    side: html`<h2>Guides</h2><ul>${context.content.guides.map(
      ({ slug, title }) =>
        html`<li><a href="${slug}.html"${slug === guide.slug && html` aria-current="page"`}>${title}</a></li>`,
    )}</ul>`,
    contents,
    body: html`<h1>${guide.title}</h1><p class="lead">${guide.description}</p><div class="prose">${text}</div>`,
  }
}

function guideCards(guides: readonly Guide[], root: string): Html {
  return html`<ul class="cards">${guides.map(
    ({ slug, title, description }) =>
      html`<li><a href="${root}guides/${slug}.html"><b>${title}</b><span>${description}</span></a></li>`,
  )}</ul>`
}

function withAnchors(rendered: Html): { text: Html; contents: readonly Heading[] } {
  const contents: Heading[] = []
  const text = rendered.toString().replace(/<h2>(.*?)<\/h2>/g, (_all, inner: string) => {
    const plain = inner
      .replace(/<[^>]+>/g, '')
      .replaceAll('&#39;', '’')
      .replaceAll('&amp;', '&')
    const id = plain
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
    contents.push({ id, text: plain })
    return `<h2 id="${id}">${inner}<a class="anchor" href="#${id}" aria-label="Link to this section">#</a></h2>`
  })
  return { text: trusted(text), contents }
}
