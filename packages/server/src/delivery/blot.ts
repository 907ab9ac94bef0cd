/**
 * Blots a code and other secrets out of a text from outside: gateways like to repeat what they refused, and a client
 * could put the code into its reason.
 *
 * @param code - digits, a word or a phrase; also found with other spacing, dashes, commas or letter case
 */
export function blot(text: string, code: string, secrets: readonly string[] = []): string {
  let clean = text.slice(0, readLengthMax)
  for (const secret of secrets) if (secret !== '') clean = clean.replaceAll(anyCase(secret), ink)
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

const ink = '*****'
/** What follows is not looked at: a regular expression over an endless answer would take its time. */
const readLengthMax = 2_000
/** What providers and clients write may be long; the log keeps its beginning. */
const noteLengthMax = 200
