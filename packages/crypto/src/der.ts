import { concatBytes, trimLeadingZeros } from './bytes.ts'
import { CryptoError } from './crypto-error.ts'

/** ASN.1 tags that key files use. */
const DER_INTEGER = 0x02
export const DER_BIT_STRING: number = 0x03
export const DER_OCTET_STRING: number = 0x04
export const DER_SEQUENCE: number = 0x30

/** Writes one element: tag, definite length, content (X.690 §8.1). */
export function derElement(tag: number, ...content: readonly Uint8Array[]): Uint8Array {
  const body = concatBytes(...content)
  const n = body.length
  const header = n < 0x80 ? [tag, n] : n < 0x100 ? [tag, 0x81, n] : [tag, 0x82, n >> 8, n & 0xff]
  return concatBytes(Uint8Array.from(header), body)
}

/** Writes a non-negative INTEGER from big-endian bytes; leading zeros do not matter. */
export function derInteger(bytes: Uint8Array): Uint8Array {
  const digits = trimLeadingZeros(bytes)
  // A set top bit would make the number negative (X.690 §8.3), and zero still takes one byte.
  const lead = ((digits[0] ?? 0x80) & 0x80) === 0 ? [] : [0]
  return derElement(DER_INTEGER, Uint8Array.from(lead), digits)
}

/** Reads the elements of a DER value one after the other. */
export class DerReader {
  readonly #bytes: Uint8Array
  #offset: number = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  get atEnd(): boolean {
    return this.#offset === this.#bytes.length
  }

  /**
   * Returns the content of the next element, which must have this tag.
   *
   * @throws {CryptoError} `DER_INVALID`
   */
  read(tag: number): Uint8Array {
    if (this.#byte() !== tag) throw invalid('an element of another type than expected')
    let length = this.#byte()
    if (length >= 0x80) {
      const lengthBytes = length & 0x7f
      if (lengthBytes < 1 || lengthBytes > 2) throw invalid('a length that no key needs')
      length = 0
      for (let i = 0; i < lengthBytes; i++) length = (length << 8) | this.#byte()
    }
    const end = this.#offset + length
    if (end > this.#bytes.length) throw invalid('an element that is longer than the data')
    const content = this.#bytes.subarray(this.#offset, end)
    this.#offset = end
    return content
  }

  /** Returns a non-negative INTEGER as big-endian bytes without leading zeros. */
  readInteger(): Uint8Array {
    const content = this.read(DER_INTEGER)
    if (content.length === 0 || ((content[0] as number) & 0x80) !== 0) throw invalid('a negative or empty number')
    return trimLeadingZeros(content)
  }

  #byte(): number {
    const byte = this.#bytes[this.#offset++]
    if (byte === undefined) throw invalid('an end in the middle of an element')
    return byte
  }
}

function invalid(what: string): CryptoError {
  return new CryptoError('DER_INVALID', `the key data has ${what}`)
}
