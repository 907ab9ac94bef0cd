import type { NumberPolicy } from '../policy/login-policy.ts'
import { type Country, countryTable } from './country-table.ts'

/**
 * Makes countries of the ranges that the policy accepts and that no country has: a program is to recognise their numbers
 * and not to offer them for choice. Many programs refuse a number whose country they do not know.
 *
 * Their `iso2` are letters that ISO 3166-1 gives to no country: `FT` for anonymous numbers (+888), for the others what is
 * left to users.
 *
 * @see {@link https://core.telegram.org/constructor/help.country}
 */
export function hiddenCountries({ unknownRanges }: Pick<NumberPolicy, 'unknownRanges'>): readonly Country[] {
  const assigned = countryTable().flatMap(({ country_codes }) => country_codes.map(({ country_code }) => country_code))
  const free = unknownRanges
    .map(({ prefix }) => prefix)
    .filter(prefix => !assigned.some(code => prefix.startsWith(code) || code.startsWith(prefix)))
  const byCode = Object.groupBy(free, prefix => prefix.slice(0, CALLING_CODE_DIGITS))
  const spare = USERS_CODES[Symbol.iterator]()
  return Object.entries(byCode).flatMap(([country_code, ranges = []]) => {
    const isAnonymous = country_code === ANONYMOUS
    const iso2 = isAnonymous ? 'FT' : spare.next().value
    if (iso2 === undefined) return []
    const prefixes = ranges.map(prefix => prefix.slice(CALLING_CODE_DIGITS))
    return {
      iso2,
      default_name: isAnonymous ? 'Anonymous Numbers' : `+${country_code}`,
      hidden: true,
      country_codes: [{ country_code, prefixes: prefixes.includes('') ? undefined : prefixes, patterns: undefined }],
    }
  })
}

const ANONYMOUS = '888'
/** E.164: no calling code is longer. */
const CALLING_CODE_DIGITS = 3
/** `QM` to `QZ`. */
const USERS_CODES = Array.from('MNOPQRSTUVWXYZ', letter => `Q${letter}`)
