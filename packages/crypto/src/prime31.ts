/**
 * Draws random primes of 31 bits with both top bits set: the product of two has 62 bits, so p and q always take
 * four bytes each, as official servers choose them.
 */
export function generatePrime31(random: (length: number) => Uint8Array): number {
  for (;;) {
    const [b0 = 0, b1 = 0, b2 = 0, b3 = 0] = random(4)
    const candidate = ((b0 & 0x3f) | 0x60) * 0x1000000 + (b1 << 16) + (b2 << 8) + (b3 | 1)
    if (isPrime32(candidate)) return candidate
  }
}

/**
 * Tells whether a number below 2^32 is prime. Exact: the bases 2, 7 and 61 decide every number below 4,759,123,141
 * (Jaeschke 1993).
 */
export function isPrime32(value: number): boolean {
  if (value < 2) return false
  for (const small of [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 61]) {
    if (value % small === 0) return value === small
  }
  const n = BigInt(value)
  let odd = value - 1
  let twos = 0
  while (odd % 2 === 0) {
    odd /= 2
    twos++
  }
  return [2n, 7n, 61n].every(base => isStrongProbablePrime(n, base, odd, twos))
}

function isStrongProbablePrime(n: bigint, base: bigint, odd: number, twos: number): boolean {
  let power = 1n
  let square = base % n
  for (let e = odd; e > 0; e = Math.floor(e / 2)) {
    if (e % 2 === 1) power = (power * square) % n
    square = (square * square) % n
  }
  if (power === 1n || power === n - 1n) return true
  for (let i = 1; i < twos; i++) {
    power = (power * power) % n
    if (power === n - 1n) return true
  }
  return false
}
