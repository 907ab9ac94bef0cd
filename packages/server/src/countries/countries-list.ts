import { createHash } from 'node:crypto'
import type { NumberPolicy } from '../policy/login-policy.ts'
import { type Country, countryTable } from './country-table.ts'
import { hiddenCountries } from './hidden-countries.ts'

/** A country with its name in the language asked for. */
interface LocalisedCountry extends Country {
  /** Absent when it is the English one. */
  readonly name: string | undefined
}

/** The list in one language, and the number that stands for exactly this content. */
export interface CountriesList {
  /** Positive, 31 bits, never zero. */
  readonly hash: number
  readonly countries: readonly LocalisedCountry[]
}

/**
 * Gives the list of countries in the language of `lang_code` (`fr`, `pt-br`); an unknown or malformed code gives
 * English names. The hash is computed over the whole content, so that it changes whenever an answer would.
 *
 * @param numbers - which numbers are accepted besides those of countries; default none
 */
export function countriesList(
  lang_code: string,
  numbers: Pick<NumberPolicy, 'unknownRanges'> = { unknownRanges: [] },
): CountriesList {
  const language = canonicalLanguage(lang_code)
  const name = [language, ...numbers.unknownRanges.map(({ prefix }) => prefix)].join(' ')
  const known = lists.get(name)
  if (known !== undefined) return known
  const list = makeList(language, hiddenCountries(numbers))
  if (lists.size >= LISTS_MAX) lists.clear()
  lists.set(name, list)
  return list
}

/** Lists kept at once, about 60 KB each. Languages come from outside, hence the bound. */
const LISTS_MAX = 32

const lists = new Map<string, CountriesList>()

function canonicalLanguage(lang_code: string): string {
  if (lang_code.length > 35) return 'en'
  try {
    const [language = 'en'] = Intl.getCanonicalLocales(lang_code)
    return Intl.DisplayNames.supportedLocalesOf([language]).length > 0 ? language : 'en'
  } catch {
    return 'en'
  }
}

function makeList(language: string, hidden: readonly Country[]): CountriesList {
  const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'code' })
  const shown = countryTable().map(country => {
    const name = names.of(country.iso2)
    return { ...country, name: name === country.default_name ? undefined : name }
  })
  const countries = [...shown, ...hidden.map(country => ({ ...country, name: undefined }))]
  const digest = createHash('sha256').update(JSON.stringify(countries)).digest()
  return { hash: digest.readUInt32LE(0) & 0x7fffffff || 1, countries }
}
