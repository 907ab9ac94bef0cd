/** What an authenticator writes in CBOR. */
export type CborValue = number | string | Uint8Array | ReadonlyMap<number | string, CborValue>

/**
 * Encodes in the canonical form of CTAP2, as far as authenticators need it: integers, byte and text strings, maps in the
 * order given.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8949
 */
export function encodeCbor(value: CborValue): Buffer {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value)
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
  if (value instanceof Uint8Array) return Buffer.concat([head(2, value.length), value])
  const items = [...value].flatMap(([key, item]) => [encodeCbor(key), encodeCbor(item)])
  return Buffer.concat([head(5, value.size), ...items])
}

/** The major type and the argument, in as few bytes as it takes. */
function head(major: number, argument: number): Buffer {
  if (argument < 24) return Buffer.of((major << 5) | argument)
  if (argument < 0x100) return Buffer.of((major << 5) | 24, argument)
  if (argument < 0x10000) return Buffer.of((major << 5) | 25, argument >> 8, argument & 0xff)
  throw new RangeError('nothing that an authenticator writes is so long')
}
