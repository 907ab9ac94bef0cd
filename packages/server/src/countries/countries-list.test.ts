import { describe, expect, it } from 'vitest'
import { countriesList } from './countries-list.ts'
import { literalPrefixes } from './prefixes.ts'

describe('countriesList', () => {
  it('names every country once with its calling code', () => {
    const { countries } = countriesList('en')
    expect(countries.length).toBeGreaterThan(230)
    expect(new Set(countries.map(country => country.iso2)).size).toBe(countries.length)
    const france = countries.find(country => country.iso2 === 'FR')
    expect(france).toEqual({
      iso2: 'FR',
      default_name: 'France',
      name: undefined,
      country_codes: [{ country_code: '33', prefixes: undefined, patterns: ['X XX XX XX XX'] }],
    })
  })

  it('gives names in the language asked for and English for anything it does not know', () => {
    const german = countriesList('de').countries.find(country => country.iso2 === 'FR')
    expect(german?.name).toBe('Frankreich')
    expect(german?.default_name).toBe('France')
    expect(countriesList('!!').hash).toBe(countriesList('en').hash)
    expect(countriesList('x'.repeat(1000)).hash).toBe(countriesList('en').hash)
  })

  it('has a hash that is not zero, stable, and another one per language', () => {
    expect(countriesList('en').hash).toBeGreaterThan(0)
    expect(countriesList('en').hash).toBe(countriesList('en').hash)
    expect(countriesList('fr').hash).not.toBe(countriesList('en').hash)
  })

  it('tells countries on one calling code apart by prefixes and leaves the main one without', () => {
    const codeOf = (iso2: string) =>
      countriesList('en').countries.find(country => country.iso2 === iso2)?.country_codes[0]
    expect(codeOf('US')?.prefixes).toBeUndefined()
    expect(codeOf('AG')?.prefixes).toEqual(['268'])
    expect(codeOf('CA')?.prefixes).toContain('416')
    expect(codeOf('CA')?.prefixes).not.toContain('212')
    expect(codeOf('KZ')?.prefixes).toEqual(['7'])
    expect(codeOf('GG')?.prefixes).toContain('7781')
    expect(codeOf('VA')?.prefixes).toEqual(['06698'])
  })
})

describe('literalPrefixes', () => {
  it.each([
    ['268', ['268']],
    ['33|7', ['33', '7']],
    ['7(?:(?:781|839)\\d|911[17])\\d{5}', ['7781', '7839', '79111', '79117']],
    ['5(?:26|28)?\\d', ['5']],
    ['1{3}\\d', ['111']],
    ['[2-9]\\d{6}', []],
  ])('expands %s', (pattern, prefixes) => {
    expect(literalPrefixes(pattern, 5)).toEqual(prefixes)
  })
})
