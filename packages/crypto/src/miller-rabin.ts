import { bigintToBytes, bytesToBigint } from './bytes.ts'

const SMALL_PRIMES: readonly bigint[] = [2n, 3n, 5n, 7n, 11n, 13n, 17n, 19n, 23n, 29n, 31n, 37n, 41n, 43n, 47n, 53n]

/** Each round lets a composite pass with probability at most 1/4. */
const ROUNDS = 64

/**
 * Tells whether a big-endian number is prime, by Miller–Rabin with random bases.
 */
export function isProbablePrime(
  value: Uint8Array,
  random: (length: number) => Uint8Array,
  modPow: (base: Uint8Array, exponent: Uint8Array, modulus: Uint8Array) => Uint8Array,
): boolean {
  const n = bytesToBigint(value)
  if (n < 2n) return false
  for (const prime of SMALL_PRIMES) if (n % prime === 0n) return n === prime
  let odd = n - 1n
  let twos = 0
  while ((odd & 1n) === 0n) {
    odd >>= 1n
    twos++
  }
  const modulus = bigintToBytes(n)
  const exponent = bigintToBytes(odd)
  for (let round = 0; round < ROUNDS; round++) {
    const base = 2n + (bytesToBigint(random(modulus.length + 8)) % (n - 3n))
    let power = bytesToBigint(modPow(bigintToBytes(base), exponent, modulus))
    if (power === 1n || power === n - 1n) continue
    let composite = true
    for (let i = 1; i < twos && composite; i++) {
      power = (power * power) % n
      composite = power !== n - 1n
    }
    if (composite) return false
  }
  return true
}
