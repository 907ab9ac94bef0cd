import type { Reference } from '../model/model.ts'
import { type Html, html, type Part } from './html.ts'
import type { Prose } from './prose.ts'

/** A declaration in colours, each type linked to its page. */
export function tlLine(tl: string, reference: Reference, prose: Prose): Html {
  const match = /^([\w.]+)(#[0-9a-f]+)?(.*?)( = )(.+?)(;?)$/s.exec(tl)
  if (match === null) return html`<pre class="tl" tabindex="0"><code>${tl}</code></pre>`
  const [, name = '', id = '', middle = '', equals = '', result = '', end = ''] = match
  return html`<pre class="tl" tabindex="0"><code><span class="t-name">${name}</span><span class="t-id">${id}</span>${middle
    .split(/(\s+)/)
    .map(word =>
      fieldOf(word, reference, prose),
    )}<span class="t-mark">${equals}</span>${typeOf(result, reference, prose)}<span class="t-mark">${end}</span></code></pre>`
}

function fieldOf(word: string, reference: Reference, prose: Prose): Part {
  const match = /^([\w{]+):(\w+\.\d+\?)?(.+)$/.exec(word)
  if (match === null) return typeOf(word, reference, prose)
  const [, name = '', flag = '', type = ''] = match
  return html`<span class="t-field">${name}</span><span class="t-mark">:</span>${flag !== '' && html`<span class="t-flag">${flag}</span>`}${typeOf(type, reference, prose)}`
}

// Only names are linked; `Vector`, angle brackets and marks stay as they are.
function typeOf(type: string, reference: Reference, prose: Prose): Part {
  return type.split(/([A-Za-z][\w.]*)/).map(part => {
    const entry = reference.get('type', part) ?? reference.get('constructor', part)
    if (entry === undefined || part === '') return part
    return html`<a href="${prose.to(entry.urls.html)}">${part}</a>`
  })
}
