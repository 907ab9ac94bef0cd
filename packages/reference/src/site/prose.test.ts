import { describe, expect, it } from 'vitest'
import { officialReference } from '../node/official.ts'
import { createProse } from './prose.ts'

const prose = createProse(officialReference(), '../')
const inline = (markdown: string): string => prose.inline(markdown).toString()

describe('prose', () => {
  it('links names to their pages, from where the page is', () => {
    expect(inline('see {@link auth.sendCode}')).toBe(
      'see <a href="../methods/auth.sendCode.html"><code>auth.sendCode</code></a>',
    )
  })

  it('shows a name without a page as code', () => {
    expect(inline('{@link no.suchThing}')).toBe('<code>no.suchThing</code>')
  })

  it('keeps names with underscores whole', () => {
    expect(inline('{@link PHONE_CODE_EXPIRED} and {@link SEND_CODE_UNAVAILABLE}')).toContain(
      '<code>PHONE_CODE_EXPIRED</code></a> and <a',
    )
  })

  it("leads from Telegram's own pages of names to ours", () => {
    expect(inline('[code](https://core.telegram.org/method/auth.sendCode)')).toBe(
      '<a href="../methods/auth.sendCode.html">code</a>',
    )
    expect(inline('[login](https://core.telegram.org/api/auth)')).toContain('href="https://core.telegram.org/api/auth"')
  })

  it('runs nothing that stands in a source', () => {
    expect(inline('<script>alert(1)</script> <img src=x onerror=alert(1)>')).not.toMatch(/<(script|img)/)
    expect(inline('[x](javascript:alert(1))')).toBe('x')
    expect(inline('![x](https://example.com/a.png)')).toBe('x')
    expect(inline('format is `<dc_id>`')).toBe('format is <code>&lt;dc_id&gt;</code>')
  })

  it('makes copyable code and tables that scroll by themselves', () => {
    expect(prose.block('```ts\nconst a = 1\n```').toString()).toMatch(/data-copy.*<span class="c-key">const<\/span>/s)
    expect(prose.block('| a | b |\n|---|---|\n| 1 | `2` |').toString()).toContain(
      '<th scope="col">a</th><th scope="col">b</th>',
    )
  })

  it('cuts a summary between words', () => {
    expect(prose.summary('One. Two.', 20)).toBe('One.')
    expect(prose.summary('A sentence that goes on and on', 18)).toBe('A sentence that…')
  })
})
