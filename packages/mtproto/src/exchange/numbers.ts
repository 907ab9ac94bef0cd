import { DH_BYTES, trimLeadingZeros } from '@chappe/crypto'

/**
 * Brings a big-endian number to 256 bytes, zeros on the left: peers may send it shorter, hashes need it whole.
 *
 * @returns undefined when it is longer than that
 */
export function toGroupLength(number: Uint8Array): Uint8Array | undefined {
  const digits = trimLeadingZeros(number)
  if (digits.length > DH_BYTES) return undefined
  const padded = new Uint8Array(DH_BYTES)
  padded.set(digits, DH_BYTES - digits.length)
  return padded
}
