import { describe, expect, it } from 'vitest'
import { defaultPolicy } from '../policy/default-policy.ts'
import { countriesList } from './countries-list.ts'
import { hiddenCountries } from './hidden-countries.ts'

const range = (prefix: string) => ({ prefix, digitsMin: 7, digitsMax: 15 })
const of = (...prefixes: string[]) => hiddenCountries({ unknownRanges: prefixes.map(range) })

describe('hiddenCountries', () => {
  it('has anonymous numbers and the fictional ones that are accepted by default', () => {
    const code = (country_code: string) => ({ country_code, prefixes: undefined, patterns: undefined })
    expect(hiddenCountries(defaultPolicy.numbers)).toEqual([
      { iso2: 'FT', default_name: 'Anonymous Numbers', hidden: true, country_codes: [code('888')] },
      { iso2: 'QM', default_name: '+999', hidden: true, country_codes: [code('999')] },
    ])
  })

  it('makes one country of the ranges behind one calling code', () => {
    expect(of('99912', '99934').map(({ country_codes }) => country_codes)).toEqual([
      [{ country_code: '999', prefixes: ['12', '34'], patterns: undefined }],
    ])
    expect(of('99912', '999')[0]?.country_codes[0]?.prefixes).toBeUndefined()
  })

  it('leaves out what a country has, which is recognised already', () => {
    expect(of('1555', '4479', '3', '')).toEqual([])
  })

  it('gives each its own letters, which no country has', () => {
    const known = countriesList('en').countries.map(({ iso2 }) => iso2)
    const letters = of('888', '999', '990', '991', '997').map(({ iso2 }) => iso2)
    expect(new Set(letters).size).toBe(letters.length)
    expect(known.filter(iso2 => letters.includes(iso2))).toEqual([])
  })

  it('stops where there are no letters left', () => {
    const codes = Array.from({ length: 30 }, (_, index) => `0${String(index).padStart(2, '0')}`)
    expect(of(...codes)).toHaveLength(14)
  })
})
