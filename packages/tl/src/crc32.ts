/**
 * Computes the CRC-32 of the UTF-8 form of a text (IEEE 802.3: reflected polynomial `0xEDB88320`, initial and
 * final value `0xFFFFFFFF`), as an unsigned number.
 */
export function crc32(text: string): number {
  let crc = 0xffffffff
  for (const byte of new TextEncoder().encode(text)) {
    crc = (crc >>> 8) ^ (table[(crc ^ byte) & 0xff] as number)
  }
  return ~crc >>> 0
}

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  return crc
})
