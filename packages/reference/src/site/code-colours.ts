import { type Html, html, type Part } from './html.ts'

const tokens =
  /(\/\/[^\n]*|#[^\n]*(?<=^#[^\n]*))|('(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`)|\b(import|from|export|const|let|await|using|async|function|return|new|if|else|for|of|in|try|catch|throw|type|interface|true|false|undefined|null|typeof|as)\b(?!\??:)|\b(0x[0-9a-f]+|\d[\d_]*n?)\b/gim

/** TypeScript, JSON or a command line in a few quiet colours. */
function colours(code: string): Html {
  const parts: Part[] = []
  let at = 0
  for (const match of code.matchAll(tokens)) {
    const [text, comment, string, keyword] = match
    const kind =
      comment !== undefined ? 'c-com' : string !== undefined ? 'c-str' : keyword !== undefined ? 'c-key' : 'c-num'
    parts.push(code.slice(at, match.index), html`<span class="${kind}">${text}</span>`)
    at = match.index + text.length
  }
  parts.push(code.slice(at))
  return html`${parts}`
}

/** A block of code with a copy button. */
export function codeBlock(code: string, label: string): Html {
  return html`<div class="block"><button type="button" class="copy needs-js" data-copy>Copy<span class="hidden-text"> ${label}</span></button><pre tabindex="0"><code>${colours(code)}</code></pre></div>`
}
