import { bigintToBytes, bytesToBigint, equalBytes, toHex, trimLeadingZeros } from './bytes.ts'
import { CryptoError } from './crypto-error.ts'
import { dhPrime } from './dh-prime.ts'
import type { CryptoProvider } from './provider.ts'

/** Bytes of the prime, and of every number modulo it. */
export const DH_BYTES: number = 256

/** Verdicts that are kept; at the limit the oldest is forgotten and has to be reached again. */
const SAFE_PRIMES_MAX = 16

const safePrimes = new Set<string>()

/**
 * Checks the group of a key exchange or of a password: `p` must be a safe prime of exactly 2048 bits, and `g` must
 * generate its subgroup of prime order.
 *
 * The well-known prime is recognised by comparison. An unknown one costs up to a second of computing in the calling
 * thread; good ones are remembered.
 *
 * @param p - big-endian, 256 bytes (leading zeros are not accepted: they would make it shorter than 2048 bits)
 * @throws {CryptoError} `DH_PRIME_UNSAFE`, `DH_GENERATOR_INVALID`
 * @see {@link https://core.telegram.org/mtproto/auth_key#presenting-proof-of-work-server-authentication}
 */
export function checkDhParameters(provider: Pick<CryptoProvider, 'isProbablePrime'>, p: Uint8Array, g: number): void {
  // 2^2047 < p < 2^2048
  if (p.length !== DH_BYTES || ((p[0] as number) & 0x80) === 0) {
    throw new CryptoError('DH_PRIME_UNSAFE', 'the prime of the group does not have exactly 2048 bits')
  }
  // The residues are cheap and are looked at first.
  if (!isGenerator(bytesToBigint(p), g)) {
    throw new CryptoError('DH_GENERATOR_INVALID', `the generator ${g} is not one of 2 to 7 that fits the prime`)
  }
  if (!isSafePrime(provider, p)) {
    throw new CryptoError('DH_PRIME_UNSAFE', 'the number p of the group, or (p - 1) / 2, is not prime')
  }
}

/**
 * Tells whether a public value `g_a` or `g_b` is in the accepted range: 1 < value < p - 1, and
 * 2^1984 <= value <= p - 2^1984.
 *
 * @param value - big-endian, at most 256 significant bytes
 * @see {@link https://core.telegram.org/mtproto/security_guidelines#g-a-and-g-b-validation}
 */
export function isDhValueSafe(p: Uint8Array, value: Uint8Array): boolean {
  if (trimLeadingZeros(value).length > DH_BYTES) return false
  const modulus = bytesToBigint(p)
  const number = bytesToBigint(value)
  const margin = 1n << (2048n - 64n)
  return number > 1n && number < modulus - 1n && number >= margin && number <= modulus - margin
}

/**
 * Refuses a public value that {@link isDhValueSafe} does not accept.
 *
 * @throws {CryptoError} `DH_VALUE_OUT_OF_RANGE`
 */
export function checkDhValue(p: Uint8Array, value: Uint8Array): void {
  if (!isDhValueSafe(p, value)) {
    throw new CryptoError('DH_VALUE_OUT_OF_RANGE', 'the public value is not between 2^1984 and p - 2^1984')
  }
}

function isGenerator(p: bigint, g: number): boolean {
  switch (g) {
    case 2:
      return p % 8n === 7n
    case 3:
      return p % 3n === 2n
    case 4:
      return true
    case 5:
      return p % 5n === 1n || p % 5n === 4n
    case 6:
      return p % 24n === 19n || p % 24n === 23n
    case 7:
      return p % 7n === 3n || p % 7n === 5n || p % 7n === 6n
    default:
      return false
  }
}

function isSafePrime(provider: Pick<CryptoProvider, 'isProbablePrime'>, p: Uint8Array): boolean {
  if (equalBytes(p, dhPrime)) return true
  // The verdict belongs to this very number, so the whole number is the name it is kept under.
  const name = toHex(p)
  if (safePrimes.has(name)) return true
  const half = bigintToBytes((bytesToBigint(p) - 1n) / 2n)
  if (!provider.isProbablePrime(p) || !provider.isProbablePrime(half)) return false
  if (safePrimes.size >= SAFE_PRIMES_MAX) {
    for (const oldest of safePrimes) {
      safePrimes.delete(oldest)
      break
    }
  }
  safePrimes.add(name)
  return true
}
