/**
 * Tells whether a phone number is one of those that a pattern stands for, such as the caller's of a flash call: as many
 * digits, the same ones, and any in the place of a `*`. The pattern `*` stands for all. Whatever else is in either, such
 * as `+` and spaces, does not count.
 *
 * @see {@link https://core.telegram.org/constructor/auth.sentCodeTypeFlashCall}
 *
 * @example
 * matchesPattern('+4420*****', '+44 20 12345') // true
 */
export function matchesPattern(pattern: string, phone_number: string): boolean {
  const wanted = pattern.replaceAll(/[^\d*]/g, '')
  const digits = phone_number.replaceAll(/\D/g, '')
  if (wanted === '*') return true
  return digits.length === wanted.length && [...wanted].every((char, index) => char === '*' || char === digits[index])
}
