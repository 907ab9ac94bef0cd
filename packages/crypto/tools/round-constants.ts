/**
 * The constants of SHA-2: the first bits of the fractional parts of square and cube roots of primes
 * (FIPS 180-4 §4.2.2, §4.2.3, §5.3.3, §5.3.5). Computed rather than copied, so there is nothing to mistype.
 */
export function printRoundConstants(): string {
  const roots = (count: number, degree: bigint, bits: bigint): string =>
    primes(count)
      .map(prime => `0x${fraction(prime, degree, bits).toString(16)}`)
      .join(', ')
  return (
    `export const H32: usize = memory.data<u32>([${roots(8, 2n, 32n)}], 16)\n` +
    `export const K32: usize = memory.data<u32>([${roots(64, 3n, 32n)}], 16)\n` +
    `export const K64: usize = memory.data<u64>([${roots(80, 3n, 64n)}], 16)\n`
  )
}

function primes(count: number): bigint[] {
  const found: bigint[] = []
  for (let n = 2n; found.length < count; n++) if (found.every(prime => n % prime !== 0n)) found.push(n)
  return found
}

/** The first `bits` bits behind the binary point of the root of `value`. */
function fraction(value: bigint, degree: bigint, bits: bigint): bigint {
  const target = value << (degree * bits)
  let low = 0n
  let high = target
  while (low < high) {
    const middle = (low + high + 1n) / 2n
    if (middle ** degree <= target) low = middle
    else high = middle - 1n
  }
  return low & ((1n << bits) - 1n)
}
