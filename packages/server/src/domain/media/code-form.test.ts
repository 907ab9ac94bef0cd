import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { defaultPolicy } from '../../policy/default-policy.ts'
import { lengthOf, makeCode, normaliseCode, sameForm } from './code-form.ts'
import type { MediumName } from './medium.ts'

const made = (name: MediumName, seed: string | number) =>
  makeCode(defaultPolicy, name, lengthOf(defaultPolicy, name), createHash('sha256').update(String(seed)).digest())

describe('the code of a medium', () => {
  it('of digits is spread evenly, leading zeros included', () => {
    const counts = new Array<number>(10).fill(0)
    for (let index = 0; index < 5000; index++) {
      const { code } = made('sms', index)
      expect(code).toMatch(/^\d{5}$/)
      counts[Number(code[0])] = (counts[Number(code[0])] ?? 0) + 1
    }
    for (const count of counts) expect(Math.abs(count - 500)).toBeLessThan(120)
  })

  it('of a flash call is the whole number of the caller', () => {
    const { code, caller } = made('flashCall', 'a')
    expect(code).toMatch(/^99900\d{5}$/)
    expect(caller).toBe(code)
  })

  it('of a missed call is the end of the number of the caller', () => {
    const { code, caller } = made('missedCall', 'a')
    expect(code).toMatch(/^\d{5}$/)
    expect(caller).toBe(`99900${code}`)
  })

  it('of a text message may be a word that can be read aloud, or a phrase', () => {
    const word = made('smsWord', 'a')
    expect(word.code).toMatch(/^([bdfklmnprstvz][aeiou]){4}$/)
    expect(word.beginning).toBe(word.code[0])
    const phrase = made('smsPhrase', 'a')
    expect(phrase.code.split(' ')).toHaveLength(4)
    expect(phrase.beginning).toBe(phrase.code.split(' ')[0])
  })

  it('is as hard to guess as five digits, also for who knows its beginning', () => {
    const { smsWord, smsPhrase } = defaultPolicy.media
    const { consonants, vowels, syllables } = smsWord
    expect((consonants.length * vowels.length) ** syllables / consonants.length).toBeGreaterThan(100_000)
    expect(new Set(smsPhrase.words).size).toBe(128)
    expect(128 ** (smsPhrase.length - 1)).toBeGreaterThan(100_000)
    // The same at the lowest that the reader of policies accepts.
    expect((8 * 4) ** 4 / 8).toBeGreaterThan(100_000)
    expect(64 ** 3).toBeGreaterThan(100_000)
  })

  it('is the same for media of one form, so that a resend can repeat it', () => {
    expect(made('missedCall', 'a').code).toBe(made('sms', 'a').code)
    expect(sameForm('sms', 'missedCall')).toBe(true)
    expect(sameForm('sms', 'flashCall')).toBe(false)
    expect(sameForm('smsWord', 'smsPhrase')).toBe(false)
  })

  it('is compared as people write it', () => {
    expect(normaliseCode('sms', ' 12345\n')).toBe('12345')
    expect(normaliseCode('flashCall', '+999 00 12345')).toBe('9990012345')
    expect(normaliseCode('smsWord', ' BaKoTiMu ')).toBe('bakotimu')
    expect(normaliseCode('smsPhrase', ' Amber  anchor\tAPPLE arrow ')).toBe('amber anchor apple arrow')
  })
})
