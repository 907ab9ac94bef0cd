import { bigintToBytes, bytesToBigint } from './bytes.ts'
import { CryptoError } from './crypto-error.ts'

const WINDOW_BITS = 5

/**
 * A modular power in plain BigInt arithmetic: the web provider's `modPow`, and Node's where OpenSSL refuses a modulus
 * (even, or shorter than 512 bits).
 *
 * A fixed window is walked over every bit of the exponent's bytes, the multiplication by one included, so the sequence
 * of operations depends on the length of the exponent alone. BigInt multiplication itself promises no constant time.
 *
 * @throws {CryptoError} `NUMBER_INVALID` for a modulus of zero
 */
export function bigintModPow(base: Uint8Array, exponent: Uint8Array, modulus: Uint8Array): Uint8Array {
  const m = bytesToBigint(modulus)
  if (m === 0n) throw new CryptoError('NUMBER_INVALID', 'the modulus of a power must not be zero')
  const b = bytesToBigint(base) % m
  const powers: bigint[] = [1n % m]
  for (let i = 1; i < 1 << WINDOW_BITS; i++) powers.push(((powers[i - 1] as bigint) * b) % m)
  let result = 1n % m
  const bits = exponent.length * 8
  for (let position = Math.ceil(bits / WINDOW_BITS) - 1; position >= 0; position--) {
    for (let i = 0; i < WINDOW_BITS; i++) result = (result * result) % m
    result = (result * (powers[windowAt(exponent, position)] as bigint)) % m
  }
  return bigintToBytes(result, modulus.length)
}

/** The five bits of a big-endian number that start at bit `5 * position`, counted from the low end. */
function windowAt(exponent: Uint8Array, position: number): number {
  const lowBit = position * WINDOW_BITS
  const index = exponent.length - 1 - (lowBit >> 3)
  const low = exponent[index] ?? 0
  const high = exponent[index - 1] ?? 0
  return ((low | (high << 8)) >> (lowBit & 7)) & ((1 << WINDOW_BITS) - 1)
}
