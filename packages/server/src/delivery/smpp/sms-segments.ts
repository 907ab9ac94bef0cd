import { toGsm } from './gsm-alphabet.ts'

/** A text message as it goes over the air. */
export interface SmsSegments {
  readonly encoding: 'gsm' | 'ucs2'
  /** The octets of each part, in order: one 7-bit character each, or UTF-16BE. Without user data headers. */
  readonly segments: readonly Uint8Array[]
}

/**
 * Writes a text in the GSM alphabet, or in UCS-2 when that lacks a character, and cuts it into as few parts as possible.
 * No character is cut in two.
 *
 * @see 3GPP TS 23.040 §9.2.3.24.1
 */
export function smsSegments(text: string): SmsSegments {
  const gsm = toGsm(text)
  if (gsm !== undefined) return { encoding: 'gsm', segments: pack(gsm, gsmMax, gsmPartMax) }
  return { encoding: 'ucs2', segments: pack([...text].map(utf16), ucs2Max, ucs2PartMax) }
}

/** 140 octets hold 160 characters of 7 bits; a part leaves six octets to the header that puts it into its place. */
const gsmMax = 160
const gsmPartMax = 153
/** In octets. */
const ucs2Max = 140
const ucs2PartMax = 134

function pack(characters: readonly Uint8Array[], max: number, partMax: number): readonly Uint8Array[] {
  const total = characters.reduce((sum, octets) => sum + octets.length, 0)
  if (total <= max) return [Buffer.concat(characters)]
  const parts: Uint8Array[][] = [[]]
  let room = partMax
  for (const octets of characters) {
    if (octets.length > room) {
      parts.push([])
      room = partMax
    }
    parts.at(-1)?.push(octets)
    room -= octets.length
  }
  return parts.map(part => Buffer.concat(part))
}

function utf16(character: string): Uint8Array {
  return Buffer.from(character, 'utf16le').swap16()
}
