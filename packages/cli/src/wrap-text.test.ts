import { describe, expect, it } from 'vitest'
import { visibleLength, wrapText } from './wrap-text.ts'

describe('wrapText', () => {
  it('breaks between words and indents', () => {
    expect(wrapText('one two three four', 12, '  ')).toBe('  one two\n  three four')
    expect(wrapText('one two three', 10, '   ', '1. ')).toBe('1. one two\n   three')
  })

  it('keeps line breaks, and words that are longer than a line', () => {
    expect(wrapText('a\n\nincomprehensibilities b', 10)).toBe('a\n\nincomprehensibilities\nb')
  })

  it('leaves text alone where nobody looks', () => {
    expect(wrapText('word '.repeat(100).trim(), Number.POSITIVE_INFINITY)).not.toContain('\n')
  })

  it('does not count colours', () => {
    expect(visibleLength('\u001b[1;36mabc\u001b[0m')).toBe(3)
    expect(wrapText('\u001b[31mone\u001b[39m two', 7)).not.toContain('\n')
  })
})
