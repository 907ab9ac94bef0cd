/**
 * Writes a text in the default alphabet of GSM, one octet per 7-bit character, as SMPP carries it.
 *
 * @returns the octets of each character, one or, for those of the extension table, two; undefined when the text has a
 *   character that the alphabet lacks
 * @see 3GPP TS 23.038 §6.2.1
 */
export function toGsm(text: string): readonly Uint8Array[] | undefined {
  const characters: Uint8Array[] = []
  for (const character of text) {
    const octets = octetsOf.get(character)
    if (octets === undefined) return undefined
    characters.push(octets)
  }
  return characters
}

/** In the order of their codes, from 0; at 27 stands the escape to the extension table. */
const basic =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
  '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'
const escapeCode = 0x1b
/** 3GPP TS 23.038 §6.2.1.1. */
const extension: Readonly<Record<string, number>> = {
  '\f': 0x0a,
  '^': 0x14,
  '{': 0x28,
  '}': 0x29,
  '\\': 0x2f,
  '[': 0x3c,
  '~': 0x3d,
  ']': 0x3e,
  '|': 0x40,
  '€': 0x65,
}

const octetsOf: ReadonlyMap<string, Uint8Array> = new Map([
  ...[...basic].flatMap((character, code): [string, Uint8Array][] =>
    code === escapeCode ? [] : [[character, Uint8Array.of(code)]],
  ),
  ...Object.entries(extension).map(([character, code]): [string, Uint8Array] => [
    character,
    Uint8Array.of(escapeCode, code),
  ]),
])
