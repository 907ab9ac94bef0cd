/** What must not stand in a log. */
export interface Blotted {
  /** Digits, a word or a phrase; also found with other spacing, dashes, commas or letter case. */
  readonly code: string
  /** Digits of the international number; also found with a plus, marks between the digits, or the prefix of a country's own. */
  readonly phone_number?: string
  /** Credentials and addresses, in whatever case. */
  readonly secrets?: readonly string[]
}

/**
 * Blots a code, a phone number and secrets out of a text from outside: gateways like to repeat what they refused, and a
 * client could put the code into its reason.
 */
export function blot(text: string, { code, phone_number = '', secrets = [] }: Blotted): string {
  let clean = text.slice(0, readLengthMax)
  for (const secret of secrets) if (secret !== '') clean = clean.replaceAll(anyCase(secret), ink)
  if (phone_number !== '') clean = clean.replaceAll(anyNotation(phone_number), ink)
  const characters = [...code.replaceAll(/\s+/g, '')]
  if (characters.length > 0) {
    const pattern = characters.map(character => character.replaceAll(/[^\p{L}\p{N}]/gu, '\\$&')).join('[\\s,.-]*')
    clean = clean.replaceAll(new RegExp(pattern, 'giu'), ink)
  }
  return clean.slice(0, noteLengthMax)
}

/** Mail servers repeat addresses in small letters. */
function anyCase(secret: string): RegExp {
  return new RegExp(secret.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), 'giu')
}

/**
 * A phone number as people and gateways write it: with or without its plus, with marks between the digits, and without
 * its country, for which the last digits have to be enough.
 */
function anyNotation(phone_number: string): RegExp {
  const digits = [...phone_number]
  const last = digits.splice(-subscriberDigits).join(between)
  const before = digits.reduce((shorter, digit) => `(?:${shorter}${digit}${between})?`, '')
  return new RegExp(`\\+?${before}${last}`, 'g')
}

/** Marks in a written number; a plus may be escaped in an address, and is left then. */
const between = '[\\s().\\/-]{0,3}'
/** Shorter ends of a number are not told from other numbers. */
const subscriberDigits = 7

const ink = '*****'
/** What follows is not looked at: a regular expression over an endless answer would take its time. */
const readLengthMax = 2_000
/** What providers and clients write may be long; the log keeps its beginning. */
const noteLengthMax = 200
