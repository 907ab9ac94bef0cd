import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min'
import type { NumberPolicy } from '../policy/login-policy.ts'
import { DomainError } from './domain-error.ts'

/**
 * Reduces what people write to the form in which numbers are kept and compared: the digits of the international number.
 * A plus, spaces, dashes and brackets are let go.
 */
export function normalisePhoneNumber(text: string): string {
  return text.slice(0, writtenLengthMax).replace(/[^0-9]/g, '')
}

/**
 * Normalises a number and checks that it exists under the policy.
 *
 * @returns digits only
 * @throws {DomainError} `PHONE_NUMBER_INVALID`, `PHONE_NUMBER_BANNED`
 * @see https://core.telegram.org/method/auth.sendCode
 */
export function parsePhoneNumber(text: string, policy: NumberPolicy): string {
  const digits = normalisePhoneNumber(text)
  if (!isAccepted(digits, policy)) {
    throw new DomainError('PHONE_NUMBER_INVALID', 'this is not a phone number in international form')
  }
  if (policy.bannedPrefixes.some(prefix => digits.startsWith(prefix))) {
    throw new DomainError('PHONE_NUMBER_BANNED', 'this number may not log in here')
  }
  return digits
}

/** Returns the country of a normalised number as ISO 3166-1 alpha-2, or undefined when its range belongs to none. */
export function countryOf(phone_number: string): string | undefined {
  return parsePhoneNumberFromString(`+${phone_number}`)?.country
}

/** Tells whether there are numbers of a country, given as ISO 3166-1 alpha-2. */
export function hasNumbers(country: string): boolean {
  return isSupportedCountry(country)
}

/**
 * Returns the digit X of a test number 99966XYYYY, X from 1 to 3, or undefined for any other number.
 *
 * @see https://core.telegram.org/api/auth#test-accounts
 */
export function testNumberDigit(phone_number: string, policy: NumberPolicy): string | undefined {
  return policy.testNumbers ? /^99966([1-3])\d{4}$/.exec(phone_number)?.[1] : undefined
}

/** What follows in a longer text is not part of any number. */
const writtenLengthMax = 64
/** E.164 §6.1. */
const digitsMax = 15

function isAccepted(digits: string, policy: NumberPolicy): boolean {
  if (digits.length > digitsMax) return false
  if (testNumberDigit(digits, policy) !== undefined) return true
  const inUnknownRange = policy.unknownRanges.some(
    range => digits.startsWith(range.prefix) && digits.length >= range.digitsMin && digits.length <= range.digitsMax,
  )
  if (inUnknownRange) return true
  const known = parsePhoneNumberFromString(`+${digits}`)
  if (known === undefined) return false
  return policy.accept === 'valid' ? known.isValid() : known.isPossible()
}
