import { DomainError } from './domain-error.ts'

/** A name as it is kept. */
export interface PersonName {
  readonly first_name: string
  readonly last_name: string
}

/**
 * Trims and checks a name: the first 1 to 64 characters, the last up to 64.
 *
 * @throws {DomainError} `FIRSTNAME_INVALID`, `LASTNAME_INVALID`
 * @see https://core.telegram.org/method/auth.signUp
 */
export function parsePersonName(name: PersonName): PersonName {
  const first_name = name.first_name.trim()
  const last_name = name.last_name.trim()
  if (first_name === '' || isTooLong(first_name)) {
    throw new DomainError('FIRSTNAME_INVALID', `a first name has 1 to ${nameLengthMax} characters`)
  }
  if (isTooLong(last_name)) {
    throw new DomainError('LASTNAME_INVALID', `a last name has at most ${nameLengthMax} characters`)
  }
  return { first_name, last_name }
}

const nameLengthMax = 64

function isTooLong(name: string): boolean {
  // UTF-16 units bound the work; what counts are code points.
  return name.length > 2 * nameLengthMax || [...name].length > nameLengthMax
}
