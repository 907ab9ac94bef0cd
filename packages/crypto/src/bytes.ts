import { CryptoError } from './crypto-error.ts'

/**
 * Joins byte strings into one fresh array.
 */
export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  let length = 0
  for (const part of parts) length += part.length
  const joined = new Uint8Array(length)
  let offset = 0
  for (const part of parts) {
    joined.set(part, offset)
    offset += part.length
  }
  return joined
}

/**
 * Tells whether two byte strings are equal, stopping at the first difference.
 * For public values only; secrets are compared by {@link constantTimeEqual}.
 */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

/**
 * Returns a reversed copy.
 */
export function reverseBytes(bytes: Uint8Array): Uint8Array {
  return Uint8Array.from(bytes).reverse()
}

/**
 * Returns `a` xor `b`, as long as the shorter of the two.
 */
export function xorBytes(a: Uint8Array, b: Uint8Array): Uint8Array {
  const result = new Uint8Array(Math.min(a.length, b.length))
  for (let i = 0; i < result.length; i++) result[i] = (a[i] as number) ^ (b[i] as number)
  return result
}

/**
 * Prints bytes as lower-case hexadecimal digits.
 */
export function toHex(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += (byte + 0x100).toString(16).slice(1)
  return text
}

/**
 * Reads hexadecimal digits, two for each byte.
 *
 * @throws {CryptoError} `HEX_INVALID` when there is an odd number of digits or something else than a digit
 */
export function fromHex(text: string): Uint8Array {
  if (text.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(text)) {
    throw new CryptoError('HEX_INVALID', 'this is not a string of hexadecimal digits, two for each byte')
  }
  const bytes = new Uint8Array(text.length / 2)
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(text.slice(2 * i, 2 * i + 2), 16)
  return bytes
}

/**
 * Reads big-endian bytes as a non-negative integer; no bytes are zero.
 */
export function bytesToBigint(bytes: Uint8Array): bigint {
  return bytes.length === 0 ? 0n : BigInt(`0x${toHex(bytes)}`)
}

/**
 * Writes a non-negative integer big-endian.
 *
 * @param length - bytes of the result, padded with zeros on the left; default: as few as the value needs, at least one
 * @throws {CryptoError} `NUMBER_TOO_LONG` when the value does not fit
 */
export function bigintToBytes(value: bigint, length?: number): Uint8Array {
  const digits = value.toString(16)
  const width = length === undefined ? digits.length + (digits.length % 2) : 2 * length
  if (value < 0n || digits.length > width) {
    throw new CryptoError('NUMBER_TOO_LONG', `the number is negative or does not fit into ${width / 2} bytes`)
  }
  return fromHex(digits.padStart(width, '0'))
}

/**
 * Returns the bytes of a big-endian number without leading zeros; zero becomes no bytes.
 */
export function trimLeadingZeros(bytes: Uint8Array): Uint8Array {
  let start = 0
  while (start < bytes.length && bytes[start] === 0) start++
  return bytes.subarray(start)
}

/**
 * Reads eight bytes, as they are on the wire, as a TL `long`: little-endian, signed.
 */
export function bytesToLong(bytes: Uint8Array): bigint {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getBigInt64(0, true)
}

/**
 * Writes a TL `long` as the eight bytes it has on the wire, little-endian; only the low 64 bits count.
 */
export function longToBytes(value: bigint): Uint8Array {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigInt64(0, BigInt.asIntN(64, value), true)
  return bytes
}
