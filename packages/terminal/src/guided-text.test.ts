import { describe, expect, it } from 'vitest'
import { plainLines, plainText, wrapBesideBar } from './guided-text.ts'

describe('text beside the bar', () => {
  it('breaks between words, and leaves room for the bar', () => {
    expect(wrapBesideBar('one two three four five six', 24)).toEqual(['one two three four', 'five six'])
  })

  it('keeps line breaks, spaces and colours of lines that fit', () => {
    const drawing = '\u001b[30;107m ▀  ▄ █ █ █ █ █ █\u001b[39;49m'
    expect(wrapBesideBar(`a\n\n${drawing}`, 24)).toEqual(['a', '', drawing])
  })

  it('is not told where to write by what comes from elsewhere', () => {
    expect(plainText(' a\u001b[2Jb\r\nc ')).toBe('a [2Jb c')
    expect(plainLines('a\u001b[2J\r\nb\n')).toBe('a [2J\nb')
  })
})
