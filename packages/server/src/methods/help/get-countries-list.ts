import type { MethodHandler } from '../../rpc/call-context.ts'

/**
 * Answers with every country that has a calling code, named in the language asked for, and hidden ones for the other
 * numbers that are accepted here; or that nothing has changed when the client shows the hash of exactly this list.
 *
 * @see {@link https://core.telegram.org/method/help.getCountriesList}
 */
export const getCountriesList: MethodHandler<'help.getCountriesList'> = async (request, { services }) => {
  // The table of all telephone numbers is large, and many programs never ask for it: it is loaded on first use.
  const { countriesList } = await import('../../countries/countries-list.ts')
  const { hash, countries } = countriesList(request.lang_code, services.numbers)
  if (request.hash === hash) return { _: 'help.countriesListNotModified' }
  return {
    _: 'help.countriesList',
    countries: countries.map(({ hidden, iso2, default_name, name, country_codes }) => ({
      _: 'help.country',
      hidden,
      iso2,
      default_name,
      name,
      country_codes: country_codes.map(({ country_code, prefixes, patterns }) => ({
        _: 'help.countryCode',
        country_code,
        prefixes,
        patterns,
      })),
    })),
    hash,
  }
}
