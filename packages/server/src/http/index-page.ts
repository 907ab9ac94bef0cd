import { hash } from 'node:crypto'
import type { Context } from 'hono'
import { html, raw } from 'hono/html'
import { type ApiRoute, apiRoutes } from './api-routes.ts'
import type { Mount } from './mount.ts'

/** What the first page of the console tells. */
export interface IndexFacts {
  /** What else stands on the port; listed when it has a title and is public, as this page is. */
  readonly mounts: readonly Mount[]
  /** Whether the API asks for a token. */
  readonly asksForToken: boolean
}

/**
 * The first page of the console, for people who open its address in a browser: where to read on, and every route of the
 * API. It loads nothing, runs no script, and shows nothing of the data center's, so that everybody may read it.
 *
 * @param context - of the request, whose `Host` has been checked: the example names it
 */
export async function indexPage(context: Context, facts: IndexFacts): Promise<Response> {
  context.header('content-security-policy', contentPolicy)
  context.header('referrer-policy', 'no-referrer')
  return context.html(document(context.req.header('host') ?? 'localhost', facts))
}

type Html = ReturnType<typeof html>

function document(host: string, { mounts, asksForToken }: IndexFacts): Html {
  const listed = mounts.filter(({ isPublic, title }) => isPublic && title !== undefined)
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Chappe console</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<style>${raw(styles)}</style>
</head>
<body>
<main>
<header>${mark}<div><h1>A data center runs here</h1>
<p>This is its console. Clients connect to another port: <code>chappe serve</code> prints it, <code>dc.address</code> has it.</p></div></header>
${listed.length === 0 ? '' : html`<h2>To read</h2>\n<ul class="cards">${listed.map(mountCard)}</ul>`}
<h2>The API</h2>
<p>Every answer is JSON. ${asksForToken ? tokenWords : openWords}</p>
<pre tabindex="0"><code>curl ${asksForToken ? '-H "Authorization: Bearer $TOKEN" \\\n  ' : ''}'http://${host}/api/inbox?phone_number=%2B12025550142'</code></pre>
<div class="scroll" tabindex="0" role="region" aria-label="Routes of the API"><table>
<thead><tr><th scope="col">Request</th><th scope="col">What it does</th></tr></thead>
<tbody>
${apiRoutes.map(route => routeRow(route, !asksForToken))}</tbody>
</table></div>
</main>
</body>
</html>
`
}

const openWords = 'The API is open to every program on this machine: whoever reads the inbox can log in as anybody.'
const tokenWords = html`Each request needs the token of the console, which was given to the data center or made by it: whoever reads the inbox can log in as anybody.`

function mountCard({ path, title, summary }: Mount): Html {
  return html`<li><a href="${path}/">${title}</a>${summary === undefined ? '' : html`<span>${summary}</span>`}</li>`
}

function routeRow(route: ApiRoute, linked: boolean): Html {
  const { method, path, query = [], body = [], does } = route
  const isPlain = linked && method === 'GET'
  const shown = path.replaceAll(/:(\w+)/g, '<$1>')
  const address = isPlain ? html`<a href="${path}">${shown}</a>` : shown
  const filters = query.map(name => html`<i>?${name}=…</i>`)
  const takes = body.length === 0 ? '' : html` <i>Takes <code>{ ${body.join(', ')} }</code>.</i>`
  return html`<tr><td><b class="${method.toLowerCase()}">${method}</b> <code>${address}${filters}</code></td><td>${does}.${takes}</td></tr>\n`
}

/** An optical telegraph of Claude Chappe: a mast with a regulator and two indicators. */
const mark = html`<svg viewBox="0 0 32 32" aria-hidden="true"><path d="M16 11v18M11 29h10"/><path d="M7 15.500 25 7.500"/><path d="M7 15.500V23M25 7.500v-5"/></svg>`

const styles = `
:root { color-scheme: light; --paper: #fbfaf6; --raised: #fff; --line: #e3ded2; --ink: #211f1a; --quiet: #655f53; --link: #0b5878; --accent: #a63c17; --yes: #1d6b3a }
@media (prefers-color-scheme: dark) {
  :root { color-scheme: dark; --paper: #16181a; --raised: #1d2023; --line: #30353a; --ink: #e9e6df; --quiet: #a8a399; --link: #86cbe4; --accent: #f29a72; --yes: #8ed3a2 }
}
* { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.6 ui-sans-serif, system-ui, sans-serif }
main { max-width: 50rem; margin: 0 auto; padding: 3rem 1.25rem 4rem }
header { display: flex; gap: 1.25rem; align-items: center; margin-bottom: 2.5rem }
header p { margin: .25rem 0 0; color: var(--quiet) }
svg { flex: none; width: 4rem; height: 4rem; fill: none; stroke: var(--accent); stroke-width: 2.4; stroke-linecap: round; stroke-linejoin: round }
h1 { margin: 0; font: 600 1.9rem/1.2 "Iowan Old Style", Palatino, "Noto Serif", "Liberation Serif", Georgia, serif }
h2 { margin: 2.25rem 0 .6rem; font-size: 1.1rem }
p { margin: 0 0 1rem }
a { color: var(--link); text-underline-offset: .18em }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px }
code { font: .9em ui-monospace, Menlo, Consolas, "Liberation Mono", monospace }
.cards { display: grid; gap: .75rem; margin: 0; padding: 0; list-style: none }
.cards li { padding: .9rem 1.1rem; border: 1px solid var(--line); border-radius: .6rem; background: var(--raised) }
.cards a { font-weight: 600 }
.cards span { display: block; color: var(--quiet) }
pre { margin: 0 0 1.25rem; padding: .8rem 1rem; overflow-x: auto; border: 1px solid var(--line); border-radius: .6rem; background: var(--raised) }
.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: .6rem; background: var(--raised) }
table { width: 100%; border-collapse: collapse; font-size: .95rem }
th, td { padding: .5rem 1rem; text-align: left; vertical-align: top }
th { font-size: .85rem; color: var(--quiet) }
tr + tr td, tbody td { border-top: 1px solid var(--line) }
td:first-child { white-space: nowrap }
td b { display: inline-block; width: 4.2rem; font: 600 .8rem ui-monospace, Menlo, Consolas, "Liberation Mono", monospace }
td i { font-style: normal; color: var(--quiet) }
td + td code { white-space: nowrap }
.get { color: var(--yes) }
.delete { color: var(--accent) }
@media (max-width: 44rem) {
  header { align-items: flex-start }
  thead { position: absolute; left: -100rem }
  table, tbody, tr, td { display: block }
  td:first-child { padding-bottom: 0; white-space: normal }
  tbody td + td { padding-top: .2rem; border: 0 }
}
`

/** The page has one style sheet inside, which is told by its hash; nothing else is loaded or run. */
const contentPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${hash('sha256', styles, 'base64')}'`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')
