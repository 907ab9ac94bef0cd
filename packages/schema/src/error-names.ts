/**
 * Lists the names that an error may be known by, the most exact first, from its name as met (`FLOOD_WAIT_30`) or its
 * general one (`FLOOD_WAIT_%d`): as it is, with `%d` in the place of its first number or of its last one, and without the
 * numbers at its end. Names of more than 200 characters are taken as they are.
 *
 * @see https://core.telegram.org/api/errors
 */
export function errorNameForms(name: string): readonly string[] {
  if (name.length > errorNameCharsMax) return [name]
  const forms = [
    name,
    name.replace(/\d+/, '%d'),
    // The first number in a name need not be its argument: 2FA_CONFIRM_WAIT_300.
    name.replace(/\d+(?!.*\d)/, '%d'),
    name.replace(/(?:_(?:\d+|%d))+$/, ''),
  ]
  return [...new Set(forms)]
}

// No known name has half as many, and the time to take one apart grows with the square of its length.
const errorNameCharsMax = 200

/**
 * Reads the number that stands in the name of an error.
 *
 * @param met name as met: `FILE_PART_7_MISSING`
 * @param general name as known, one of the {@link errorNameForms} of the former: `FILE_PART_%d_MISSING`
 * @returns undefined where the known name has no place for a number, and where both are the same
 */
export function errorArgument(met: string, general: string): number | undefined {
  const [before = '', after] = general.split('%d')
  if (after === undefined || met === general) return undefined
  return Number(met.slice(before.length, met.length - after.length))
}
