/** The TL encoding of a lone `bytes` field, for the few places that are read without a codec. */

/** The length of `bytes` with its prefix and padding. */
export function tlBytesLength(length: number): number {
  return Math.ceil(((length < 254 ? 1 : 4) + length) / 4) * 4
}

/** Writes `bytes` at `offset`. The target is zero there, so the padding needs no writing. */
export function writeTlBytes(target: Uint8Array, offset: number, bytes: Uint8Array): void {
  if (bytes.length < 254) {
    target[offset] = bytes.length
    target.set(bytes, offset + 1)
    return
  }
  target[offset] = 254
  target[offset + 1] = bytes.length & 0xff
  target[offset + 2] = (bytes.length >> 8) & 0xff
  target[offset + 3] = (bytes.length >> 16) & 0xff
  target.set(bytes, offset + 4)
}

/** Reads `bytes` that fill the rest of `source` from `offset`; undefined when the lengths disagree. Nothing is copied. */
export function readTlBytes(source: Uint8Array, offset: number): Uint8Array | undefined {
  const first = source[offset]
  if (first === undefined || first === 255) return undefined
  const long = first === 254
  if (long && source.length < offset + 4) return undefined
  const length = long
    ? (source[offset + 1] ?? 0) | ((source[offset + 2] ?? 0) << 8) | ((source[offset + 3] ?? 0) << 16)
    : first
  const start = offset + (long ? 4 : 1)
  const end = offset + Math.ceil((start - offset + length) / 4) * 4
  if (end !== source.length) return undefined
  return source.subarray(start, start + length)
}
