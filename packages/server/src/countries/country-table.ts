import { type CountryCode, getExampleNumber } from 'libphonenumber-js/max'
import metadata from 'libphonenumber-js/max/metadata'
import examples from 'libphonenumber-js/mobile/examples'
import { literalPrefixes } from './prefixes.ts'

/** One country of the phone form. */
export interface Country {
  /** Two letters, ISO 3166-1. */
  readonly iso2: string
  /** The name in English. */
  readonly default_name: string
  /** Its numbers are recognised, and it is not offered for choice. */
  readonly hidden?: true
  readonly country_codes: readonly CountryCallingCode[]
}

/** A calling code and how the numbers behind it look. */
interface CountryCallingCode {
  /** Digits, without `+`. */
  readonly country_code: string
  /** Digits after the code that tell this country from others on the same code; absent for the main one. */
  readonly prefixes: readonly string[] | undefined
  /** How the national part is written, `X` for a digit: `XXX XXX XXXX`. */
  readonly patterns: readonly string[] | undefined
}

/**
 * Lists every country with a calling code, in the order of the codes.
 *
 * The table is made from the metadata of libphonenumber-js at the first call and kept.
 *
 * @see {@link https://core.telegram.org/method/help.getCountriesList}
 */
export function countryTable(): readonly Country[] {
  table ??= Object.entries(metadata.country_calling_codes).flatMap(([code, countries]) =>
    countries.map((iso2, index) => makeCountry(code, iso2, index > 0)),
  )
  return table
}

let table: readonly Country[] | undefined

/** Longer prefixes than this are not needed to tell two countries apart. */
const PREFIX_DIGITS_MAX = 5

/** Where things stand in a country's row of the metadata (format 4). */
const LEADING_DIGITS = 10
const NUMBER_TYPES = 11
const FIXED_LINE = 0
const MOBILE = 1

const englishNames = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'code' })

function makeCountry(country_code: string, iso2: CountryCode, shared: boolean): Country {
  const prefixes = shared ? prefixesOf(country_code, iso2) : []
  const pattern = patternOf(country_code, iso2)
  return {
    iso2,
    default_name: englishNames.of(iso2) ?? iso2,
    country_codes: [
      {
        country_code,
        prefixes: prefixes.length > 0 ? prefixes : undefined,
        patterns: pattern === undefined ? undefined : [pattern],
      },
    ],
  }
}

function prefixesOf(country_code: string, iso2: CountryCode): string[] {
  const row: readonly unknown[] = metadata.countries[iso2] ?? []
  const leadingDigits = row[LEADING_DIGITS]
  if (typeof leadingDigits === 'string') return literalPrefixes(leadingDigits, PREFIX_DIGITS_MAX)
  // In the North American plan the area code has three digits and is all there is to know.
  const digitsMax = country_code === '1' ? 3 : PREFIX_DIGITS_MAX
  const main = metadata.country_calling_codes[country_code]?.[0]
  const others = new Set(main === undefined ? [] : typePrefixes(main, digitsMax))
  return typePrefixes(iso2, digitsMax).filter(prefix => !others.has(prefix))
}

function typePrefixes(iso2: CountryCode, digitsMax: number): string[] {
  const types: unknown = (metadata.countries[iso2] as readonly unknown[] | undefined)?.[NUMBER_TYPES]
  if (!Array.isArray(types)) return []
  const patterns = [types[FIXED_LINE]?.[0], types[MOBILE]?.[0]].filter(
    pattern => typeof pattern === 'string' && pattern !== '',
  )
  return [...new Set(patterns.flatMap(pattern => literalPrefixes(pattern, digitsMax)))].sort()
}

function patternOf(country_code: string, iso2: CountryCode): string | undefined {
  const international = getExampleNumber(iso2, examples)?.formatInternational()
  return international
    ?.slice(country_code.length + 1)
    .trim()
    .replaceAll('-', ' ')
    .replace(/\d/g, 'X')
}
