import { getExampleNumber } from 'libphonenumber-js/max'
import examples from 'libphonenumber-js/mobile/examples'
import { describe, expect, it } from 'vitest'
import { defaultPolicy } from '../policy/default-policy.ts'
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

describe('a program that reads the list', () => {
  const { countries } = countriesList('en', defaultPolicy.numbers)

  /** The country of the longest calling code with a prefix that a number begins with, as programs find it. */
  const countryOf = (digits: string): string | undefined =>
    countries
      .flatMap(({ iso2, country_codes }) =>
        country_codes.flatMap(({ country_code, prefixes = [''] }) =>
          prefixes.map(prefix => ({ iso2, beginning: country_code + prefix })),
        ),
      )
      .filter(({ beginning }) => digits.startsWith(beginning))
      .toSorted((one, other) => other.beginning.length - one.beginning.length)[0]?.iso2

  /** What a mobile number of each country looks like. */
  const mobiles = countries.flatMap(({ iso2, hidden, country_codes }) => {
    const number = hidden === true ? undefined : getExampleNumber(iso2 as 'NL', examples)
    return number === undefined ? [] : [{ iso2, country_codes, number }]
  })

  /** Parts of a country and its neighbours that have one range of mobile numbers between them: it leads to the main one. */
  const shared: Readonly<Record<string, string>> = {
    AX: 'FI',
    BL: 'GP',
    CC: 'AU',
    CX: 'AU',
    EH: 'MA',
    IM: 'GB',
    MF: 'GP',
    SJ: 'NO',
    VA: 'IT',
  }

  it('finds the country of a mobile number from everywhere but the parts that share a range', () => {
    expect(mobiles.length).toBeGreaterThan(230)
    const found = mobiles.map(({ iso2, number }) => [iso2, countryOf(number.number.slice(1))])
    expect(found).toEqual(mobiles.map(({ iso2 }) => [iso2, shared[iso2] ?? iso2]))
  })

  it('has room in the pattern for every digit of it', () => {
    const rooms = mobiles.map(({ iso2, country_codes }) => [
      iso2,
      country_codes[0]?.patterns?.[0]?.replace(/[^X]/g, ''),
    ])
    expect(rooms).toEqual(mobiles.map(({ iso2, number }) => [iso2, 'X'.repeat(number.nationalNumber.length)]))
  })

  it('recognises the numbers that are accepted although no country has them', () => {
    expect(countryOf('88812345678')).toBe('FT')
    expect(countryOf('9996612345')).toBe('QM')
    expect(countries.filter(({ hidden }) => hidden === true)).toHaveLength(2)
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
